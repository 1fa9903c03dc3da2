import { domainToASCII } from 'node:url';
import { INVISIBLE, nameOf } from './invisible.js';

/** An e-mail address as it is compared: two spellings of one mailbox are one. */
export interface MailAddress {
  /** What stands before the `@`, without quotation marks that need not be there; composed, in small letters. */
  readonly local: string;
  /** In the form of the DNS, in small letters: `xn--mnchen-3ya.example` for `MÜNCHEN.example`. */
  readonly domain: string;
  /** Both: equal for two addresses exactly if they are one. */
  readonly key: string;
}

const UNSEEN = new RegExp(`[${INVISIBLE}]`, 'u');

/** A quoted local part is a string of its own, whatever `@` stands in it. */
const ADDRESS = /^(?:"((?:[^"\\]|\\.)*)"|([^"@]+))@([^@]+)$/su;
const NEEDS_NO_QUOTES = /^[^\s"(),.:;<>@[\\\]]+(?:\.[^\s"(),.:;<>@[\\\]]+)*$/u;
const NEEDS_DNS_FORM = /^(?=.*(?:[^ -~]|xn--))[\p{L}\p{N}\p{M}.\u3002\uff0e\uff61\u200c\u200d-]+$/iu;

/** Parses an address; undefined for what is none. `"a@d1"@victim.example` belongs to victim.example. */
export function mailAddress(text: string): MailAddress | undefined {
  const [, quoted, plain, domain] = ADDRESS.exec(text.trim()) ?? [];
  const unquoted = quoted?.replaceAll(/\\(.)/gsu, '$1');
  const local = unquoted === undefined || NEEDS_NO_QUOTES.test(unquoted) ? (unquoted ?? plain) : `"${quoted}"`;
  if (local === undefined || domain === undefined) return undefined;
  const parts = { local: local.normalize('NFC').toLowerCase(), domain: domainOf(domain) };
  return { ...parts, key: `${parts.local}@${parts.domain}` };
}

function domainOf(text: string): string {
  const domain = text.normalize('NFC').toLowerCase().replace(/\.$/, '');
  // Only names are given to this function: of others, such as `a/b` or `[::1]`, it keeps a part or makes an address.
  return (NEEDS_DNS_FORM.test(domain) && domainToASCII(domain)) || domain;
}

/**
 * Why an address cannot be taken though it looks like one: something in it is not seen, or reads as something else, so that
 * whoever asks for it later would write another. Undefined when there is nothing of the kind.
 */
export function deceptive(address: string): string | undefined {
  const invisible = UNSEEN.exec(address)?.[0];
  if (invisible !== undefined) return `has the invisible character ${nameOf(invisible)}; remove it`;
  // `ö` is well in one part or two; what changes by itself, such as `ﬁ` or the sign of Kelvin, passes for another.
  const other = Array.from(address).find((one) => one.normalize('NFKC') !== one);
  if (other === undefined) return undefined;
  return `has the character ${nameOf(other)}, which reads as "${other.normalize('NFKC')}"; write that instead`;
}
