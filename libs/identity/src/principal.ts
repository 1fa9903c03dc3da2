/** Roles as domain.md defines them; who has no credential is `public`. */
export const roles = ['member-editor', 'reviewer', 'steering', 'official', 'admin'] as const;
export type Role = (typeof roles)[number];

/** Rights on top of the roles. `voting`: may cast a ballot for the own member. */
export const grants = ['voting'] as const;
export type Grant = (typeof grants)[number];

/** Who is calling: a person or an API client. */
export interface Principal {
  readonly kind: 'anonymous' | 'client' | 'person';
  /** Stable id; for an anonymous caller the empty string. */
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
