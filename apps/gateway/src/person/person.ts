import { Column, Entity, PrimaryColumn } from 'typeorm';
import { grants, roles } from '#identity';
import type { Rights } from '../rights/rights.js';
import type { Invitation } from './invitation.js';

/** A person who signs in. Nothing else that the issuer tells is stored. */
@Entity('person')
export class Person {
  /** Id of the principal. */
  @PrimaryColumn('uuid')
  id!: string;

  /** The issuer that vouches for the subject. */
  @Column('text')
  issuer!: string;

  @Column('text')
  subject!: string;

  /** As stated by the issuer at the last sign-in. */
  @Column('text')
  name!: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'signed_in_at' })
  signedInAt!: Date;
}

/** What a person may do: everything that its invitations give. They name at most one member (see `redeemable`). */
export function rightsOf(held: readonly Pick<Invitation, keyof Rights>[]): Rights {
  return {
    roles: roles.filter((role) => held.some((one) => one.roles.includes(role))),
    memberId: held.find((one) => one.memberId !== null)?.memberId ?? null,
    affiliation: held.find((one) => one.affiliation !== null)?.affiliation ?? null,
    grants: grants.filter((grant) => held.some((one) => one.grants.includes(grant))),
  };
}
