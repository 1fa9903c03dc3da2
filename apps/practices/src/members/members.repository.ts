import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Principal } from '#identity';
import { assertMayWrite } from './may-write.js';
import { Member } from './member.js';

@Injectable()
export class MembersRepository {
  /** @throws {Problem} as `assertMayWrite` says, by what is known of the caller's member now */
  async assertMayWrite(tx: EntityManager, by: Principal): Promise<void> {
    const member = by.memberId === undefined ? null : await tx.findOneBy(Member, { id: by.memberId });
    assertMayWrite(by, member?.status);
  }

  async store(tx: EntityManager, { id, name, status }: Member): Promise<void> {
    await tx.upsert(Member, { id, name, status }, ['id']);
  }
}
