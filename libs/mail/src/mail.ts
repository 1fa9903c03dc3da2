import { DiscoveryService } from '@nestjs/core';
import type { Type } from '@nestjs/common';
import type { VNode } from 'preact';
import type { Catalogue, Say } from '#messages';

/** What a recipient reads. The body consists of the parts of `#mail`, which render both HTML and plain text. */
export interface Letter {
  readonly subject: string;
  readonly body: VNode;
  /**
   * What identifies this mail, so that a report about it can be told from others: at most 50 lower-case letters, digits
   * and hyphens that no stranger can guess. The same whenever it is sent again. Unset: no report is expected.
   */
  readonly id?: string;
  /** An address that ends such mails when a mail program posts to it (RFC 8058). */
  readonly unsubscribeAt?: string;
}

/** Why a mail was not accepted. */
export interface MailRefusal {
  /** The kind of failure, without the server's words. */
  readonly code: string;
  /** Whether it is given up. */
  readonly isFinal: boolean;
  /** Whether the server refuses the recipient for good, and not the sender or the content. */
  readonly isOfMailbox: boolean;
}

/**
 * A kind of mail. It is composed when it is sent, so that its content is up to date and secrets are stored nowhere
 * else.
 */
export interface MailComposer<Data = never> {
  /** Undefined: there is nothing left to say. */
  compose(data: Data, say: Say): Promise<Letter | undefined>;
  /** The mail server, or the folder of mails, has accepted it. May be called again for the same mail. */
  sent?(data: Data): Promise<void>;
  refused?(data: Data, refusal: MailRefusal): Promise<void>;
}

/** The data that a mail class takes. */
export type DataOf<Class> = Class extends Type<MailComposer<infer Data>> ? Data : never;

export interface MailOptions {
  /** Stored with waiting mails; also the prefix of the keys of its messages. */
  readonly name: string;
  readonly messages: Catalogue;
  /**
   * It has the words of somebody who only passed by: when it cannot be delivered it is deleted, not kept for the
   * operator.
   */
  readonly isForgotten?: boolean;
}

/** The public address of the network. In the embedded form it is known only once the gateway listens. */
export const PUBLIC_URL = Symbol('public address');

/** Makes a provider a kind of mail. */
export const Mail = DiscoveryService.createDecorator<MailOptions>();
