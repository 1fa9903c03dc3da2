export { Mail, PUBLIC_URL, type Letter, type MailComposer, type MailRefusal } from './mail.js';
export { MailModule } from './mail.module.js';
export { Mails, type PostOptions } from './mails.js';
export { mailRecords } from './mail.records.js';
export { Action, oneLine, P, Quote } from './parts.js';
export { mailSettings } from './mail.settings.js';
