import { Module } from '@nestjs/common';
import { Feature } from '#app';
import { Member } from './member.js';
import { MembersRepository } from './members.repository.js';

/** What network tells of its members. */
@Feature({ entities: [Member] })
@Module({ providers: [MembersRepository], exports: [MembersRepository] })
export class MembersModule {}
