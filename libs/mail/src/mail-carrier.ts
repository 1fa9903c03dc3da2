import { mkdir, rename, writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { createTransport, type SendMailOptions } from 'nodemailer';
import type { Settings } from '#config';
import { mailAddress } from '#spelling';
import { mailSettings } from './mail.settings.js';

/** Longest silence of a mail server, in milliseconds; shorter than the time that a shutdown allows. */
const ANSWER_WITHIN_MS = 20_000;

/** A mail as it is sent. */
export interface SentMail {
  /** The same at every attempt: it becomes the message id, by which a mailbox recognises a duplicate. */
  readonly id: string;
  /** Whether a report about it goes to the address for these, under its id. */
  readonly comesBack?: boolean;
  readonly to: string;
  /** Where the recipient's reply goes; unset: to whoever reads those of the network. */
  readonly replyTo?: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Ends such mails (RFC 2369, RFC 8058). */
  readonly unsubscribeAt?: string;
}

/**
 * Hands mails over to an SMTP server if `SMTP_URL` names one; otherwise each becomes a file `<data
 * folder>/mail/<id>.eml`, which any mail program opens.
 */
export class MailCarrier {
  private readonly deliver: (message: SendMailOptions, id: string) => Promise<void>;
  readonly close: () => void;

  private constructor(
    settings: Settings,
    private readonly from: string,
  ) {
    const { smtpUrl, steeringMail, bounceMail } = settings.of(mailSettings);
    this.replyTo = steeringMail[0];
    this.bounceMail = bounceMail;
    if (smtpUrl === undefined) {
      const folder = join(settings.dataDir, 'mail');
      const writer = createTransport({ streamTransport: true, buffer: true, newline: 'windows', ...closed });
      this.deliver = async (message, id) => {
        const { message: bytes } = await writer.sendMail(message);
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await writeFile(join(folder, `${id}.part`), bytes as Buffer, { mode: 0o600 });
        await rename(join(folder, `${id}.part`), join(folder, `${id}.eml`));
      };
      this.close = () => writer.close();
    } else {
      const server = createTransport({
        url: smtpUrl,
        pool: true,
        maxConnections: 2,
        connectionTimeout: ANSWER_WITHIN_MS,
        greetingTimeout: ANSWER_WITHIN_MS,
        socketTimeout: ANSWER_WITHIN_MS,
        ...closed,
      });
      this.deliver = async (message) => {
        await server.sendMail(message);
      };
      this.close = () => server.close();
    }
  }

  /** Where the recipient's reply goes, if anybody reads it. */
  private readonly replyTo: string | undefined;
  /** Where reports about mails go, each with the id of its mail. */
  private readonly bounceMail: string | undefined;

  static from(settings: Settings): MailCarrier {
    return new MailCarrier(settings, settings.of(mailSettings).mailFrom ?? `no-reply@${hostOf(settings.publicUrl)}`);
  }

  /** @throws errors of nodemailer: `code` says what failed, `responseCode` is the server's answer */
  async send({
    id,
    comesBack = false,
    to,
    replyTo = this.replyTo,
    subject,
    text,
    html,
    unsubscribeAt,
  }: SentMail): Promise<void> {
    const { domain } = mailAddress(this.from)!;
    const sender = comesBack && this.bounceMail !== undefined ? returnAddress(this.bounceMail, id) : undefined;
    await this.deliver(
      {
        from: { name: 'LRA network', address: this.from },
        // As an object: an address is never read as a list of addresses.
        to: { name: '', address: to },
        ...(sender === undefined ? {} : { envelope: { from: sender, to: [{ name: '', address: to }] } }),
        ...(replyTo === undefined ? {} : { replyTo: { name: '', address: replyTo } }),
        messageId: `<${id}@${domain}>`,
        subject,
        text,
        html,
        headers: { 'Auto-Submitted': 'auto-generated', ...unsubscribeHeaders(unsubscribeAt) },
      },
      id,
    );
  }
}

/** `bounces+<id>@domain` (VERP): a report says by its recipient which mail it is about. */
function returnAddress(bounceMail: string, id: string): string {
  const at = bounceMail.lastIndexOf('@');
  return `${bounceMail.slice(0, at)}+${id}${bounceMail.slice(at)}`;
}

/** Prepared: an address must not be folded or encoded. */
const unsubscribeHeaders = (address: string | undefined) =>
  address === undefined
    ? {}
    : {
        'List-Unsubscribe': { prepared: true, value: `<${address}>` },
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      };

/** A message contains only what we wrote, and fetches nothing. */
const closed = { disableFileAccess: true, disableUrlAccess: true };

function hostOf(url: string | undefined): string {
  const host = url === undefined ? 'localhost' : new URL(url).hostname;
  return isIP(host.replace(/^\[|\]$/g, '')) ? 'localhost' : host;
}
