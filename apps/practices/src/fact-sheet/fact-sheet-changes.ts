import { below } from '#validation';

/** One value of a fact sheet that differs between two of them. */
export interface FieldChange {
  /** JSON Pointer (RFC 6901) of the value; of prose one for each language. */
  readonly pointer: string;
  /** Null: it was not there. */
  readonly before: unknown;
  /** Null: it is no longer there. */
  readonly after: unknown;
}

const isParent = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** What differs between two fact sheets in their canonical form, value by value; items of lists are compared by their places. */
export function changesBetween(before: unknown, after: unknown, pointer = ''): FieldChange[] {
  if (!isParent(before) && !isParent(after)) {
    return before === after ? [] : [{ pointer, before: before ?? null, after: after ?? null }];
  }
  const [was, is] = [isParent(before) ? before : {}, isParent(after) ? after : {}];
  return Object.keys({ ...was, ...is }).flatMap((key) => changesBetween(was[key], is[key], below(pointer, key)));
}

/** Most pointers kept of one change; a larger change is described by its top-level fields. */
const MAX_POINTERS = 100;

/** Where two fact sheets differ. Which contact changed is not told: only `/contacts`, as contacts are personal data. */
export function changedPointers(
  before: { readonly contacts?: unknown; readonly [field: string]: unknown },
  after: { readonly contacts?: unknown; readonly [field: string]: unknown },
): string[] {
  const all = changesBetween(before, after).map(({ pointer }) => pointer);
  const told = new Set(all.map((pointer) => (pointer.startsWith('/contacts/') ? '/contacts' : pointer)));
  return told.size <= MAX_POINTERS
    ? [...told]
    : [...new Set([...told].map((pointer) => /^\/[^/]*/.exec(pointer)?.[0] ?? ''))];
}
