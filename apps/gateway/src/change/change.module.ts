import { Module } from '@nestjs/common';
import { Feature } from '#app';
import { ChangeMembers1764000400900 } from '../migrations/1764000400900-change-members.js';
import { ChangeSubject1764000400002 } from '../migrations/1764000400002-change-subject.js';
import { ChangeProjection } from './change.projection.js';
import { ChangeController } from './http/change.controller.js';

/** The feed of everything that happened in public. */
@Feature({
  migrations: [ChangeSubject1764000400002, ChangeMembers1764000400900],
  tags: { changes: 'All changes, to follow.' },
})
@Module({ controllers: [ChangeController], providers: [ChangeProjection] })
export class ChangeModule {}
