import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock, UnitOfWork } from '#database';
import { MailWorker } from './mail-worker.js';
import type { MailKind, QueuedMail } from './mail.js';
import { MailRepository } from './mail.repository.js';

/** Takes mails in the transaction of what they tell of; they are sent once it has committed. */
@Injectable()
export class MailQueue {
  constructor(
    @Inject(MailRepository) private readonly mails: MailRepository,
    @Inject(MailWorker) private readonly worker: MailWorker,
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async post(tx: EntityManager, mail: Pick<QueuedMail, 'kind' | 'about' | 'recipient'>): Promise<void> {
    await this.mails.insert(tx, mail, this.clock.now());
    this.work.afterCommit(() => this.worker.wake());
  }

  /** Lets a mail that waits for its next attempt be tried at once. Returns whether one waits. */
  async hurry(tx: EntityManager, kind: MailKind, about: string): Promise<boolean> {
    const waits = await this.mails.hurry(tx, kind, about, this.clock.now());
    if (waits) this.work.afterCommit(() => this.worker.wake());
    return waits;
  }
}
