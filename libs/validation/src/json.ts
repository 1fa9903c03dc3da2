import { MOST_PLACES, Problem, notValid, type ProblemPlace } from '#problems';
import { MAX_DEPTH } from './bounds.js';
import { below } from './pointer.js';

/**
 * A JSON text as strictly as I-JSON (RFC 7493) has it: no key twice in an object, since of two readers one would take the
 * first value and the other the last. Takes time in proportion to the text, whatever it is.
 * @throws {Problem} 400 when it is not JSON or nested too deeply, 422 naming the keys that stand twice
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

/** An object or list that the scan is in, and where in it. */
interface Open {
  /** Of an object: the keys seen so far. */
  readonly keys: Set<string> | undefined;
  /** Whether the next string is a key. */
  awaitsKey: boolean;
  key: string;
  index: number;
}

/**
 * Before the parser, which takes long for what is nested very deeply. What it finds in a text that is no JSON means nothing.
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

/** A key without its quotes, however it is spelt. */
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
