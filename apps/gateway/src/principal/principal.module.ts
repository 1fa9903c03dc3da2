import { Module } from '@nestjs/common';
import { Feature } from '#app';
import { IssuerModule } from '../issuer/issuer.module.js';
import { Principals1764000400120 } from '../migrations/1764000400120-principals.js';
import { InnerCallers } from './inner-callers.js';
import { PrincipalNamesController } from './principal-names.controller.js';
import { PrincipalNames } from './principal-names.js';
import { PrincipalSnapshotController } from './principal-snapshot.controller.js';
import { PrincipalSnapshot } from './principal-snapshot.js';
import { Principals } from './principals.js';

/** Announces to the other apps what clients and persons may do (docs/adr/0015-rights-are-told.md), and names them. */
@Feature({ migrations: [Principals1764000400120] })
@Module({
  imports: [IssuerModule],
  controllers: [PrincipalNamesController, PrincipalSnapshotController],
  providers: [Principals, PrincipalNames, PrincipalSnapshot, InnerCallers],
  exports: [Principals, InnerCallers],
})
export class PrincipalModule {}
