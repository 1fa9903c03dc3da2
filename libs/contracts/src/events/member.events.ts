import { code, eventContract, topics, type DataOf } from './event.js';

const member = {
  type: 'object',
  required: ['id', 'name', 'kind', 'country', 'countries', 'status', 'effectiveOn', 'href'],
  properties: {
    id: { type: 'string', format: 'uuid' },
    name: { type: 'string' },
    kind: code,
    country: { type: 'string', pattern: '^[A-Z]{2}$' },
    countries: { type: 'array', items: { type: 'string', pattern: '^[A-Z]{2}$' } },
    status: { enum: ['approved', 'suspended', 'ended'] },
    effectiveOn: { type: 'string', format: 'date' },
    href: { type: 'string' },
  },
} as const;

const memberEvent = (what: string, summary: string) =>
  eventContract(topics.member, `member.${what}.v1`, 'public', summary, member);

export const memberApproved = memberEvent('approved', 'An application was approved: the authority is a member.');
export const memberSuspended = memberEvent('suspended', 'The member may read but not write.');
export const memberReinstated = memberEvent('reinstated', 'A suspended member may write again.');
export const memberEnded = memberEvent('ended', 'The membership is over; its credentials are dead.');

/** The state of a membership. */
export type MemberStatus = DataOf<typeof memberApproved>['status'];

export const memberEvents = [memberApproved, memberSuspended, memberReinstated, memberEnded] as const;
