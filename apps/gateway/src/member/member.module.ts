import { Module } from '@nestjs/common';
import { MemberDirectory } from './member-directory.js';

/** What the gateway asks network about members. */
@Module({ providers: [MemberDirectory], exports: [MemberDirectory] })
export class MemberModule {}
