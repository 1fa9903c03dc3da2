import { randomUUID } from 'node:crypto';
import type { Chance } from '../faults/random.js';
import type { Answer, Operation } from './api-document.js';
import type { Ids } from './values.js';

interface Thing {
  readonly id: string;
  /** Member it belongs to, where that is known. */
  readonly memberId: string | undefined;
  etag: string;
}

/** How many things of one kind are remembered. */
const REMEMBERED = 200;

/** What answers have told of: ids with their owners and states, so that requests are about things that are there. */
export class KnownThings implements Ids {
  private readonly byKind = new Map<string, Thing[]>();

  /** @param untouchable ids that no request may name, since the run itself lives on them */
  constructor(private readonly untouchable: ReadonlySet<string>) {}

  /** `/v1/practices/{id}/submission` is about `practices`. */
  private static kindOf = (path: string): string => path.split('/')[2] ?? '';

  pickId(chance: Chance): string {
    return this.pick(chance.pick([...this.byKind.keys(), 'nothing']), chance)?.id ?? randomUUID();
  }

  about(operation: Operation, chance: Chance): Thing | undefined {
    return this.pick(KnownThings.kindOf(operation.path), chance);
  }

  learn(operation: Operation, { status, headers, body }: Answer, memberId: string | undefined): void {
    if (status < 200 || status > 299 || body === null || typeof body !== 'object') return;
    const kind = KnownThings.kindOf(operation.path);
    const isMade = operation.method === 'post' && status === 201;
    for (const { id, ownerMemberId } of body.items ?? [body]) {
      if (typeof id !== 'string' || this.untouchable.has(id)) continue;
      const things = this.byKind.get(kind) ?? [];
      this.byKind.set(kind, things);
      const known = things.find((thing) => thing.id === id);
      const etag = headers['etag'] ?? known?.etag ?? '"1"';
      if (known) known.etag = etag;
      else things.push({ id, memberId: ownerMemberId ?? (isMade ? memberId : undefined), etag });
      if (things.length > REMEMBERED) things.shift();
    }
  }

  private pick(kind: string, chance: Chance): Thing | undefined {
    const things = this.byKind.get(kind);
    return things && things.length > 0 ? chance.pick(things) : undefined;
  }
}
