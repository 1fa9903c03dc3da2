import { Global, Module } from '@nestjs/common';
import { AppRuntime, Feature } from '#app';
import { AWAY_DEPENDENCIES } from '#http';
import { IdentitySigner } from '#identity';
import { ActivateMemberHandler } from './activation/activate-member/activate-member.js';
import { ActivationLinks } from './activation/activation-links.js';
import { ActivationRepository } from './activation/activation.repository.js';
import { HandOver } from './activation/hand-over.js';
import { ActivationController } from './activation/http/activation.controller.js';
import { AttemptRepository } from './attempt/attempt.repository.js';
import { ATTEMPT_SETTINGS, Attempts, type AttemptSettings } from './attempt/attempts.js';
import { ChangeRepository } from './change/change.repository.js';
import { ChangeConsumer } from './change/consumers/change.consumer.js';
import { ChangeController } from './change/http/change.controller.js';
import { ADMIN_SETTINGS, BootstrapAdmin } from './credential/bootstrap-admin.js';
import { Client } from './credential/client.js';
import { ClientRepository } from './credential/client.repository.js';
import { CredentialPurge } from './credential/credential-purge.js';
import { Credentials } from './credential/credentials.js';
import { DeleteClientHandler } from './credential/delete-client/delete-client.js';
import { ClientController } from './credential/http/client.controller.js';
import { MeController } from './credential/http/me.controller.js';
import { TokenController } from './credential/http/token.controller.js';
import { IssueTokenHandler } from './credential/issue-token/issue-token.js';
import { MakeClientHandler } from './credential/make-client/make-client.js';
import { RotateClientHandler } from './credential/rotate-client/rotate-client.js';
import { TokenRepository } from './credential/token.repository.js';
import { dataSubjectControllers, dataSubjectProviders } from './data-subject/data-subject.providers.js';
import { gatewayRecords } from './data-subject/gateway.records.js';
import { derivedKey, identityKeyOf } from './derived-key.js';
import { DocumentController } from './documents/document.controller.js';
import { MemberDirectory } from './member/member-directory.js';
import { Gateway1764000400000 } from './migrations/1764000400000-gateway.js';
import { ChangeSubject1764000400002 } from './migrations/1764000400002-change-subject.js';
import { Onboarding1764000400010 } from './migrations/1764000400010-onboarding.js';
import { People1764000400020 } from './migrations/1764000400020-people.js';
import { Submissions1764000400030 } from './migrations/1764000400030-submissions.js';
import { DataSubjects1764000400040 } from './migrations/1764000400040-data-subjects.js';
import { InvitedAddresses1764000400130 } from './migrations/1764000400130-invited-addresses.js';
import { Principals1764000400120 } from './migrations/1764000400120-principals.js';
import { SubmissionsOverwrote1764000400160 } from './migrations/1764000400160-submissions-overwrote.js';
import { HandOverByJobs1764000400300 } from './migrations/1764000400300-hand-over-by-jobs.js';
import { GatheredOperations } from './operations/gathered-operations.js';
import { OperationsRoutingController } from './operations/operations-routing.controller.js';
import { peopleControllers, peopleEntities, peopleProviders } from './people.js';
import { InnerCalls } from './rebuild/inner-calls.js';
import { RebuildRoutingController } from './rebuild/rebuild-routing.controller.js';
import { submissionControllers, submissionProviders } from './submission/submission.providers.js';
import { InnerCallers } from './principal/inner-callers.js';
import { PrincipalSnapshotController } from './principal/principal-snapshot.controller.js';
import { PrincipalSnapshot } from './principal/principal-snapshot.js';
import { Principals } from './principal/principals.js';
import { Upstreams } from './upstreams.js';

/** The apps behind the gateway: without them it is not ready. */
@Global()
@Module({
  providers: [
    Upstreams,
    { provide: AWAY_DEPENDENCIES, inject: [Upstreams], useFactory: ({ away }: Upstreams) => away },
  ],
  exports: [Upstreams, AWAY_DEPENDENCIES],
})
class UpstreamsModule {}

/** The public edge: credentials, the change feed, the documents, and (see `setUpEdge`) the way to the other apps. */
@Feature({
  entities: [Client, ...peopleEntities],
  migrations: [
    Gateway1764000400000,
    ChangeSubject1764000400002,
    Onboarding1764000400010,
    People1764000400020,
    Submissions1764000400030,
    DataSubjects1764000400040,
    Principals1764000400120,
    InvitedAddresses1764000400130,
    SubmissionsOverwrote1764000400160,
    HandOverByJobs1764000400300,
  ],
  personal: gatewayRecords,
  tags: {
    credentials: 'Clients and their tokens.',
    people: 'Persons, and invitations that give them rights.',
    session: 'Signing in and out as a person.',
    submissions: 'Practices delivered by the systems of members.',
    changes: 'Everything that happened, to be followed.',
    documents: 'What programs read about this system.',
    'data subjects': 'What is kept of a person, and its erasure.',
    operations: 'For operators.',
  },
})
@Module({
  imports: [UpstreamsModule],
  controllers: [
    TokenController,
    ClientController,
    MeController,
    ActivationController,
    ChangeController,
    DocumentController,
    RebuildRoutingController,
    PrincipalSnapshotController,
    OperationsRoutingController,
    ...dataSubjectControllers,
    ...peopleControllers,
    ...submissionControllers,
  ],
  providers: [
    {
      provide: IdentitySigner,
      inject: [AppRuntime],
      useFactory: ({ settings }: AppRuntime) => IdentitySigner.fromKey(identityKeyOf(settings)),
    },
    { provide: ADMIN_SETTINGS, inject: [AppRuntime], useFactory: ({ settings }: AppRuntime) => settings.admin },
    BootstrapAdmin,
    ClientRepository,
    TokenRepository,
    CredentialPurge,
    Credentials,
    MakeClientHandler,
    RotateClientHandler,
    DeleteClientHandler,
    IssueTokenHandler,
    MemberDirectory,
    Principals,
    PrincipalSnapshot,
    InnerCallers,
    ChangeRepository,
    ChangeConsumer,
    InnerCalls,
    GatheredOperations,
    AttemptRepository,
    Attempts,
    { provide: ATTEMPT_SETTINGS, inject: [AppRuntime], useFactory: attemptSettings },
    ActivationRepository,
    ActivationLinks,
    ActivateMemberHandler,
    HandOver,
    ...dataSubjectProviders,
    ...peopleProviders,
    ...submissionProviders,
  ],
})
export class GatewayModule {}

function attemptSettings({ settings }: AppRuntime): AttemptSettings {
  return { rateLimit: settings.rateLimit, key: derivedKey(settings, 'attempts') };
}
