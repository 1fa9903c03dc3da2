import { MOST_PLACES, Problem, notValid, type ProblemPlace } from '#problems';
import { MAX_DEPTH } from './bounds.js';
import { below } from './pointer.js';

/**
 * Parses JSON as strictly as I-JSON (RFC 7493): no duplicate keys in an object, since one reader would use the first
 * value and another the last. Takes time in proportion to the length of the text.
 * @throws {Problem} 400 when it is not JSON or nested too deeply, 422 naming the duplicate keys
 */
export function parseJson(text: string): unknown {
  const twice = repeatedKeys(text);
  let value: unknown;
  try {
    value = JSON.parse(text) as unknown;
  } catch (error) {
    throw new Problem('request.not-json', 400, `This is not JSON: ${(error as Error).message.slice(0, 200)}.`);
  }
  if (twice.length > 0) throw notValid(twice);
  return value;
}

/** The object or list that the scan is in, and the position in it. */
interface Open {
  /** For an object: the keys seen so far. */
  readonly keys: Set<string> | undefined;
  /** Whether the next string is a key. */
  awaitsKey: boolean;
  key: string;
  index: number;
}

/**
 * Runs before the parser, which is slow for very deep nesting. Its findings in a text that is not JSON mean nothing.
 * @throws {Problem} 400
 */
function repeatedKeys(text: string): ProblemPlace[] {
  const found: ProblemPlace[] = [];
  const open: Open[] = [];
  let inner: Open | undefined;
  const enter = (keys: Set<string> | undefined) => {
    if (open.length === MAX_DEPTH)
      throw new Problem('request.too-deep', 400, `This is nested deeper than ${MAX_DEPTH} levels.`);
    inner = { keys, awaitsKey: keys !== undefined, key: '', index: 0 };
    open.push(inner);
  };
  for (let at = 0; at < text.length && found.length < MOST_PLACES; at += 1) {
    switch (text[at]) {
      case '{':
        enter(new Set());
        break;
      case '[':
        enter(undefined);
        break;
      case '}':
      case ']':
        open.pop();
        inner = open.at(-1);
        break;
      case ',':
        if (inner?.keys) inner.awaitsKey = true;
        else if (inner) inner.index += 1;
        break;
      case '"': {
        const end = endOfString(text, at);
        if (inner?.keys && inner.awaitsKey) {
          inner.key = keyIn(text.slice(at, end + 1));
          inner.awaitsKey = false;
          if (inner.keys.has(inner.key)) found.push(twiceAt(open));
          inner.keys.add(inner.key);
        }
        at = end;
        break;
      }
      default:
    }
  }
  return found;
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}

/** A key without its quotes, however it is escaped. */
function keyIn(literal: string): string {
  const bare = literal.slice(1, -1);
  if (!bare.includes('\\')) return bare;
  try {
    return JSON.parse(literal) as string;
  } catch {
    return bare;
  }
}

const twiceAt = (open: readonly Open[]): ProblemPlace => ({
  pointer: open.reduce((pointer, { keys, key, index }) => below(pointer, keys ? key : String(index)), ''),
  code: 'duplicate-key',
  detail: 'This key appears twice in its object; keep one.',
});
