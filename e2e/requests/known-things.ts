import { randomUUID } from 'node:crypto';
import type { Chance } from '../faults/random.js';
import type { Answer, Operation } from './api-document.js';
import type { Ids } from './values.js';

export type PathValues = Readonly<Record<string, string>>;

interface Thing {
  /** Values of the parameters of its address. */
  readonly values: PathValues;
  /** Member that owns it, where known. */
  readonly memberId: string | undefined;
  etag: string;
}

/** How many things to remember of each kind. */
const REMEMBERED = 200;

/** A thing's kind is the pattern of its address: `/v1/practices/{id}/submission` is about a `/v1/practices/{id}`. */
const kindOf = (path: string): string => path.slice(0, path.lastIndexOf('}') + 1);

/** The kind of an address and those of what it lies below, nearest first. */
function kindsAlong(path: string): string[] {
  const kind = kindOf(path);
  return kind === '' ? [] : [kind, ...kindsAlong(kind.slice(0, kind.lastIndexOf('{')))];
}

const namesIn = (pattern: string): string[] => [...pattern.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);

/** Things that responses have mentioned, with owners and states, so that requests refer to things that exist. */
export class KnownThings implements Ids {
  private readonly byKind = new Map<string, Thing[]>();
  private readonly kinds: ReadonlyMap<string, RegExp>;

  /** @param untouchable ids that no request may name, because the run itself depends on them */
  constructor(
    operations: readonly Operation[],
    private readonly untouchable: ReadonlySet<string>,
  ) {
    const kinds = operations.map(({ path }) => kindOf(path)).filter((kind) => kind !== '');
    this.kinds = new Map(kinds.map((kind) => [kind, new RegExp(`^${kind.replaceAll(/\{\w+\}/g, '([^/]+)')}$`)]));
  }

  pickId(chance: Chance): string {
    const thing = this.pick(chance.pick([...this.byKind.keys(), 'nothing']), chance);
    return thing ? Object.values(thing.values).at(-1)! : randomUUID();
  }

  /** A thing that fits the operation, or else a parent of such a thing. */
  about({ path }: Operation, chance: Chance): Thing | undefined {
    for (const kind of kindsAlong(path)) {
      const thing = this.pick(kind, chance);
      if (thing) return thing;
    }
    return undefined;
  }

  /** The member that owns what the address names, or else what it lies below; undefined where it is not known. */
  ownerOf({ path }: Operation, values: PathValues): string | undefined {
    for (const kind of kindsAlong(path)) {
      const ids = namesIn(kind).map((name) => values[name]);
      const thing = this.byKind.get(kind)?.find((one) => Object.values(one.values).join() === ids.join());
      if (thing) return thing.memberId;
    }
    return undefined;
  }

  learn(
    operation: Operation,
    asked: PathValues,
    { status, headers, body }: Answer,
    memberId: string | undefined,
  ): void {
    if (status < 200 || status > 299 || body === null || typeof body !== 'object') return;
    const { location, etag } = headers;
    for (const [kind, pattern] of this.kinds) {
      const found = typeof location === 'string' ? pattern.exec(location) : undefined;
      if (found) this.remember(kind, valuesOf(kind, found.slice(1)), body.ownerMemberId ?? memberId, etag);
      // Items of a list are found below the list's address.
      if (kind.slice(0, kind.lastIndexOf('/')) !== operation.path) continue;
      for (const { id, ownerMemberId } of body.items ?? []) {
        if (typeof id === 'string') {
          this.remember(kind, valuesOf(kind, [...Object.values(asked), id]), ownerMemberId, undefined);
        }
      }
    }
    const kind = kindOf(operation.path);
    if (kind !== '' && etag !== undefined) this.remember(kind, asked, body.ownerMemberId, etag);
  }

  remember(kind: string, values: PathValues, memberId: string | undefined, etag: string | undefined): void {
    const ids = Object.values(values);
    if (ids.length < namesIn(kind).length || ids.some((id) => this.untouchable.has(id))) return;
    const things = this.byKind.get(kind) ?? [];
    this.byKind.set(kind, things);
    const known = things.find((thing) => Object.values(thing.values).join() === ids.join());
    if (known) known.etag = etag ?? known.etag;
    else things.push({ values, memberId, etag: etag ?? '"1"' });
    if (things.length > REMEMBERED) things.shift();
  }

  private pick(kind: string, chance: Chance): Thing | undefined {
    const things = this.byKind.get(kind);
    return things && things.length > 0 ? chance.pick(things) : undefined;
  }
}

const valuesOf = (kind: string, values: readonly string[]): PathValues =>
  Object.fromEntries(namesIn(kind).map((name, n) => [name, values[n]!]));
