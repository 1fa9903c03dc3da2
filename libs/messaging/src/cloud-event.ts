import type { CloudEvent } from '#contracts';
import type { Message } from './transport/transport.js';

/** Kafka protocol binding for CloudEvents 1.0, binary mode: attributes as `ce_` headers, the data as value. */
const attributes = ['specversion', 'id', 'source', 'type', 'subject', 'time', 'sequence'] as const;

export function toMessage(topic: string, event: CloudEvent): Message {
  const headers: Record<string, string> = { 'content-type': event.datacontenttype, ce_partitionkey: event.subject };
  for (const name of attributes) headers[`ce_${name}`] = event[name];
  if (event.traceparent) headers['traceparent'] = event.traceparent;
  return { topic, key: event.subject, headers, value: Buffer.from(JSON.stringify(event.data)) };
}

/** A message that is not one of our events. */
export class NotAnEvent extends Error {
  override readonly name = 'NotAnEvent';
}

const decoder = new TextDecoder('utf-8', { fatal: true });
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** @throws {NotAnEvent} that names the attribute, or the part of the data, that cannot be read */
export function fromMessage(message: Message): CloudEvent {
  const header = (name: (typeof attributes)[number]): string => {
    const value = message.headers[`ce_${name}`];
    if (!value) throw new NotAnEvent(`header ce_${name} is missing`);
    return value;
  };
  if (header('specversion') !== '1.0') throw new NotAnEvent('header ce_specversion is not 1.0');
  for (const name of ['id', 'subject'] as const) {
    if (!UUID.test(header(name))) throw new NotAnEvent(`header ce_${name} is not a UUID`);
  }
  if (!/^[1-9]\d{0,17}$/.test(header('sequence'))) throw new NotAnEvent('header ce_sequence is not a positive number');
  let data: unknown;
  try {
    data = JSON.parse(decoder.decode(message.value));
  } catch {
    throw new NotAnEvent('the value is not JSON in UTF-8');
  }
  return {
    specversion: '1.0',
    id: header('id'),
    source: header('source'),
    type: header('type'),
    subject: header('subject'),
    time: header('time'),
    datacontenttype: 'application/json',
    sequence: header('sequence'),
    ...(message.headers['traceparent'] ? { traceparent: message.headers['traceparent'] } : {}),
    data,
  };
}
