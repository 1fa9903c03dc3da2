import { code, eventContract, topics, type DataOf } from './event.js';

/**
 * What a client or a person may do from now on. Each event says all of it, so that the last one is what counts. Without
 * roles it has ended: the client was deleted, the person erased, all rights withdrawn or run out, or the membership is over.
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

/** What somebody may do, as the gateway tells it. */
export type PrincipalFacts = DataOf<typeof principalChanged>;

export const principalEvents = [principalChanged] as const;
