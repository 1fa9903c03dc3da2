import { Module } from '@nestjs/common';
import { ActivationModule } from './activation/activation.module.js';
import { AttemptModule } from './attempt/attempt.module.js';
import { ChangeModule } from './change/change.module.js';
import { CredentialModule } from './credential/credential.module.js';
import { DataSubjectModule } from './data-subject/data-subject.module.js';
import { DocumentsModule } from './documents/documents.module.js';
import { IssuerModule } from './issuer/issuer.module.js';
import { MemberModule } from './member/member.module.js';
import { OperationsModule } from './operations/operations.module.js';
import { PageModule } from './page/page.module.js';
import { PersonModule } from './person/person.module.js';
import { PrincipalModule } from './principal/principal.module.js';
import { SessionModule } from './session/session.module.js';
import { SubmissionModule } from './submission/submission.module.js';
import { UpstreamModule } from './upstream/upstream.module.js';

/** The public edge: credentials, the change feed, the documents, and (see `setUpEdge`) the way to the other apps. */
@Module({
  imports: [
    CredentialModule,
    PersonModule,
    SessionModule,
    IssuerModule,
    AttemptModule,
    PrincipalModule,
    MemberModule,
    ActivationModule,
    SubmissionModule,
    ChangeModule,
    DocumentsModule,
    DataSubjectModule,
    OperationsModule,
    UpstreamModule,
    PageModule,
  ],
})
export class GatewayModule {}
