/** What mails tell of. `about` of each is the application for membership. */
export type MailKind = 'application-received' | 'application-approved' | 'application-rejected';

/** A mail as it waits: to whom and about what. Its text is made when it is sent. */
export interface QueuedMail {
  readonly id: string;
  readonly kind: MailKind;
  /** Id of the thing that the mail tells of. */
  readonly about: string;
  readonly recipient: string;
  /** Attempts made before. */
  readonly attempts: number;
  /** Whose turn it is; an outcome under another claim no longer counts. */
  readonly claim: string;
}

/** What a recipient reads. Plain text, lines of 76 characters at most where it can be. */
export interface MailText {
  readonly subject: string;
  readonly text: string;
}

/** Makes the text of each kind of mail; undefined when there is nothing left to tell. */
export type MailTexts = Readonly<Record<MailKind, (about: string) => Promise<MailText | undefined>>>;

export const MAIL_TEXTS = Symbol('texts of mails');

/** What became of a mail, or when it is tried again. Errors are codes: what a server says may hold an address. */
export type MailOutcome =
  | { readonly state: 'sent' | 'obsolete' }
  | { readonly state: 'failed'; readonly error: string }
  | { readonly state: 'pending'; readonly error: string; readonly nextAttemptAt: Date };

/** Words of others as part of a line: without line ends and control characters, and not too long. */
export const oneLine = (words: string): string =>
  words
    .replaceAll(/[\p{C}\p{Z}]+/gu, ' ')
    .trim()
    .slice(0, 200);
