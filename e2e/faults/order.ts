import type { Client } from '../system.js';

export interface SeenEvent {
  readonly id: string;
  readonly subject: string;
  readonly sequence: string;
}

/** Each event once, at its first occurrence. */
export function firstOf<T extends SeenEvent>(events: readonly T[]): T[] {
  const seen = new Set<string>();
  return events.filter(({ id }) => !seen.has(id) && seen.add(id));
}

/** Events that arrived after a later one of their stream. */
export function outOfOrder(events: readonly SeenEvent[]): string[] {
  const last = new Map<string, number>();
  return events.flatMap(({ id, subject, sequence }) => {
    const late = Number(sequence) < (last.get(subject) ?? 0);
    last.set(subject, Math.max(Number(sequence), last.get(subject) ?? 0));
    return late ? [id] : [];
  });
}

/** The change feed from its beginning to its current end. */
export async function wholeFeed(reader: Client, types: string): Promise<(SeenEvent & { readonly type: string })[]> {
  const items: (SeenEvent & { readonly type: string })[] = [];
  for (let since = ''; ;) {
    const { body } = await reader.get(`/v1/changes?limit=100&since=${since}&types=${types}`);
    items.push(...body.items);
    since = body.next as string;
    if (body.upToDate) return items;
  }
}
