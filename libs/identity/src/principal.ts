interface RoleRules {
  /** For whom the holder acts; nobody: for the network, or an institution of the Union. */
  readonly boundTo?: 'member' | 'member-or-affiliation';
  /** Who gives it, besides the operator, who gives every role. */
  readonly givenBy: readonly ('member-editor' | 'steering')[];
}

/** The roles; a caller without a credential is `public`. A role is one line here; the routes say what it may do. */
const rules = {
  'member-editor': { boundTo: 'member', givenBy: ['member-editor', 'steering'] },
  reviewer: { boundTo: 'member-or-affiliation', givenBy: ['steering'] },
  steering: { givenBy: [] },
  official: { givenBy: ['steering'] },
  admin: { givenBy: [] },
} as const satisfies Readonly<Record<string, RoleRules>>;

export type Role = keyof typeof rules;
export const roles = Object.keys(rules) as readonly Role[];
export const rulesOf = (role: Role): RoleRules => rules[role];

/** The roles that a holder of another role gives. */
export const givenBy = (giver: RoleRules['givenBy'][number]): readonly Role[] =>
  roles.filter((role) => rulesOf(role).givenBy.includes(giver));

/** Rights in addition to the roles. `voting`: may cast a ballot for the own member. */
export const grants = ['voting'] as const;
export type Grant = (typeof grants)[number];

/** Who is calling: a person or an API client. */
export interface Principal {
  readonly kind: 'anonymous' | 'client' | 'person';
  /** Stable id; the empty string for an anonymous caller. */
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly memberId: string | undefined;
  /** Institution of a reviewer without a member. */
  readonly affiliation: string | undefined;
  readonly grants: readonly Grant[];
}

export const anonymous: Principal = {
  kind: 'anonymous', id: '', name: '', roles: [], memberId: undefined, affiliation: undefined, grants: [],
}; // prettier-ignore

export const hasRole = (principal: Principal, ...wanted: readonly Role[]): boolean =>
  wanted.some((role) => principal.roles.includes(role));
