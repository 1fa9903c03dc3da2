import { Problem } from '#problems';
import type { Rights } from '../rights/rights.js';

/** An invented person, to try the system with. */
export interface DemoPerson {
  /** Subject at the development issuer, and the person's path on its page. */
  readonly id: string;
  readonly name: string;
  /** In a domain that nobody can own (RFC 2606). */
  readonly email: string;
  readonly does: string;
  rights(memberId: string | undefined): Rights;
}

const none = { memberId: null, affiliation: null, grants: [] } as const;

/**
 * The people who can sign in at the development issuer. Their rights are defined only here: no other issuer's
 * persons get them.
 */
export const demoPeople: readonly DemoPerson[] = [
  {
    id: 'editor',
    name: 'Demo Editor',
    email: 'editor@people.example',
    does: 'edits the practices of the oldest member city or region',
    rights: (memberId) => {
      if (memberId !== undefined) return { ...none, roles: ['member-editor'], memberId };
      const detail =
        'The demo editor acts for a member, and there is none yet: run `npm run demo`, or approve an application.';
      throw new Problem('sign-in.no-member-yet', 409, detail);
    },
  },
  {
    id: 'secretary',
    name: 'Demo Secretary',
    email: 'secretary@people.example',
    does: 'is the secretary of the steering committee',
    rights: () => ({ ...none, roles: ['steering'] }),
  },
  {
    id: 'official',
    name: 'Demo Official',
    email: 'official@people.example',
    does: 'is an official of an EU institution',
    rights: () => ({ ...none, roles: ['official'] }),
  },
  {
    id: 'reviewer',
    name: 'Demo Reviewer',
    email: 'reviewer@people.example',
    does: 'assesses practices for a university',
    rights: () => ({ ...none, roles: ['reviewer'], affiliation: 'University of the Demo' }),
  },
  {
    id: 'operator',
    name: 'Demo Operator',
    email: 'operator@people.example',
    does: 'runs the system',
    rights: () => ({ ...none, roles: ['admin'] }),
  },
];
