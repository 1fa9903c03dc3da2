/** What was taken over last under one external id: its number, and its content by hash; null: it was withdrawn. */
export interface SourceMark {
  readonly sourceVersion: number;
  readonly contentHash: string | null;
}

/**
 * `newer`: to be applied. `same`: it was here before. `reused`: the number came before with another content, so that nobody
 * can tell which is right. `older`: it was overtaken on its way.
 */
export type VersionVerdict = 'newer' | 'same' | 'reused' | 'older';

/**
 * Compares what comes with what was taken over last. Only the numbers of the sender count, never the order of arrival. What
 * was refused leaves no mark: its sender may correct it under the same number.
 */
export function judgeVersion(last: SourceMark | undefined, coming: SourceMark): VersionVerdict {
  if (!last || coming.sourceVersion > last.sourceVersion) return 'newer';
  if (coming.sourceVersion < last.sourceVersion) return 'older';
  return coming.contentHash === last.contentHash ? 'same' : 'reused';
}
