import { SettingsOf } from '#config';
import { mailAddress } from '#spelling';

const isMailAddress = (entry: string): boolean => !/[\s,;<>"]/.test(entry) && mailAddress(entry) !== undefined;

/** With `+` and the id of a mail, the part before the `@` may have 64 characters (RFC 5321). */
const isBounceAddress = (entry: string): boolean => isMailAddress(entry) && /^[\w.-]{1,13}@/.test(entry);

/** Where mails go, who sends them, and who reads the replies. */
export const mailSettings = new SettingsOf((read) => ({
  /** Server that accepts mails; unset: mails are files in the data folder. */
  smtpUrl: read.url('SMTP_URL', ['smtp', 'smtps'], 'an smtp:// or smtps:// address'),
  /** Sender's address; unset: `no-reply` at the host of the public address. */
  mailFrom: read.matching('LRA_MAIL_FROM', isMailAddress, 'a mail address'),
  /** Where reports about mails to subscribers go, each under its own `name+<id>@domain`; unset: to the sender. */
  bounceMail: read.matching(
    'LRA_BOUNCE_MAIL',
    isBounceAddress,
    'a mail address with at most 13 letters, digits, dots and hyphens before the @',
  ),
  /** Who reads what people write to the network; unset: the first address of the steering committee. */
  contactMail: read.matching('LRA_CONTACT_MAIL', isMailAddress, 'a mail address'),
  /** The steering committee's mailbox, which receives every application for membership. Empty: none. */
  steeringMail: read.list('LRA_STEERING_MAIL', isMailAddress, 'mail addresses'),
}));
