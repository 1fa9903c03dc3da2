import { eventContracts, type EventContract } from './events/index.js';

/** CloudEvents attributes in the binary mode of the Kafka protocol binding. */
const headers = {
  type: 'object',
  required: ['ce_specversion', 'ce_id', 'ce_source', 'ce_type', 'ce_subject', 'ce_time', 'ce_sequence'],
  properties: {
    ce_specversion: { const: '1.0' },
    ce_id: { type: 'string', format: 'uuid', description: 'The same at every delivery of the event.' },
    ce_source: { type: 'string' },
    ce_type: { type: 'string' },
    ce_subject: { type: 'string', format: 'uuid', description: 'The thing the event is about.' },
    ce_partitionkey: { type: 'string', format: 'uuid' },
    ce_time: { type: 'string', format: 'date-time' },
    ce_sequence: {
      type: 'string',
      pattern: '^[1-9][0-9]*$',
      description: 'Number within the stream of the subject, gap-free.',
    },
    traceparent: { type: 'string', description: 'W3C trace context.' },
  },
} as const;

const messageOf = ({ type, summary, visibility, schema }: EventContract) => ({
  name: type,
  title: type,
  summary,
  contentType: 'application/json',
  headers: { $ref: '#/components/schemas/cloudEventHeaders' },
  payload: schema,
  'x-visibility': visibility,
});

export type AsyncApiDocument = { readonly asyncapi: string } & Readonly<Record<string, unknown>>;

/** The AsyncAPI 3.0 document of all events: a channel per topic, a message per type. */
export function asyncApiDocument(contracts: readonly EventContract[] = eventContracts): AsyncApiDocument {
  const topics = [...new Set(contracts.map((contract) => contract.topic))];
  const typesOf = (topic: string) => contracts.filter((contract) => contract.topic === topic).map(({ type }) => type);
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Network of local and regional authorities for integration: events',
      version: '1',
      description:
        'CloudEvents 1.0. Public events are also in `GET /v1/changes` and can be subscribed to as webhooks; ' +
        'internal ones (`x-visibility`) stay between the apps. Order holds per subject; delivery is at least once.',
      license: { name: 'EUPL-1.2', url: 'https://eupl.eu/1.2/en/' },
    },
    defaultContentType: 'application/json',
    channels: Object.fromEntries(
      topics.map((topic) => [
        topic,
        {
          address: topic,
          messages: Object.fromEntries(typesOf(topic).map((type) => [type, { $ref: `#/components/messages/${type}` }])),
        },
      ]),
    ),
    operations: Object.fromEntries(
      topics.map((topic) => [
        `consume.${topic}`,
        {
          action: 'receive',
          channel: { $ref: `#/channels/${topic}` },
          messages: typesOf(topic).map((type) => ({ $ref: `#/channels/${topic}/messages/${type}` })),
        },
      ]),
    ),
    components: {
      messages: Object.fromEntries(contracts.map((contract) => [contract.type, messageOf(contract)])),
      schemas: { cloudEventHeaders: headers },
    },
  };
}
