import { decodeHTML } from 'entities';
import { Reading } from './reading.js';

/** One character as percent-encoded in UTF-8 or Latin 1, so that each part of the result maps to a part of the text. */
const encoded = (sign: string): string => {
  const byte = (first: string) => `${sign}${first}[0-9a-f]`;
  const more = `${sign}[89ab][0-9a-f]`;
  return [
    byte('[0-7]'), `${byte('[cd]')}${more}`, `${byte('e')}(?:${more}){2}`, `${byte('f')}(?:${more}){3}`, byte('[89a-f]'),
  ].join('|'); // prettier-ignore
};

/** Percent-encoding, references of HTML, escapes of JSON, of Markdown and their like. */
const ESCAPES = new RegExp(
  String.raw`${encoded('%')}|&(?:#\d{1,7};?|#x[0-9a-f]{1,6};?|[a-z][a-z0-9]{1,31};)|` +
    String.raw`\\(?:u[0-9a-f]{4}|u\{[0-9a-f]{1,6}\}|x[0-9a-f]{2}|[bfnrtv!-/:-@[-\x60{-~])`,
  'giu',
);
const QUOTED_PRINTABLE = new RegExp(String.raw`=[\t ]*\r?\n|${encoded('=')}`, 'giu');
const BASE64 = /(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{16,}(?:\r?\n[A-Za-z0-9+/]+)*={0,2}/g;
const BASE64_OF_ADDRESSES = /(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{16,}={0,2}/g;

const CONTROLS: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

/** Undefined for invalid bytes; a decoder that throws is slow. */
const inUtf8 = (bytes: Buffer): string | undefined => {
  const text = bytes.toString('utf8');
  return text.includes('\ufffd') ? undefined : text;
};

const inBytes = (hex: string): string => {
  const bytes = Buffer.from(hex, 'hex');
  return inUtf8(bytes) ?? bytes.toString('latin1');
};

function unescaped(match: string): string {
  if (match.startsWith('%')) return inBytes(match.replaceAll('%', ''));
  if (match.startsWith('&')) return decodeHTML(match);
  const [, kind = '', digits = ''] = /^\\([ux]?)\{?([0-9a-f]{2,6})?\}?$/i.exec(match) ?? [];
  if (kind === '' || digits === '') return CONTROLS[match[1]!] ?? match[1]!;
  const code = parseInt(digits, 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : match;
}

const unquoted = (match: string): string => (/\n$/.test(match) ? '' : inBytes(match.replaceAll('=', '')));

/** The text that a run of base64 encodes; the run itself when that is not text. */
function fromBase64(run: string): string {
  const text = inUtf8(Buffer.from(run, 'base64'));
  return text === undefined || /[\0-\x08\x0e-\x1f]/.test(text) ? run : text;
}

/** How many times a text may have been encoded: a link in JSON in JSON. */
const DEEPEST = 3;

/** All readings of a text whose encoding is unknown: first the text as it is. */
export function* decoded(text: string): Generator<Reading> {
  const written = Reading.of(text);
  yield written;
  yield* unescapings(written);
  for (const [pattern, read] of [
    [QUOTED_PRINTABLE, unquoted],
    [BASE64, fromBase64],
    [BASE64_OF_ADDRESSES, fromBase64],
  ] as const) {
    const other = written.reread(pattern, read);
    if (other === written) continue;
    yield other;
    yield* unescapings(other);
  }
}

function* unescapings(reading: Reading): Generator<Reading> {
  for (let depth = 0; depth < DEEPEST; depth += 1) {
    const next = reading.reread(ESCAPES, unescaped);
    if (next === reading) return;
    yield next;
    reading = next;
  }
}
