import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Problem } from '#problems';
import { Credentials } from '../../credential/credentials.js';
import { hashOf } from '../../secret.js';
import { SessionRepository } from '../session.repository.js';
import { SignIns } from '../sign-ins.js';

/** Ends a session. Returns the address at which the browser signs out at the issuer too, if there is one. */
export class SignOut extends Command<string | undefined> {
  constructor(readonly secret: string) {
    super();
  }
}

/** Not in a transaction: the session has ended before the issuer is called over the network. */
@CommandHandler(SignOut)
export class SignOutHandler implements ICommandHandler<SignOut> {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly credentials: Credentials,
    private readonly signIns: SignIns,
  ) {}

  async execute({ secret }: SignOut): Promise<string | undefined> {
    await this.sessions.delete(hashOf(secret));
    this.credentials.forget();
    try {
      return await this.signIns.signOutAddress();
    } catch (error) {
      if (error instanceof Problem) return undefined; // away: the person is signed out here all the same
      throw error;
    }
  }
}
