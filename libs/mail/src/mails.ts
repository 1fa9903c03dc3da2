import { Injectable, type Type } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Jobs } from '#jobs';
import { SOURCE_LANGUAGE } from '#messages';
import { Mail, type DataOf, type MailComposer, type MailOptions } from './mail.js';
import { SendMail } from './send-mail.js';

export interface PostOptions {
  readonly to: string;
  /** The recipient's language, BCP 47; English when it is unknown. */
  readonly language?: string;
  /** The subject: a later mail about the same subject replaces one that still waits. */
  readonly about?: string;
  /** Whom the recipient answers; the secretariat when it is unset. */
  readonly replyTo?: string;
}

/** Enqueues mails in the transaction of what they report; they are sent once that has committed. */
@Injectable()
export class Mails {
  constructor(private readonly jobs: Jobs) {}

  post<Class extends Type<MailComposer>>(
    tx: EntityManager,
    mail: Class,
    data: DataOf<Class>,
    { to, language = SOURCE_LANGUAGE, about, replyTo }: PostOptions,
  ): Promise<void> {
    const { name } = optionsOf(mail);
    const key = about === undefined ? {} : { key: keyOf(mail, about) };
    return this.jobs.put(
      tx,
      SendMail,
      { mail: name, to, language, data, ...(replyTo === undefined ? {} : { replyTo }) },
      key,
    );
  }

  /** Lets a waiting mail be tried at once. False: none waits. */
  hurry(tx: EntityManager, mail: Type<MailComposer>, about: string): Promise<boolean> {
    return this.jobs.hurry(tx, SendMail, keyOf(mail, about));
  }

  /** `waiting` to be sent, `failed`: it could not be delivered; undefined: neither. */
  stateOf(mail: Type<MailComposer>, about: string): Promise<'waiting' | 'failed' | undefined> {
    return this.jobs.stateOf(SendMail, keyOf(mail, about));
  }
}

const keyOf = (mail: Type, about: string): string => `${optionsOf(mail).name}:${about}`;

function optionsOf(mail: Type): MailOptions {
  const options = Reflect.getMetadata(Mail.KEY, mail) as MailOptions | undefined;
  if (!options) throw new Error(`${mail.name} is not a mail: add @Mail(…).`);
  return options;
}
