import {
  practicePublished,
  practiceSubmitted,
  practiceUpdated,
  principalChanged,
  topics,
  type CloudEvent,
  type DataOf,
} from '#contracts';
import { newId } from '#database';
import { toMessage, type Message } from '#messaging';

/** The n-th event of a practice's stream: first its publication, then updates. */
export function practiceEvent(
  subject: string,
  sequence: number,
  data: Partial<DataOf<typeof practicePublished>> = {},
): CloudEvent<DataOf<typeof practicePublished>> {
  return {
    specversion: '1.0',
    id: newId(),
    source: '/practices',
    type: (sequence === 1 ? practicePublished : practiceUpdated).type,
    subject,
    time: new Date().toISOString(),
    datacontenttype: 'application/json',
    sequence: String(sequence),
    data: {
      id: subject,
      version: sequence,
      title: { en: 'Live in Italy', it: 'Vivere in Italia' },
      countries: ['IT'],
      dimensions: ['cultural'],
      themes: ['language-training'],
      ownerMemberId: null,
      href: `/v1/practices/${subject}`,
      ...data,
    },
  };
}

/** A step of work on a practice of this member. */
export const practiceStep = (subject: string, sequence: number, ownerMemberId: string): CloudEvent => ({
  ...practiceEvent(subject, sequence),
  type: practiceSubmitted.type,
  data: { id: subject, version: 1, ownerMemberId, href: `/v1/practices/${subject}` },
});

export const practiceMessage = (event: CloudEvent): Message => toMessage(topics.practice, event);

/** The n-th announcement by the gateway of what a principal may do. */
export const principalMessage = (
  id: string,
  sequence: number,
  roles: readonly string[],
  memberId: string | null = null,
): Message =>
  toMessage(topics.principal, {
    ...practiceEvent(id, sequence),
    source: '/gateway',
    type: principalChanged.type,
    data: { id, kind: 'client', roles, memberId },
  });
