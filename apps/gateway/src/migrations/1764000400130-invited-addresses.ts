import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';
import { mailAddress } from '#spelling';

/** Stores the addresses of invitations in the form used for comparison, so that another spelling finds them. */
export class InvitedAddresses1764000400130 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    const waiting = (await runner.query('select id, email from invitation where email is not null')) as {
      id: string;
      email: string;
    }[];
    for (const { id, email } of waiting) {
      const key = mailAddress(email)?.key ?? email;
      if (key !== email) await runner.query('update invitation set email = $2 where id = $1', [id, key]);
    }
  }
}
