import { Module } from '@nestjs/common';
import { MemberProjection } from './member.projection.js';

/** What the gateway asks network about members. */
@Module({ providers: [MemberProjection], exports: [MemberProjection] })
export class MemberModule {}
