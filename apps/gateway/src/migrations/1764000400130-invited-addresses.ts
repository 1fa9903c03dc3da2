import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';
import { mailAddress } from '#spelling';

/** Invitations under another spelling of an address are found under the form in which addresses are compared. */
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
