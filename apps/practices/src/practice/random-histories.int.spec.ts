import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { publicEventTypes } from '#contracts';
import { newId } from '#database';
import { anonymous, type Principal } from '#identity';
import { testApp, type TestApp } from '#testing';
import { practicesApp } from '../practices.app.js';
import { toPracticeView } from './http/practice.dto.js';
import { PracticeRepository } from './practice.repository.js';
import { completeSheet, draft, editorOf, publish, steering, step } from './practice.example.js';

interface Move {
  readonly step:
    | 'PUT'
    | 'submission'
    | 'change-request'
    | 'publication'
    | 'withdrawal'
    | 'translation'
    | 'merger'
    | 'merger-reversal';
  readonly by: 'owner' | 'steering' | 'stranger';
}

/** The simplest registry of one practice and a merger target; it predicts each move's answer and what is then shown. */
class Reference {
  /** Titles of published versions, by number minus one. */
  readonly published: string[] = [];
  work: { title: string; state: 'draft' | 'submitted' | 'changes-requested' } | undefined;
  isWithdrawn = false;
  isMerged = false;
  /** Its title in another language, and the title it was made from. */
  translation: { title: string; of: string } | undefined;

  constructor(title: string) {
    this.work = { title, state: 'draft' };
  }

  move({ step: kind, by }: Move, title: string): number {
    const refusal = this.refusalOf(by, kind);
    if (refusal) return refusal;
    if (this.isMerged !== (kind === 'merger-reversal')) return 409;
    const state = this.work?.state;
    switch (kind) {
      case 'PUT':
        if (state === 'submitted') return 409;
        this.work = { title, state: state ?? 'draft' };
        return 200;
      case 'submission':
        if (!this.work || state === 'submitted') return 409;
        this.work.state = 'submitted';
        return 200;
      case 'change-request':
        if (!this.work || state !== 'submitted') return 409;
        this.work.state = 'changes-requested';
        return 200;
      case 'publication':
        if (!this.work || state !== 'submitted') return 409;
        this.published.push(this.work.title);
        this.work = undefined;
        return 200;
      case 'withdrawal':
        this.isWithdrawn = true;
        return 200;
      case 'translation':
        if (this.published.length === 0) return 409;
        this.translation = { title, of: this.published.at(-1)! };
        return 200;
      case 'merger':
        if (this.published.length === 0 ? state !== 'submitted' : this.work) return 409;
        this.isMerged = true;
        return 200;
      case 'merger-reversal':
        this.isMerged = false;
        return 200;
    }
  }

  private refusalOf(by: Move['by'], kind: Move['step']): number | undefined {
    const isOfficeOnly = ['change-request', 'publication', 'merger', 'merger-reversal'].includes(kind);
    if (isOfficeOnly && by !== 'steering') return 403;
    if (this.isWithdrawn) return by === 'stranger' && !this.wasPublished ? 404 : 410;
    if (by === 'stranger') return this.wasPublished ? 403 : 404;
    return undefined;
  }

  get wasPublished(): boolean {
    return this.published.length > 0;
  }

  /** What the public gets. */
  get shown(): number {
    if (!this.wasPublished) return 404;
    return this.isWithdrawn ? 410 : this.isMerged ? 308 : 200;
  }
}

const someMoves = fc.array(
  fc.record<Move>({
    // Weighted so that histories make progress.
    step: fc.oneof(
      { weight: 6, arbitrary: fc.constant('PUT' as const) },
      { weight: 7, arbitrary: fc.constant('submission' as const) },
      { weight: 2, arbitrary: fc.constant('change-request' as const) },
      { weight: 7, arbitrary: fc.constant('publication' as const) },
      { weight: 1, arbitrary: fc.constant('withdrawal' as const) },
      { weight: 6, arbitrary: fc.constant('translation' as const) },
      { weight: 6, arbitrary: fc.constant('merger' as const) },
      { weight: 5, arbitrary: fc.constant('merger-reversal' as const) },
    ),
    by: fc.oneof(
      { weight: 3, arbitrary: fc.constant('owner' as const) },
      { weight: 9, arbitrary: fc.constant('steering' as const) },
      { weight: 1, arbitrary: fc.constant('stranger' as const) },
    ),
  }),
  { minLength: 10, maxLength: 40 },
);

/** Every other history begins with a publication: much follows only after it. */
const moves = fc
  .tuple(fc.boolean(), someMoves)
  .map(([isPublished, history]): Move[] =>
    isPublished ? [{ step: 'submission', by: 'owner' }, { step: 'publication', by: 'steering' }, ...history] : history,
  );

describe('random histories of edits, translations, submissions, publications, withdrawals and mergers', () => {
  let app: TestApp;
  let other: string;
  let by: Record<Move['by'], Partial<Principal>>;
  beforeAll(async () => {
    app = await testApp(practicesApp);
    other = await publish(app, await editorOf(app, newId()));
    by = { owner: await editorOf(app, newId()), stranger: await editorOf(app, newId()), steering };
  });
  afterAll(() => app.close());

  const bodies = {
    PUT: (title: string) => completeSheet({ title: { it: title } }),
    submission: () => ({}),
    'change-request': () => ({ items: [{ pointer: '/objectives', comment: 'Say more.' }] }),
    publication: () => ({}),
    withdrawal: () => ({ reason: 'Over.' }),
    translation: (title: string) => ({ title }),
    merger: () => ({ into: other, reason: 'The same.' }),
    'merger-reversal': () => ({ reason: 'Not the same.' }),
  };
  const read = async (path: string) => (await app.call('GET', path)).body;

  it('give the same answers and state as a simple reference, events without a gap, and versions that read the same for ever', async () => {
    const taken = new Set<string>();
    // What no history reaches is not proved.
    const toReach = [...Object.keys(bodies), 'merger of an unpublished one', 'merger-reversal of an unpublished one'];
    await fc.assert(
      fc.asyncProperty(moves, async (history) => {
        const reference = new Reference('First');
        const id = await draft(app, by.owner, bodies.PUT('First'));
        const path = `/v1/practices/${id}`;
        const asPublished: unknown[] = [];
        for (const [n, move] of history.entries()) {
          const title = `Title ${n}`;
          const expected = reference.move(move, title);
          const name = move.step === 'translation' ? 'translations/de' : move.step;
          const answer = await step(app, id, name, by[move.by], bodies[move.step](title));
          if (expected === 200) taken.add(move.step);
          if (expected === 200 && !reference.wasPublished) taken.add(`${move.step} of an unpublished one`);
          expect([n, move, answer.status, answer.body]).toMatchObject([n, move, expected, {}]);
          if (move.step === 'publication' && expected === 200) {
            asPublished.push(await read(`${path}/versions/${reference.published.length}`));
          }
        }
        const now = await app.call('GET', path);
        expect(now.status).toBe(reference.shown);
        const ofOwner = await app.call('GET', path, { by: by.owner });
        if (reference.isMerged) {
          expect(ofOwner).toMatchObject({
            status: 308, headers: { location: `/v1/practices/${other}` }, body: { mergedInto: other, reason: bodies.merger().reason },
          }); // prettier-ignore
        }
        if (!reference.wasPublished) {
          for (const part of ['', '/versions', '/versions/1', '/mergers', '/similar', '/translations', '/adoptions'])
            expect([part, (await app.call('GET', `${path}${part}`)).status]).toEqual([part, 404]);
          const kept = 'select from public_practice where practice_id = $1';
          expect(await app.dataSource.query(kept, [id])).toEqual([]);
        }
        if (reference.shown === 308) expect(now.headers['location']).toBe(`/v1/practices/${other}`);
        if (reference.shown === 200) {
          const practice = await app.app.get(PracticeRepository).get(id);
          const whole = toPracticeView(practice, practice.published!, anonymous);
          expect(now.body).toEqual(JSON.parse(JSON.stringify(whole)));
          expect(now.body).toMatchObject({
            version: reference.published.length,
            factSheet: { title: { it: reference.published.at(-1) } },
          });
          const { translation } = reference;
          const inGerman = translation
            ? {
                text: translation.title,
                lang: 'de',
                translation: 'human',
                stale: translation.of !== reference.published.at(-1),
              }
            : { lang: 'it', translation: 'none' };
          expect((await read(`${path}?lang=de`)).factSheet.title).toMatchObject(inGerman);
        }
        if (reference.published.length > 0 && !reference.isWithdrawn) {
          for (const [index, title] of reference.published.entries()) {
            const version = await read(`${path}/versions/${index + 1}`);
            expect(version).toEqual(asPublished[index]);
            expect(version.factSheet.title).toEqual({ it: title });
          }
        }
        const inWork = await app.call('GET', `${path}?version=draft`, { by: by.owner });
        if (reference.isWithdrawn) expect(inWork.status).toBe(410);
        else if (reference.isMerged) expect(inWork.status).toBe(308);
        else if (reference.work) {
          const { title, state } = reference.work;
          expect(inWork.body).toMatchObject({ status: state, factSheet: { title: { it: title } } });
        } else expect(inWork.status).toBe(404);
        for (const stream of [id, other]) {
          const events = await app.dataSource.query<{ sequence: string; type: string }[]>(
            'select sequence, type from outbox where stream_id = $1 order by sequence',
            [stream],
          );
          if (stream === id && !reference.wasPublished)
            expect(events.filter(({ type }) => publicEventTypes.includes(type))).toEqual([]);
          expect(events.map(({ sequence }) => Number(sequence))).toEqual(events.map((_, index) => index + 1));
          expect(events.length).toBeGreaterThan(0);
        }
        if (reference.isMerged) {
          await step(app, id, 'merger-reversal', by.steering, bodies['merger-reversal']());
          const again = await app.call('GET', `${path}${reference.work ? '?version=draft' : ''}`, { by: by.owner });
          expect([again.status, again.body.status]).toEqual([200, reference.work?.state ?? 'published']);
        }
      }),
      { numRuns: 80 },
    );
    expect([...taken]).toEqual(expect.arrayContaining(toReach));
  }, 120_000);
});
