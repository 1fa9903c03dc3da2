import { Module } from '@nestjs/common';
import { Feature } from '#app';
import { Member } from './member.js';
import { MemberProjection } from './member.projection.js';

/** What network announces of its members. */
@Feature({ entities: [Member] })
@Module({ providers: [MemberProjection], exports: [MemberProjection] })
export class MembersModule {}
