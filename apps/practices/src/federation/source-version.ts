/** What was last applied under one external id: its number, and a hash of its content; null: it was withdrawn. */
export interface SourceMark {
  readonly sourceVersion: number;
  readonly contentHash: string | null;
}

/**
 * `newer`: must be applied. `same`: a duplicate. `reused`: the number was used before with different content, so nobody
 * can tell which is right. `older`: a newer version came first.
 */
export type VersionVerdict = 'newer' | 'same' | 'reused' | 'older';

/**
 * Compares a submission with what was last applied. Only the sender's numbers count, never the order of arrival. A
 * refused submission leaves no trace: its sender may correct it under the same number.
 */
export function judgeVersion(last: SourceMark | undefined, coming: SourceMark): VersionVerdict {
  if (!last || coming.sourceVersion > last.sourceVersion) return 'newer';
  if (coming.sourceVersion < last.sourceVersion) return 'older';
  return coming.contentHash === last.contentHash ? 'same' : 'reused';
}
