import { Column, Entity, PrimaryColumn } from 'typeorm';
import { newId } from '#database';
import { hasRole, isOfOwnMember, type Principal } from '#identity';
import { notFound, Problem } from '#problems';
import { HeldRights } from '../rights/held-rights.js';
import type { Rights } from '../rights/rights.js';

/** Credential of a program: a city's own system, the secretariat's, the operator's. */
@Entity('client')
export class Client extends HeldRights {
  /** Id of the principal. */
  @PrimaryColumn('uuid')
  id!: string;

  /** What the program presents with its secret: the id, or what the operator chose for the first client. */
  @Column('text', { name: 'client_id' })
  clientId!: string;

  @Column('text')
  name!: string;

  @Column('text', { name: 'secret_hash' })
  secretHash!: string;

  /** The operator's client, which follows the settings. */
  @Column('boolean')
  bootstrap!: boolean;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'rotated_at', nullable: true })
  rotatedAt!: Date | null;

  @Column('timestamptz', { name: 'deleted_at', nullable: true })
  deletedAt!: Date | null;

  static make(name: string, rights: Rights, secretHash: string, at: Date, id = newId()): Client {
    return Object.assign(new Client(), {
      id, clientId: id, name, secretHash, bootstrap: false, createdAt: at, rotatedAt: null, deletedAt: null,
      roles: [...rights.roles], memberId: rights.memberId, affiliation: rights.affiliation, grants: [...rights.grants],
    }); // prettier-ignore
  }

  /**
   * Whether `by` may change this client. An administrator may. Others may change clients of their own member whose
   * rights do not exceed theirs, since whoever rotates a client receives its secret.
   * @throws {Problem} 404 for clients that the caller may not see; 403 `client.beyond-own-rights`
   */
  assertManagedBy(by: Principal): void {
    if (hasRole(by, 'admin')) return;
    if (!isOfOwnMember(by, this.memberId)) throw notFound('client');
    if (this.roles.every((role) => by.roles.includes(role)) && this.grants.every((grant) => by.grants.includes(grant)))
      return;
    throw new Problem('client.beyond-own-rights', 403, 'This client has more rights than you; ask the operator.');
  }
}
