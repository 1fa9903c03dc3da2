import { domainToASCII } from 'node:url';
import { INVISIBLE, nameOf } from './invisible.js';

/** An e-mail address in the form for comparison: two spellings of one mailbox are equal. */
export interface MailAddress {
  /** The part before the `@`, without unnecessary quotation marks; composed, in lower case. */
  readonly local: string;
  /** In the form of the DNS, in lower case: `xn--mnchen-3ya.example` for `MÜNCHEN.example`. */
  readonly domain: string;
  /** Both: equal for two addresses if and only if they are the same. */
  readonly key: string;
}

const UNSEEN = new RegExp(`[${INVISIBLE}]`, 'u');

/** A quoted local part is one string, even if it contains an `@`. */
const ADDRESS = /^(?:"((?:[^"\\]|\\.)*)"|([^"@]+))@([^@]+)$/su;
const NEEDS_NO_QUOTES = /^[^\s"(),.:;<>@[\\\]]+(?:\.[^\s"(),.:;<>@[\\\]]+)*$/u;
const NEEDS_DNS_FORM = /^(?=.*(?:[^ -~]|xn--))[\p{L}\p{N}\p{M}.\u3002\uff0e\uff61\u200c\u200d-]+$/iu;

/** Parses an address; undefined when it is invalid. `"a@d1"@victim.example` belongs to victim.example. */
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
  // Only names may be passed to this function: of others, such as `a/b` or `[::1]`, it keeps a part or makes an
  // address.
  return (NEEDS_DNS_FORM.test(domain) && domainToASCII(domain)) || domain;
}

/**
 * Why an address cannot be accepted though it looks valid: a character in it is invisible, or reads as another one, so
 * whoever asks for the address later would write a different one. Undefined when there is no such character.
 */
export function deceptive(address: string): string | undefined {
  const invisible = UNSEEN.exec(address)?.[0];
  if (invisible !== undefined) return `has the invisible character ${nameOf(invisible)}; remove it`;
  // `ö` may be one character or two; a character that changes by itself, such as `ﬁ` or the Kelvin sign, looks like
  // another.
  const other = Array.from(address).find((one) => one.normalize('NFKC') !== one);
  if (other === undefined) return undefined;
  return `has the character ${nameOf(other)}, which reads as "${other.normalize('NFKC')}"; write that instead`;
}
