import { SettingsOf } from '#config';
import { mailAddress } from '#spelling';

const isMailAddress = (entry: string): boolean => !/[\s,;<>"]/.test(entry) && mailAddress(entry) !== undefined;

/** Where mails go to, whom they come from, and who reads the answers. */
export const mailSettings = new SettingsOf((read) => ({
  /** Server that takes mails; unset: mails are files in the data folder. */
  smtpUrl: read.url('SMTP_URL', ['smtp', 'smtps'], 'an smtp:// or smtps:// address'),
  /** Address that mails come from; unset: `no-reply` at the host of the public address. */
  mailFrom: read.matching('LRA_MAIL_FROM', isMailAddress, 'a mail address'),
  /** Where the steering committee reads its mail: told of every application for membership. Empty: nobody is told. */
  steeringMail: read.list('LRA_STEERING_MAIL', isMailAddress, 'mail addresses'),
}));
