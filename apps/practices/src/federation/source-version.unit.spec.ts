import { describe, expect, it } from '@jest/globals';
import { judgeVersion, type SourceMark, type VersionVerdict } from './source-version.js';

const sheet = (sourceVersion: number, contentHash = 'a'): SourceMark => ({ sourceVersion, contentHash });
const withdrawal = (sourceVersion: number): SourceMark => ({ sourceVersion, contentHash: null });

describe('the rule of sourceVersion', () => {
  it.each<[string, SourceMark | undefined, SourceMark, VersionVerdict]>([
    ['the first one', undefined, sheet(0), 'newer'],
    ['a first withdrawal', undefined, withdrawal(7), 'newer'],
    ['a higher number with another content', sheet(1), sheet(2, 'b'), 'newer'],
    ['a higher number with the same content', sheet(1), sheet(2), 'newer'],
    ['the highest number', sheet(Number.MAX_SAFE_INTEGER - 1), sheet(Number.MAX_SAFE_INTEGER, 'b'), 'newer'],
    ['the same number with the same content', sheet(2), sheet(2), 'same'],
    ['the same number with another content', sheet(2), sheet(2, 'b'), 'reused'],
    ['a lower number with another content', sheet(3), sheet(2, 'b'), 'older'],
    ['a lower number with the same content', sheet(3), sheet(2), 'older'],
    ['a later withdrawal', sheet(3), withdrawal(4), 'newer'],
    ['a withdrawal that was overtaken', sheet(3), withdrawal(2), 'older'],
    ['a withdrawal under the number of a content', sheet(3), withdrawal(3), 'reused'],
    ['the same withdrawal again', withdrawal(4), withdrawal(4), 'same'],
    ['a content under the number of a withdrawal', withdrawal(4), sheet(4), 'reused'],
    ['a content that a withdrawal overtook', withdrawal(4), sheet(3), 'older'],
    ['a content after a withdrawal', withdrawal(4), sheet(5), 'newer'],
  ])('%s', (_, last, coming, verdict) => expect(judgeVersion(last, coming)).toBe(verdict));
});
