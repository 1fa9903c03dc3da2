import { Module } from '@nestjs/common';
import { Feature } from '#app';
import { AttemptModule } from '../attempt/attempt.module.js';
import { MemberModule } from '../member/member.module.js';
import { OperationsModule } from '../operations/operations.module.js';
import { Gateway1764000400000 } from '../migrations/1764000400000-gateway.js';
import { PrincipalModule } from '../principal/principal.module.js';
import { adminSettings } from './admin.settings.js';
import { BootstrapAdmin } from './bootstrap-admin.js';
import { Client } from './client.js';
import { ClientRepository } from './client.repository.js';
import { Credentials } from './credentials.js';
import { DeleteClientHandler } from './delete-client/delete-client.js';
import { ClientController } from './http/client.controller.js';
import { MeController } from './http/me.controller.js';
import { TokenController } from './http/token.controller.js';
import { IssueTokenHandler } from './issue-token/issue-token.js';
import { MakeClientHandler } from './make-client/make-client.js';
import { RotateClientHandler } from './rotate-client/rotate-client.js';
import { TokenRepository } from './token.repository.js';

/** Clients and their tokens, and the holders of credentials. */
@Feature({
  entities: [Client],
  migrations: [Gateway1764000400000],
  settings: [adminSettings],
  tags: { credentials: 'Clients and their tokens.' },
})
@Module({
  imports: [AttemptModule, MemberModule, OperationsModule, PrincipalModule],
  controllers: [TokenController, ClientController, MeController],
  providers: [
    BootstrapAdmin,
    ClientRepository,
    TokenRepository,
    Credentials,
    MakeClientHandler,
    RotateClientHandler,
    DeleteClientHandler,
    IssueTokenHandler,
  ],
  exports: [ClientRepository, TokenRepository, Credentials],
})
export class CredentialModule {}
