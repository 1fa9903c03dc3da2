import { beforeEach, describe, expect, it } from '@jest/globals';
import type { FactSheet } from '../fact-sheet/fact-sheet.js';
import { Practice } from './practice.js';
import type { Act } from './practice-step.js';

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
const owner = (moment: Date): Act => ({ by: 'editor', as: ['owner'], at: moment });
const steering = (moment: Date): Act => ({ by: 'secretary', as: ['steering'], at: moment });
const source = (moment: Date): Act => ({ by: 'import', as: ['owner'], at: moment, fromSource: true });
const types = (practice: Practice) => practice.takeChanges().events.map(({ type }) => type.split('.')[3]);

describe('a practice', () => {
  let practice: Practice;
  beforeEach(() => {
    practice = Practice.draft(origin, sheet(), owner(at));
  });
  const publish = () => {
    practice.submit(null, owner(at));
    practice.publish(null, steering(at));
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
    practice.revise(sheet({ aims: ['health'] }), owner(at));
    practice.submit('ready', owner(at));
    practice.requestChanges([{ pointer: '/aims', comment: 'Sure?' }], steering(at));
    practice.revise(sheet(), owner(at));
    publish();
    practice.withdraw('over', owner(at));
    expect(practice.revision).toBe(8);
    expect(types(practice)).toEqual([
      'drafted', 'revised', 'submitted', 'changes-requested', 'revised', 'submitted', 'published', 'withdrawn',
    ]); // prettier-ignore
  });

  it('stays published while its next version is in work, which replaces it when published', () => {
    publish();
    practice.revise(sheet({ title: { en: 'Welcome!' } }), owner(later));
    expect(practice).toMatchObject({ status: 'published', publishedVersion: 1, workVersion: 2 });
    expect(practice.published?.factSheet.title).toEqual({ en: 'Welcome' });
    practice.submit(null, owner(later));
    practice.takeChanges();
    practice.publish('new title', steering(later));
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
    practice.withdraw('mistake', owner(at));
    const { events } = practice.takeChanges();
    expect(events.map(({ type }) => type)).toEqual(['eu.lra-network.practice.discarded.v1']);
    expect(JSON.stringify(events)).not.toContain('Welcome');
  });

  it('takes the version in work down with it when it is withdrawn', () => {
    publish();
    practice.revise(sheet(), owner(at));
    practice.withdraw('over', steering(at));
    expect([practice.status, practice.published?.state, practice.work?.state]).toEqual([
      'withdrawn',
      'withdrawn',
      'withdrawn',
    ]);
  });

  it('is published from a trusted source although incomplete, and updated from there', () => {
    const taken = Practice.takenOver(origin, sheet({ aims: undefined }), source(at));
    expect(taken).toMatchObject({ status: 'published', revision: 1, publishedVersion: 1 });
    expect(taken.published?.complete).toBe(false);
    expect(taken.sameContent(sheet({ aims: undefined }), 'published')).toBe(true);
    taken.takeOver(sheet(), source(later));
    expect(taken).toMatchObject({ revision: 2, publishedVersion: 2, publishedAt: at });
    expect(types(taken)).toEqual(['published', 'updated']);
  });

  it('does not let a source overwrite what somebody works on', () => {
    publish();
    practice.revise(sheet(), owner(at));
    expect(() => practice.takeOver(sheet(), source(later))).toThrow(
      expect.objectContaining({ status: 409, code: 'practice.in-work' }),
    );
  });

  describe('that a source and an editor both write', () => {
    const ours = sheet({ title: { en: 'Ours' } });
    const theirs = sheet({ title: { en: 'Theirs' }, aims: ['health'] });
    const [editing, sending] = [new Date('2027-03-01T00:00:00.000Z'), new Date('2027-03-02T00:00:00.000Z')];
    const told = {
      by: 'import', at: sending.toISOString(), edit: { by: 'editor', at: editing.toISOString() }, pointers: ['/title/en', '/aims/0'],
    }; // prettier-ignore
    /** As its source sent it and the secretariat returned it. */
    const given = () => {
      const sent = Practice.draft(origin, sheet(), source(at));
      sent.submit(null, source(at));
      sent.requestChanges([{ pointer: '/aims', comment: 'Sure?' }], steering(at));
      sent.takeChanges();
      return sent;
    };
    type Step = (one: Practice) => void;
    const write: Step = (one) => one.revise(ours, owner(editing));
    const writeTheSame: Step = (one) => one.revise(theirs, owner(editing));
    const submit: Step = (one) => one.submit(null, owner(editing));
    const askBack: Step = (one) => one.requestChanges([{ pointer: '', comment: 'See.' }], steering(later));
    const show: Step = (one) => one.publish(null, steering(later));
    const send: Step = (one) => one.handIn(theirs, source(sending));
    const sendAsDraft: Step = (one) => one.revise(theirs, source(sending));
    const sendAsPublished: Step = (one) => one.takeOver(theirs, source(sending));
    const sendThird: Step = (one) => one.handIn(sheet({ title: { en: 'Third' } }), source(later));
    const after = (...steps: readonly Step[]): Practice => {
      const one = given();
      for (const step of steps) step(one);
      return one;
    };

    it.each<[string, string[], Step[]]>([
      ['that was given back', ['revise', 'overwrite', 'submit'], [write, send]],
      ['that waits for the secretariat', ['revise', 'submit', 'overwrite', 'submit'], [write, submit, send]],
      ['in a draft', ['revise', 'overwrite'], [write, sendAsDraft]],
      ['and publishes at once', ['revise', 'overwrite', 'takeOver'], [write, sendAsPublished]],
      ['beside the published one', ['submit', 'publish', 'draft', 'overwrite', 'submit'], [submit, show, write, send]],
    ])('is the source’s in the end, and says what the editor has lost: one %s', (_, kinds, steps) => {
      const one = after(...steps);
      expect(one.newest.factSheet).toMatchObject({ title: { en: 'Theirs' } });
      expect([one.newest.overwritten, one.overwrote(source(sending))]).toEqual([told, told]);
      expect(one.takeChanges().steps.map(({ kind }) => kind)).toEqual(kinds);
    });

    it.each<[string, Step[]]>([
      ['nobody has written it since the source did', [send]],
      ['both say the same', [writeTheSame, send]],
      ['the source opens a version beside what is published', [write, submit, show, send]],
    ])('loses nothing when %s', (_, steps) => {
      const one = after(...steps);
      expect([one.newest.overwritten, one.overwrote(source(sending))]).toEqual([null, undefined]);
    });

    it.each<[string, Step[], typeof told | null]>([
      ['the source sends again', [sendThird], told],
      ['the secretariat gives it back', [askBack], told],
      ['somebody has written it', [askBack, write], null],
      ['it is published', [show], null],
    ])('says so, or no longer, when %s', (_, steps, expected) => {
      expect(after(write, send, ...steps).newest.overwritten).toEqual(expected);
    });
  });

  it('waits for the secretariat since it was submitted, also when its source replaces what waits', () => {
    const one = Practice.draft(origin, sheet(), source(at));
    expect(one.newest.submittedAt).toBeNull();
    one.submit(null, source(at));
    one.handIn(sheet({ aims: ['health'] }), source(later));
    expect(one.newest.submittedAt).toBe(at);
    one.requestChanges([{ pointer: '/aims', comment: 'Sure?' }], steering(later));
    one.submit(null, owner(later));
    expect(one.newest.submittedAt).toBe(later);
  });

  it('puts neither prose nor persons into its events', () => {
    const secret = sheet({ objectives: { en: 'SECRET' }, contacts: [{ name: 'SECRET', consentToPublish: true }] });
    const taken = Practice.takenOver(origin, secret, source(at));
    expect(JSON.stringify(taken.takeChanges().events)).not.toContain('SECRET');
  });

  it('sees a change of a contact as a change, and no consent given as consent refused', () => {
    const withContact = (contact: object) => sheet({ contacts: [contact] });
    const taken = Practice.takenOver(origin, withContact({ name: 'A' }), source(at));
    expect(taken.sameContent(withContact({ name: 'A', consentToPublish: false }), 'newest')).toBe(true);
    expect(taken.sameContent(withContact({ name: 'B' }), 'newest')).toBe(false);
    expect(taken.published?.factSheet).not.toHaveProperty('contacts');
  });

  it('keeps every step: who did what, when, why, and which fields it changed', () => {
    practice.revise(sheet({ aims: ['health'], objectives: { en: 'o', fi: 't' } }), owner(at));
    practice.submit('ready', owner(later));
    practice.publish(null, steering(later));
    expect(practice.takeChanges().steps).toEqual([
      { revision: 1, version: 1, kind: 'draft', pointers: [], reason: null, by: 'editor', at },
      { revision: 2, version: 1, kind: 'revise', pointers: ['/aims/0', '/objectives/fi'], reason: null, by: 'editor', at },
      { revision: 3, version: 1, kind: 'submit', pointers: [], reason: 'ready', by: 'editor', at: later },
      { revision: 4, version: 1, kind: 'publish', pointers: [], reason: 'ready', by: 'secretary', at: later },
    ]); // prettier-ignore
  });

  describe('with requested changes', () => {
    const state = () =>
      practice.work?.changeRequest?.map(({ answeredAt, answer }) => [answeredAt !== undefined, answer]);
    beforeEach(() => {
      practice.submit(null, owner(at));
      const items = ['/aims', '/objectives/en', '/title'].map((pointer) => ({ pointer, comment: 'Sure?' }));
      practice.requestChanges(items, steering(at));
    });

    it('keeps each open until what it points at is changed, or it is answered in words', () => {
      practice.revise(sheet({ aims: ['health'] }), owner(at));
      practice.answerRequest(2, 'Yes, as our council says it.', owner(later));
      expect(state()).toEqual([
        [true, undefined],
        [true, 'Yes, as our council says it.'],
        [false, undefined],
      ]);
      practice.submit(null, owner(later));
      expect(state()?.at(2)).toEqual([false, undefined]);
      practice.requestChanges([{ pointer: '/range', comment: 'And this?' }], steering(later));
      expect(state()).toHaveLength(4);
    });

    it('answers each once, and only what was asked', () => {
      practice.answerRequest(1, 'Yes.', owner(at));
      expect(() => practice.answerRequest(1, 'No.', owner(at))).toThrow(
        expect.objectContaining({ status: 409, code: 'practice.request-answered' }),
      );
      expect(() => practice.answerRequest(4, 'What?', owner(at))).toThrow(expect.objectContaining({ status: 404 }));
    });

    it('does not take a change beside it for an answer', () => {
      practice.revise(sheet({ objectives: { en: 'o', fi: 'new' } }), owner(at));
      expect(state()?.map(([answered]) => answered)).toEqual([false, false, false]);
    });

    it('keeps 500 of them at most', () => {
      practice.submit(null, owner(at));
      const items = Array.from({ length: 498 }, () => ({ pointer: '', comment: 'Again.' }));
      expect(() => practice.requestChanges(items, steering(at))).toThrow(
        expect.objectContaining({ status: 422, code: 'practice.change-requests' }),
      );
    });
  });
});
