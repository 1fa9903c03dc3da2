import { Module } from '@nestjs/common';
import { AppRuntime, Feature } from '#app';
import { AttemptModule } from '../attempt/attempt.module.js';
import { CredentialModule } from '../credential/credential.module.js';
import { Credentials } from '../credential/credentials.js';
import { derivedKey } from '../derived-key.js';
import { IssuerModule } from '../issuer/issuer.module.js';
import { MemberModule } from '../member/member.module.js';
import { PersonModule } from '../person/person.module.js';
import { PrincipalModule } from '../principal/principal.module.js';
import { CompleteSignInHandler } from './complete-sign-in/complete-sign-in.js';
import { CredentialPurge } from './credential-purge.js';
import { EndSessionsHandler } from './end-sessions/end-sessions.js';
import { SessionController } from './http/session.controller.js';
import { SessionCookies } from './session-cookies.js';
import { SessionRepository } from './session.repository.js';
import { SignIns } from './sign-ins.js';
import { SignOutHandler } from './sign-out/sign-out.js';

/** Persons who have signed in. */
@Feature({ tags: { session: 'Signing in and out as a person.' } })
@Module({
  imports: [AttemptModule, CredentialModule, IssuerModule, MemberModule, PersonModule, PrincipalModule],
  controllers: [SessionController],
  providers: [
    {
      provide: SessionCookies,
      inject: [AppRuntime],
      useFactory: ({ settings }: AppRuntime) =>
        new SessionCookies(settings.publicUrl?.startsWith('https:') ?? false, derivedKey(settings, 'cookies')),
    },
    SessionRepository,
    SignIns,
    CompleteSignInHandler,
    SignOutHandler,
    EndSessionsHandler,
    CredentialPurge,
  ],
})
export class SessionModule {
  constructor(credentials: Credentials, sessions: SessionRepository) {
    credentials.findSessionsBy((hash, now) => sessions.holderOf(hash, now));
  }
}
