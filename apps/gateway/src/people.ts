import type { Provider } from '@nestjs/common';
import { AppRuntime } from '#app';
import { derivedKey } from './derived-key.js';
import { ErasePersonHandler } from './person/erase-person/erase-person.js';
import { InvitationController } from './person/http/invitation.controller.js';
import { PersonController } from './person/http/person.controller.js';
import { Invitation } from './person/invitation.js';
import { InvitationRepository } from './person/invitation.repository.js';
import { InviteHandler } from './person/invite/invite.js';
import { Person } from './person/person.js';
import { PersonRepository } from './person/person.repository.js';
import { WithdrawInvitationHandler } from './person/withdraw-invitation/withdraw-invitation.js';
import { CompleteSignInHandler } from './session/complete-sign-in/complete-sign-in.js';
import { DevelopmentIssuer, offersDemoPeople } from './session/development-issuer.js';
import { EndSessionsHandler } from './session/end-sessions/end-sessions.js';
import { SessionController } from './session/http/session.controller.js';
import { Issuer, ISSUER_SOURCE, type IssuerSource } from './session/issuer.js';
import { PUBLIC_URL_SETTING, PublicUrl } from './session/public-url.js';
import { SessionCookies } from './session/session-cookies.js';
import { SessionRepository } from './session/session.repository.js';
import { SignIns } from './session/sign-ins.js';
import { SignOutHandler } from './session/sign-out/sign-out.js';

/** What people need to sign in and to be given rights; a part of the gateway's module. */
export const peopleEntities = [Invitation, Person];

export const peopleControllers = [SessionController, InvitationController, PersonController];

export const peopleProviders: Provider[] = [
  { provide: PUBLIC_URL_SETTING, inject: [AppRuntime], useFactory: ({ settings }: AppRuntime) => settings.publicUrl },
  PublicUrl,
  { provide: ISSUER_SOURCE, inject: [AppRuntime, PublicUrl], useFactory: issuerOf },
  Issuer,
  {
    provide: SessionCookies,
    inject: [AppRuntime],
    useFactory: (runtime: AppRuntime) => new SessionCookies(isHttps(runtime), derivedKey(runtime.settings, 'cookies')),
  },
  SessionRepository,
  SignIns,
  CompleteSignInHandler,
  SignOutHandler,
  EndSessionsHandler,
  PersonRepository,
  InvitationRepository,
  InviteHandler,
  WithdrawInvitationHandler,
  ErasePersonHandler,
];

function issuerOf({ settings, isEmbedded = false }: AppRuntime, publicUrl: PublicUrl): IssuerSource | undefined {
  const { oidc } = settings;
  if (oidc) return { name: oidc.issuer, find: () => Promise.resolve(oidc) };
  return offersDemoPeople(settings, isEmbedded) ? new DevelopmentIssuer(publicUrl) : undefined;
}

const isHttps = ({ settings }: AppRuntime): boolean => settings.publicUrl?.startsWith('https:') ?? false;
