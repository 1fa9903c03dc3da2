import { Injectable } from '@nestjs/common';
import { Clock, UnitOfWork } from '#database';
import { Again, Job, type JobHandler } from '#jobs';
import { Mails } from '#mail';
import { DigestMail } from './digest.mail.js';
import { MailingRepository } from './mailing.repository.js';

/** Mailboxes served at once. */
const BATCH = 100;

/** Turns what mailboxes have gathered into mails, once its window has ended. */
@Job({ kind: 'mailing.close', every: '* * * * *', zone: 'UTC', retry: '5s,15s' })
@Injectable()
export class CloseMailings implements JobHandler {
  constructor(
    private readonly work: UnitOfWork,
    private readonly mailings: MailingRepository,
    private readonly mails: Mails,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<Again | undefined> {
    const served = await this.work.run(async (tx) => {
      const closed = await this.mailings.close(tx, this.clock.now(), BATCH);
      for (const { id, address, language } of closed)
        await this.mails.post(
          tx,
          DigestMail,
          { mailing: id },
          { to: address, about: id, ...(language && { language }) },
        );
      return closed.length;
    });
    return served > 0 ? new Again() : undefined;
  }
}
