import { beforeEach, describe, expect, it } from '@jest/globals';
import type { FactSheet } from '../fact-sheet/fact-sheet.js';
import { Practice } from './practice.js';

const at = new Date('2027-01-02T03:04:05.678Z');
const later = new Date('2027-02-02T03:04:05.678Z');
const sheet = (overrides: Partial<FactSheet> = {}): FactSheet => ({
  originalLanguage: 'en', title: { en: 'Welcome' }, organiser: { name: 'City' }, range: 'national', countries: ['FI'],
  period: { start: '2011' }, dimensions: ['cultural'], themes: ['language-training'], aims: ['education'], objectives: { en: 'o' },
  activities: { en: 'a' }, targetGroups: ['women'], funding: { unknown: true },
  ...overrides,
}); // prettier-ignore
const origin = {
  id: '0197f0c0-0000-7000-8000-000000000001',
  ownerMemberId: null,
  provenance: { kind: 'direct' },
} as const;
const types = (practice: Practice) => practice.takeChanges().events.map(({ type }) => type.split('.')[3]);

describe('a practice', () => {
  let practice: Practice;
  beforeEach(() => {
    practice = Practice.draft(origin, sheet(), at);
  });
  const publish = () => {
    practice.submit(null, ['owner'], at);
    practice.publish(null, ['steering'], 'me', at);
  };

  it('begins as version 1 in work, with one event', () => {
    expect(practice).toMatchObject({
      status: 'draft',
      revision: 1,
      workVersion: 1,
      publishedVersion: null,
      publishedAt: null,
    });
    expect(types(practice)).toEqual(['drafted']);
  });

  it('raises its revision with every step and records one event for each', () => {
    practice.revise(sheet({ aims: ['health'] }), ['owner'], at);
    practice.submit('ready', ['owner'], at);
    practice.requestChanges([{ pointer: '/aims', comment: 'Sure?' }], ['steering'], at);
    practice.revise(sheet(), ['owner'], at);
    publish();
    practice.withdraw('over', ['owner'], at);
    expect(practice.revision).toBe(8);
    expect(types(practice)).toEqual([
      'drafted', 'revised', 'submitted', 'changes-requested', 'revised', 'submitted', 'published', 'withdrawn',
    ]); // prettier-ignore
  });

  it('stays published while its next version is in work, which replaces it when published', () => {
    publish();
    practice.revise(sheet({ title: { en: 'Welcome!' } }), ['owner'], later);
    expect(practice).toMatchObject({ status: 'published', publishedVersion: 1, workVersion: 2 });
    expect(practice.published?.factSheet.title).toEqual({ en: 'Welcome' });
    practice.submit(null, ['owner'], later);
    practice.takeChanges();
    practice.publish('new title', ['steering'], 'me', later);
    expect(practice).toMatchObject({ publishedVersion: 2, workVersion: null, publishedAt: at });
    const { versions, events } = practice.takeChanges();
    expect(versions.map(({ number, shown }) => [number, shown])).toEqual(
      expect.arrayContaining([
        [1, false],
        [2, true],
      ]),
    );
    expect(events).toMatchObject([
      { data: { version: 2, title: { en: 'Welcome!' }, countries: ['FI'], ownerMemberId: null } },
    ]);
    expect(events[0]!.type).toBe('eu.lra-network.practice.updated.v1');
  });

  it('tells nobody outside of a draft that is thrown away', () => {
    practice.takeChanges();
    practice.withdraw('mistake', ['owner'], at);
    const { events } = practice.takeChanges();
    expect(events.map(({ type }) => type)).toEqual(['eu.lra-network.practice.discarded.v1']);
    expect(JSON.stringify(events)).not.toContain('Welcome');
  });

  it('takes the version in work down with it when it is withdrawn', () => {
    publish();
    practice.revise(sheet(), ['owner'], at);
    practice.withdraw('over', ['steering'], at);
    expect([practice.status, practice.published?.state, practice.work?.state]).toEqual([
      'withdrawn',
      'withdrawn',
      'withdrawn',
    ]);
  });

  it('is published from a trusted source although incomplete, and updated from there', () => {
    const taken = Practice.takenOver(origin, sheet({ aims: undefined }), 'import', at);
    expect(taken).toMatchObject({ status: 'published', revision: 1, publishedVersion: 1 });
    expect(taken.published?.complete).toBe(false);
    expect(taken.sameContent(sheet({ aims: undefined }), 'published')).toBe(true);
    taken.takeOver(sheet(), 'import', later);
    expect(taken).toMatchObject({ revision: 2, publishedVersion: 2, publishedAt: at });
    expect(types(taken)).toEqual(['published', 'updated']);
  });

  it('does not let a source overwrite what somebody works on', () => {
    publish();
    practice.revise(sheet(), ['owner'], at);
    expect(() => practice.takeOver(sheet(), 'import', later)).toThrow(
      expect.objectContaining({ status: 409, code: 'practice.in-work' }),
    );
  });

  it('puts neither prose nor persons into its events', () => {
    const secret = sheet({ objectives: { en: 'SECRET' }, contacts: [{ name: 'SECRET', consentToPublish: true }] });
    const taken = Practice.takenOver(origin, secret, 'import', at);
    expect(JSON.stringify(taken.takeChanges().events)).not.toContain('SECRET');
  });

  it('sees a change of a contact as a change, and no consent given as consent refused', () => {
    const withContact = (contact: object) => sheet({ contacts: [contact] });
    const taken = Practice.takenOver(origin, withContact({ name: 'A' }), 'import', at);
    expect(taken.sameContent(withContact({ name: 'A', consentToPublish: false }), 'newest')).toBe(true);
    expect(taken.sameContent(withContact({ name: 'B' }), 'newest')).toBe(false);
    expect(taken.published?.factSheet).not.toHaveProperty('contacts');
  });
});
