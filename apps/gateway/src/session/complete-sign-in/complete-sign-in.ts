import { Command, CommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from 'typeorm';
import { Handler } from '#commands';
import { Problem } from '#problems';
import { deceptive, mailAddress } from '#spelling';
import { Credentials } from '../../credential/credentials.js';
import { hashOf, newSecret } from '../../secret.js';
import { MemberProjection } from '../../member/member.projection.js';
import { Invitation, redeemable } from '../../person/invitation.js';
import { InvitationRepository } from '../../person/invitation.repository.js';
import { PersonRepository } from '../../person/person.repository.js';
import { Principals } from '../../principal/principals.js';
import { Issuer } from '../../issuer/issuer.js';
import type { BegunSignIn } from '../session-cookies.js';
import { SessionRepository } from '../session.repository.js';
import { SignIns, type Vouched } from '../sign-ins.js';

/** Completes a sign-in that came back from the issuer, with a new session. */
export class CompleteSignIn extends Command<{ secret: string }> {
  constructor(
    /** Query with which the issuer sent the browser back. */
    readonly answer: string,
    readonly begun: BegunSignIn,
    /** The browser's former session; it ends. */
    readonly formerSecret: string | undefined,
  ) {
    super();
  }
}

@CommandHandler(CompleteSignIn)
export class CompleteSignInHandler extends Handler<CompleteSignIn, Vouched> {
  constructor(
    private readonly signIns: SignIns,
    private readonly issuer: Issuer,
    private readonly persons: PersonRepository,
    private readonly invitations: InvitationRepository,
    private readonly sessions: SessionRepository,
    private readonly members: MemberProjection,
    private readonly credentials: Credentials,
    private readonly principals: Principals,
  ) {
    super();
  }

  /** @throws {Problem} 401, 403 or 503, coded `sign-in.…` */
  protected override prepare({ answer, begun }: CompleteSignIn): Promise<Vouched> {
    return this.signIns.complete(answer, begun);
  }

  /** @throws {Problem} 403, coded `sign-in.…` */
  protected async handle({ formerSecret }: CompleteSignIn, tx: EntityManager, vouched: Vouched) {
    const secret = newSecret();
    const now = this.clock.now();
    const personId = await this.persons.signedIn(tx, vouched, now);
    await this.redeem(tx, personId, vouched, now);
    await this.principals.tell(tx, [personId]);
    if (formerSecret !== undefined) await this.sessions.delete(hashOf(formerSecret), tx);
    await this.sessions.insert(tx, { hash: hashOf(secret), personId, issuerSession: vouched.issuerSession, at: now });
    this.work.afterCommit(() => this.credentials.forget());
    return { secret };
  }

  /** Redeems the person's invitations. @throws {Problem} 403 when there are none and the person had no rights before */
  private async redeem(tx: EntityManager, personId: string, { email }: Vouched, now: Date): Promise<void> {
    const held = await this.invitations.heldBy([personId], now, tx);
    // An address that looks like somebody else's counts for nobody here, whatever the issuer has verified.
    const address = email === undefined || deceptive(email) !== undefined ? undefined : mailAddress(email);
    const open = address ? await this.invitations.openFor(tx, address.key, now) : [];
    const taken = redeemable(held, open);
    if (held.length + taken.length === 0 && email !== undefined) {
      const rights = this.issuer.rightsOf(email, await this.members.oldestApproved(tx));
      if (rights) taken.push(Invitation.ofDemo(rights, personId, now));
    }
    if (held.length + taken.length === 0) throw email === undefined ? notVerified() : notInvited();
    for (const invitation of taken) {
      invitation.redeem(personId, now);
      await this.invitations.save(tx, invitation);
    }
  }
}

const notInvited = () =>
  new Problem(
    'sign-in.not-invited',
    403,
    'There is no invitation for your e-mail address, or your rights have ended. Ask your member city or the secretariat.',
  );

const notVerified = () =>
  new Problem(
    'sign-in.email-not-verified',
    403,
    'The issuer does not confirm that it has verified your e-mail address, so no invitation can be found. Verify the address there.',
  );
