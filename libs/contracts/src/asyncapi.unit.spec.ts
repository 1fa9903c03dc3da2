import { describe, expect, it } from '@jest/globals';
import addFormats from 'ajv-formats';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { asyncApiDocument, eventContracts } from './index.js';

interface Message {
  readonly payload: object;
}

const { components, channels } = asyncApiDocument() as unknown as {
  components: { messages: Record<string, Message>; schemas: Record<string, object> };
  channels: Record<string, { messages: Record<string, { $ref: string }> }>;
};

/** Strict: an unknown keyword or format is an error, and so is a `required` property without a schema. */
const strict = () => {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true });
  addFormats.default(ajv);
  return ajv;
};

describe('the AsyncAPI document', () => {
  it('has a message for each type of event, and each is in a channel', () => {
    const types = eventContracts.map(({ type }) => type).sort();
    expect(Object.keys(components.messages).sort()).toEqual(types);
    const inChannels = Object.values(channels).flatMap(({ messages }) => Object.keys(messages));
    expect(inChannels.sort()).toEqual(types);
  });

  it.each(Object.entries(components.messages))(
    'has a payload for %s that a strict validator compiles',
    (_, message) => {
      const validate = strict().compile(message.payload);
      expect(validate({})).toBe(false);
    },
  );

  it('has headers that a strict validator compiles', () => {
    expect(strict().compile(components.schemas['cloudEventHeaders']!)({})).toBe(false);
  });
});
