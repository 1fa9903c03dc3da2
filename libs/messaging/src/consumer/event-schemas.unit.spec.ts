import { describe, expect, it } from '@jest/globals';
import { eventContracts, type CloudEvent } from '#contracts';
import { EventSchemas } from './event-schemas.js';

const eventOf = (type: string, data: unknown): CloudEvent => ({
  specversion: '1.0',
  id: '0198c0de-0000-7000-8000-000000000001',
  source: '/test',
  type,
  subject: '0198c0de-0000-7000-8000-000000000002',
  time: '2026-01-01T00:00:00.000Z',
  datacontenttype: 'application/json',
  sequence: '1',
  data,
});

describe('the schemas of events', () => {
  const schemas = new EventSchemas();

  it.each(eventContracts.map(({ type }) => type))('can be compiled, and refuse what is no object: %s', (type) => {
    expect(schemas.breach(eventOf(type, 'text'))).toBe('data must be object');
  });

  it('say nothing of a type that this build does not know', () => {
    expect(schemas.breach(eventOf('eu.lra-network.unknown.happened.v1', 'text'))).toBeUndefined();
  });
});
