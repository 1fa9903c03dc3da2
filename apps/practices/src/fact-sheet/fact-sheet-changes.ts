import { below } from '#validation';

/** One value that differs between two fact sheets. */
export interface FieldChange {
  /** JSON Pointer (RFC 6901) of the value; for prose, one for each language. */
  readonly pointer: string;
  /** Null: it was absent. */
  readonly before: unknown;
  /** Null: it was removed. */
  readonly after: unknown;
}

const isParent = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** What differs between two fact sheets in canonical form, value by value; list items are compared by position. */
export function changesBetween(before: unknown, after: unknown, pointer = ''): FieldChange[] {
  if (!isParent(before) && !isParent(after)) {
    return before === after ? [] : [{ pointer, before: before ?? null, after: after ?? null }];
  }
  const [was, is] = [isParent(before) ? before : {}, isParent(after) ? after : {}];
  return Object.keys({ ...was, ...is }).flatMap((key) => changesBetween(was[key], is[key], below(pointer, key)));
}

/** Most pointers kept of one change; a larger change is described by its top-level fields. */
const MAX_POINTERS = 100;

/** Where two fact sheets differ. Contacts are personal data, so a changed contact shows only as `/contacts`. */
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
