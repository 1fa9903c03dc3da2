import PostalMime, { type Attachment, type Email } from 'postal-mime';

/**
 * What a report says of a mail: `refused` for good, `delayed` or failed for now, that its reader `complained`, or `nothing`
 * that matters here, as that it arrived.
 */
export type Finding = 'refused' | 'delayed' | 'complained' | 'nothing';

export interface MailReport {
  readonly finding: Finding;
  /** What may be the ids of the mail: of the address that the report was sent to, and of the mail that it returns. */
  readonly ids: readonly string[];
}

/** More than any report has; a body that has more is given up while it is read. */
const LIMITS = { maxNestingDepth: 20, maxHeadersSize: 256_000 };

/** The largest report that is read, in bytes: ten times what our mails and what servers say of them make. */
export const REPORT_BYTES = 250_000;

/** Lines are what takes time to read; no report has so many. */
const MOST_LINES = 10_000;

const LINE_END = 10;

/** The part of a report in which everything of interest stands. */
const STATUS_LETTERS = 20_000;

/** Reports are about one mail to one recipient; some servers add a few of their own. */
const MOST_RECIPIENTS = 20;

const ID = '[cd][0-9a-f]{32}-[0-9a-f]{16}';

/** Headers of a report that tell the address it was sent to: of its sender, and of servers on its way to the mailbox. */
const recipientHeaders = ['to', 'delivered-to', 'x-original-to', 'envelope-to'];

/** Types of a part that is, or begins with, the headers of the mail that is reported. */
const returnedTypes = ['message/rfc822', 'message/global', 'text/rfc822-headers', 'message/rfc822-headers', 'message/global-headers']; // prettier-ignore

/**
 * Reads a report of a mail server on the delivery of a mail (RFC 3464), or of a provider on a complaint (RFC 5965), wherever
 * other servers have wrapped it. Undefined when it is none: an automatic reply, any other mail, or broken.
 */
export async function readMailReport(bytes: Uint8Array): Promise<MailReport | undefined> {
  const mail = hasFewLines(bytes) ? await parse(bytes) : undefined;
  if (!mail) return undefined;
  const part = (...types: string[]) => mail.attachments.find(({ mimeType }) => types.includes(mimeType));
  const status = part('message/delivery-status', 'message/global-delivery-status');
  const complaint = part('message/feedback-report');
  const finding =
    (status && findingOf(await groupsOf(status))) ?? (complaint && complaintIn(await groupsOf(complaint)));
  if (finding === undefined) return undefined;
  return { finding, ids: [...idsOfAddress(mail), ...(await idsOfMail(part(...returnedTypes)))] };
}

function hasFewLines(bytes: Uint8Array): boolean {
  let at = -1;
  for (let line = 0; line < MOST_LINES; line += 1) {
    at = bytes.indexOf(LINE_END, at + 1);
    if (at < 0) return true;
  }
  return false;
}

/** The parts that a report returns stay as they are. Undefined when it cannot be read. */
const parse = (content: Uint8Array | string): Promise<Email | undefined> =>
  PostalMime.parse(content, { ...LIMITS, forceRfc822Attachments: true, attachmentEncoding: 'utf8' }).catch(
    () => undefined,
  );

type Fields = ReadonlyMap<string, string>;

/** Groups of fields in the form of headers, with empty lines between them. */
async function groupsOf({ content }: Attachment): Promise<Fields[]> {
  const groups = textOf(content)
    .slice(0, STATUS_LETTERS)
    .split(/(?:\r?\n[ \t]*){2,}/, MOST_RECIPIENTS + 1);
  const read: Fields[] = [];
  for (const group of groups) {
    const fields = (await parse(`${group.trim()}\r\n\r\n`))?.headers ?? [];
    read.push(new Map(fields.map(({ key, value }) => [key, value.trim().toLowerCase()])));
  }
  return read;
}

/** Undefined when it tells of no recipient. */
function findingOf(groups: readonly Fields[]): Finding | undefined {
  const said = groups.flatMap((fields): Finding[] => {
    const action = /^[a-z]+/.exec(fields.get('action') ?? '')?.[0];
    if (action === undefined) return [];
    if (action === 'failed') return [/^5\.\d{1,3}\.\d{1,3}\b/.test(fields.get('status') ?? '') ? 'refused' : 'delayed'];
    return [action === 'delayed' ? 'delayed' : 'nothing'];
  });
  return (['refused', 'delayed', 'nothing'] as const).find((finding) => said.includes(finding));
}

/** Kinds of feedback in which nobody complains: the reader wants the mail, or a server checked its signatures. */
const noComplaints = ['not-spam', 'auth-failure'];

function complaintIn([fields]: readonly Fields[]): Finding | undefined {
  const type = fields?.get('feedback-type');
  if (type === undefined) return undefined;
  return noComplaints.includes(type) ? 'nothing' : 'complained';
}

const idsOfAddress = ({ headers }: Email): string[] =>
  headers
    .filter(({ key }) => recipientHeaders.includes(key))
    .flatMap(({ value }) => [...value.matchAll(new RegExp(`\\+(${ID})@`, 'gi'))].map(([, id]) => id!));

async function idsOfMail(returned: Attachment | undefined): Promise<string[]> {
  if (!returned) return [];
  const [head = ''] = textOf(returned.content).split(/\r?\n\r?\n/, 1);
  const mail = await parse(`${head.trim()}\r\n\r\n`);
  const [, id] = new RegExp(`^<(${ID})@`, 'i').exec(mail?.messageId?.trim() ?? '') ?? [];
  return id === undefined ? [] : [id];
}

const textOf = (content: Attachment['content']): string =>
  typeof content === 'string' ? content : new TextDecoder().decode(content);
