import { describe, expect, it } from '@jest/globals';
import { compatibility, recordOf, unrecorded, type ReleasedContract } from './schema-compatibility.js';

const place = { type: 'object', required: ['code'], properties: { code: { type: 'string' } } };

const schema = {
  type: 'object',
  required: ['id', 'status', 'title'],
  properties: {
    id: { type: 'string', format: 'uuid' },
    status: { enum: ['approved', 'ended'] },
    title: { type: 'object', additionalProperties: { type: 'string' } },
    places: { type: 'array', items: place },
    note: { type: ['string', 'null'] },
    fixed: { type: 'object', additionalProperties: false, properties: { a: { type: 'integer', minimum: 1 } } },
    either: { anyOf: [{ type: 'string', description: 'a name' }, { type: 'integer' }] },
  },
};

const released: ReleasedContract = {
  type: 'eu.lra-network.thing.changed.v1',
  topic: 'lra.things.thing',
  visibility: 'public',
  schema,
};

type Loose = Record<string, any>;

/** The released contract with a changed schema. */
function after(change: (schema: Loose, properties: Loose) => void): ReleasedContract {
  const copy: Loose = structuredClone(schema);
  change(copy, copy.properties);
  return { ...released, schema: copy };
}

describe('A released contract', () => {
  it.each<[string, string, ReleasedContract]>([
    ['its topic', 'its topic was changed from lra.things.thing to lra.other', { ...released, topic: 'lra.other' }],
    ['its visibility', 'its visibility was changed from public to internal', { ...released, visibility: 'internal' }],
    [
      'a required property that goes',
      'data.title was removed, which consumers rely on',
      after((whole, properties) => {
        delete properties.title;
        whole.required = ['id', 'status'];
      }),
    ],
    [
      'an optional property that goes',
      'data.note was removed, which consumers rely on',
      after((_, properties) => delete properties.note),
    ],
    [
      'a property that takes another name',
      'data.note was removed, which consumers rely on',
      after((_, properties) => {
        properties.remark = properties.note;
        delete properties.note;
      }),
    ],
    [
      'another type',
      'the type of data.id was changed from string to integer',
      after((_, properties) => (properties.id.type = 'integer')),
    ],
    [
      'a wider type',
      'the type of data.id was changed from string to null or string',
      after((_, properties) => (properties.id.type = ['string', 'null'])),
    ],
    [
      'a narrower type',
      'the type of data.note was changed from null or string to string',
      after((_, properties) => (properties.note.type = 'string')),
    ],
    [
      'a type that is no longer told',
      'the type of data.id was changed from string to any',
      after((_, properties) => delete properties.id.type),
    ],
    [
      'a required property that becomes optional',
      'data.title was made optional, but consumers rely on it',
      after((whole) => (whole.required = ['id', 'status'])),
    ],
    [
      'an optional property that becomes required',
      'data.note was made required, which stored events may lack',
      after((whole) => whole.required.push('note')),
    ],
    [
      'a new property that is required',
      'data.colour was made required, which stored events may lack',
      after((whole, properties) => {
        properties.colour = { type: 'string' };
        whole.required.push('colour');
      }),
    ],
    [
      'a further value of an enumeration',
      'data.status gained the value "suspended", which older builds take for a breach of the schema',
      after((_, properties) => properties.status.enum.push('suspended')),
    ],
    [
      'a value less of an enumeration',
      'data.status lost the value "ended", which stored events may have',
      after((_, properties) => (properties.status.enum = ['approved'])),
    ],
    [
      'an enumeration that becomes free text',
      'the rule "enum" of data.status was changed',
      after((_, properties) => (properties.status = {})),
    ],
    [
      'a free text that becomes an enumeration',
      'the rule "enum" of data.id was changed',
      after((_, properties) => (properties.id.enum = ['a'])),
    ],
    [
      'a rule that comes',
      'the rule "maxLength" of data.id was changed, so stored events or older builds may break it',
      after((_, properties) => (properties.id.maxLength = 36)),
    ],
    [
      'a rule that goes',
      'the rule "format" of data.id was changed',
      after((_, properties) => delete properties.id.format),
    ],
    [
      'a rule that changes',
      'the rule "minimum" of data.fixed.a was changed',
      after((_, properties) => (properties.fixed.properties.a.minimum = 0)),
    ],
    [
      'a choice that grows',
      'the rule "anyOf" of data.either was changed',
      after((_, properties) => properties.either.anyOf.push({ type: 'boolean' })),
    ],
    [
      'what its lists hold',
      'data.places[].code was removed',
      after((_, properties) => (properties.places.items = { type: 'object' })),
    ],
    [
      'lists that may hold anything',
      'the rule "items" of data.places was changed',
      after((_, properties) => delete properties.places.items),
    ],
    [
      'what its maps hold',
      'the type of data.title.* was changed from string to integer',
      after((_, properties) => (properties.title.additionalProperties.type = 'integer')),
    ],
    [
      'that it takes only what it knows',
      'the rule "additionalProperties" of data was changed',
      after((whole) => (whole.additionalProperties = false)),
    ],
    [
      'a property where only known ones are taken',
      'data.fixed.b was added where older builds take only what they know',
      after((_, properties) => (properties.fixed.properties.b = { type: 'string' })),
    ],
    ['its whole schema', 'the schema of data was replaced', { ...released, schema: true }],
  ])('is not changed in %s', (_, sentence, present) => {
    const [problem, ...others] = compatibility([released], [present]);
    expect(problem).toContain(`eu.lra-network.thing.changed.v1: ${sentence}`);
    expect(others.filter((other) => !other.includes('data.places[].code was made optional'))).toEqual([]);
  });

  it('is not removed, nor given another name', () => {
    const sentence =
      'eu.lra-network.thing.changed.v1: the type was removed, which consumers wait for and stored events have; ' +
      'leave it as it was released and make a new type eu.lra-network.thing.changed.v2.';
    expect(compatibility([released], [])).toEqual([sentence]);
    expect(compatibility([released], [{ ...released, type: 'eu.lra-network.thing.altered.v1' }])).toEqual([sentence]);
  });

  it('is replaced by the next version that is free', () => {
    const second = { ...released, type: 'eu.lra-network.thing.changed.v2' };
    expect(compatibility([released, second], [second])[0]).toMatch(/make a new type \S+\.changed\.v3\.$/);
  });

  it.each<[string, ReleasedContract]>([
    ['nothing', released],
    ['an optional property', after((_, properties) => (properties.colour = { enum: ['red', 'blue'] }))],
    [
      'words for people',
      after((whole, properties) => {
        whole.title = 'A thing';
        properties.id.description = 'Of the thing.';
        properties.either.anyOf[0].description = 'its name';
      }),
    ],
    [
      'the order of what has none',
      after((whole, properties) => {
        whole.required.reverse();
        properties.status.enum.reverse();
        properties.note.type.reverse();
        whole.properties = Object.fromEntries(Object.entries(properties).reverse());
      }),
    ],
    ['a permission that held anyway', after((whole) => (whole.additionalProperties = true))],
  ])('may be changed in %s', (_, present) => {
    expect(compatibility([released], [present])).toEqual([]);
  });

  it('stands beside new types', () => {
    expect(compatibility([released], [released, { ...released, type: 'eu.lra-network.thing.made.v1' }])).toEqual([]);
  });
});

describe('The record', () => {
  it('lacks a new type and a compatible change until they are recorded', () => {
    const made = { ...released, type: 'eu.lra-network.thing.made.v1' };
    const changed = after((_, properties) => (properties.colour = { type: 'string' }));
    expect(unrecorded([released], [changed, made])).toEqual([
      'eu.lra-network.thing.changed.v1: its change is not recorded yet; run `npm run schemas:record` and commit what it writes.',
      'eu.lra-network.thing.made.v1: the new type is not recorded yet; run `npm run schemas:record` and commit what it writes.',
    ]);
    expect(unrecorded([changed, made], [changed, made])).toEqual([]);
  });

  it('is the same text for the same meaning, and holds nothing but what consumers rely on', () => {
    const turned = {
      summary: 'A thing was changed.',
      schema: after((whole) => whole.required.reverse()).schema,
      visibility: 'public',
      topic: released.topic,
      type: released.type,
    };
    expect(JSON.stringify(recordOf(turned))).toBe(JSON.stringify(recordOf(released)));
    expect(unrecorded([released], [turned])).toEqual([]);
  });
});
