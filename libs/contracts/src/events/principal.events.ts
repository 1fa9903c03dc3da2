import { code, eventContract, topics, type DataOf } from './event.js';

/**
 * The rights of a client or person from now on. Each event is complete, so only the latest one counts. A principal
 * without roles has ended: the client was deleted, the person erased, all rights withdrawn or expired, or the
 * membership ended.
 */
export const principalChanged = eventContract(
  topics.principal,
  'principal.changed.v1',
  'internal',
  'A client or person was given rights, has other rights than before, or has none any more.',
  {
    type: 'object',
    required: ['id', 'kind', 'roles', 'memberId'],
    properties: {
      id: { type: 'string', format: 'uuid' },
      kind: { enum: ['client', 'person'] },
      roles: { type: 'array', items: code },
      memberId: { type: ['string', 'null'], format: 'uuid' },
    },
  },
);

/** The rights of a principal, as the gateway tells them. */
export type PrincipalFacts = DataOf<typeof principalChanged>;

export const principalEvents = [principalChanged] as const;
