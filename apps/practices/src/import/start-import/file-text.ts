import { fileRefused, MAX_ROW } from './file-row.js';

const ADVICE = 'Save it as CSV (UTF-8), JSON or NDJSON.';

/** Byte order marks at the start of a file, and the encoding of each. */
const encodings = [
  { mark: [0xff, 0xfe], encoding: 'utf-16le' },
  { mark: [0xfe, 0xff], encoding: 'utf-16be' },
] as const;

const LONGEST_MARK = 2;

/**
 * Bytes as text. @throws {Problem} 422 `import.not-text` when they are neither UTF-8 nor, with its byte order mark,
 * UTF-16
 */
export async function* textOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  let start: Uint8Array = new Uint8Array();
  let line = 1;
  let last = '';
  const decode = (chunk: Uint8Array, stream: boolean): string => {
    decoder ??= new TextDecoder(encodingOf(chunk), { fatal: true });
    let text: string;
    try {
      text = decoder.decode(chunk, { stream });
    } catch {
      const [before = ''] = new TextDecoder(decoder.encoding).decode(chunk).split('\uFFFD', 1);
      const detail = `Line ${line + lineEndsIn(before)} is not text in ${decoder.encoding.toUpperCase()}; the file may be in an older encoding, such as Windows-1252.`;
      throw fileRefused('import.not-text', `${detail} ${ADVICE}`);
    }
    if (line === 1 && text.slice(0, 1_000).includes('\0')) {
      const detail = 'The file contains NUL bytes: it is UTF-16 without a byte order mark, or not a text file.';
      throw fileRefused('import.not-text', `${detail} ${ADVICE}`);
    }
    // A CR LF may be split.
    line += lineEndsIn(text) - (last === '\r' && text.startsWith('\n') ? 1 : 0);
    last = text.at(-1) ?? '';
    return text;
  };
  for await (const chunk of chunks) {
    const next: Uint8Array = decoder ? chunk : Buffer.concat([start, chunk]);
    if (decoder || next.length >= LONGEST_MARK) yield decode(next, true);
    else start = next;
  }
  yield decode(decoder ? new Uint8Array() : start, false);
}

const encodingOf = (start: Uint8Array): string =>
  encodings.find(({ mark }) => mark.every((byte, at) => start[at] === byte))?.encoding ?? 'utf-8';

const LINE_END = /(\r\n|\r|\n)/;

const lineEndsIn = (text: string): number => (text.split(LINE_END).length - 1) / 2;

export interface Line {
  /** From 1. */
  readonly number: number;
  /** Without its end; undefined when it exceeds the limit of a row. */
  readonly text: string | undefined;
  /** What ended it: CR LF, LF alone, or CR alone; nothing at the end of a file. */
  readonly end: string;
}

/** Splits text into lines; a line that is too long is not kept. */
export async function* linesOf(chunks: AsyncIterable<string>): AsyncGenerator<Line> {
  let number = 0;
  let text: string | undefined = '';
  let held = '';
  const ended = (end: string): Line => {
    const line = { number: (number += 1), text: text === undefined ? undefined : withoutMarks(text), end };
    text = '';
    return line;
  };
  for await (const chunk of chunks) {
    const whole = held + chunk;
    // A CR at the end of a chunk may be the first half of CR LF.
    held = whole.endsWith('\r') ? '\r' : '';
    const parts = whole.slice(0, whole.length - held.length).split(LINE_END);
    for (const [at, part] of parts.entries()) {
      if (at % 2 === 0) text = joined(text, part);
      else yield ended(part);
    }
  }
  if (held !== '') yield ended(held);
  else if (text !== '') yield ended('');
}

const joined = (text: string | undefined, more: string): string | undefined =>
  text === undefined || text.length + more.length > MAX_ROW ? undefined : text + more;

const BYTE_ORDER_MARK = '\uFEFF';
const END_OF_FILE = '\u001A';

/**
 * Text without byte order marks before it and DOS's end of file (Ctrl-Z) after it: concatenated files contain them as
 * well.
 */
export function withoutMarks(text: string): string {
  let [from, to] = [0, text.length];
  while (text[from] === BYTE_ORDER_MARK || text[from] === END_OF_FILE) from += 1;
  while (to > from && text[to - 1] === END_OF_FILE) to -= 1;
  return text.slice(from, to);
}
