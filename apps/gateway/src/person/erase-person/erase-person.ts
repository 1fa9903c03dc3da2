import { CommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from 'typeorm';
import { CommandOn, Handler } from '#commands';
import { hasRole, isOwn, type Principal } from '#identity';
import { notFound, Problem } from '#problems';
import { Credentials } from '../../credential/credentials.js';
import { personKey } from '../../data-subject/gateway.records.js';
import { RememberedErasures } from '../../data-subject/remembered-erasures.js';
import { Principals } from '../../principal/principals.js';
import { InvitationRepository } from '../invitation.repository.js';
import { PersonRepository } from '../person.repository.js';

/**
 * Deletes a person's record. Rights and sessions end with it. The person's work stays, under an id that identifies
 * nobody.
 */
export class ErasePerson extends CommandOn<void> {}

@CommandHandler(ErasePerson)
export class ErasePersonHandler extends Handler<ErasePerson> {
  constructor(
    private readonly persons: PersonRepository,
    private readonly invitations: InvitationRepository,
    private readonly erasures: RememberedErasures,
    private readonly credentials: Credentials,
    private readonly principals: Principals,
  ) {
    super();
  }

  protected async handle({ id, by }: ErasePerson, tx: EntityManager): Promise<void> {
    const person = await this.persons.forUpdate(tx, id);
    // Everyone may leave, and an administrator may erase anyone. Others may erase a person all of whose rights they
    // could give.
    if (!isOwn(by, person.id) && !hasRole(by, 'admin')) {
      assertManaged(await this.invitations.redeemedBy(tx, person.id), by);
    }
    await this.erasures.remember([personKey(person.id)]);
    await this.persons.delete(tx, person);
    await this.principals.tell(tx, [person.id]);
    this.work.afterCommit(() => this.credentials.forget());
  }
}

/** @throws {Problem} 404 for persons that the caller may not see; 403 `person.beyond-own-rights` */
function assertManaged(held: readonly { assertManagedBy(by: Principal): void }[], by: Principal): void {
  const refusals = held.flatMap((one) => refusalOf(() => one.assertManagedBy(by)));
  if (held.length === 0 || (refusals.length === held.length && refusals.every(({ status }) => status === 404))) {
    throw notFound('person');
  }
  if (refusals.length > 0) {
    const detail = 'This person has rights that you may not give; withdraw your own invitation, or ask the operator.';
    throw new Problem('person.beyond-own-rights', 403, detail);
  }
}

function refusalOf(attempt: () => void): Problem[] {
  try {
    attempt();
    return [];
  } catch (error) {
    if (error instanceof Problem) return [error];
    throw error;
  }
}
