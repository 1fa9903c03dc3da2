import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { criteria } from '#contracts';
import { newId } from '#database';
import { anonymous, type Principal } from '#identity';
import { eventually, testApp, type TestApp } from '#testing';
import { translationService } from '../../test/translation-service.js';
import { ApplySubmission } from '../federation/apply-submission/apply-submission.js';
import type { FactSheet } from '../fact-sheet/fact-sheet.js';
import { practicesApp } from '../practices.app.js';
import { TranslationRepository } from '../reading/translation.repository.js';
import { toPracticeView } from './http/practice.dto.js';
import { completeSheet, draft, editorOf, known, steering, step } from './practice.example.js';
import { Practice } from './practice.js';
import { PracticeRepository } from './practice.repository.js';
import { practiceSteps, type Act, type PracticeStepKind } from './practice-step.js';
import { PublicPractices } from './public-practices.js';

type By = Partial<Principal>;

/** Words that are like no others, each of one text. */
const words = ['Quetzalcoatl', 'Brontosaurus', 'Marzipan', 'Kumquat', 'Xylophon', 'Zwetschge', 'Wurlitzer'] as const;
type Word = (typeof words)[number];

/** Something that happens to practices, and the steps that their history then has. */
interface Happening {
  readonly kinds: readonly PracticeStepKind[];
  readonly take: () => Promise<unknown>;
}

describe('what everyone sees', () => {
  let app: TestApp;
  let machine: Awaited<ReturnType<typeof translationService>>;
  let owner: By;
  let other: By;
  /** The one that most happens to; one taken over from a trusted source; a duplicate that is never public. */
  let [id, twin, duplicate]: string[] = [];
  let seen: By[];

  beforeAll(async () => {
    machine = await translationService();
    const env = { LRA_TRANSLATION_URL: machine.url, LRA_TRANSLATION_SECRET: 'a secret of both sides, 32 or more' };
    app = await testApp(practicesApp, { env });
    [owner, other] = [await editorOf(app, newId()), await editorOf(app, newId())];
    seen = ['first', 'second'].map((n) => ({ id: `${n} reviewer`, roles: ['reviewer'], affiliation: 'University' }));
  });
  afterAll(async () => {
    await app.close();
    await machine.close();
  });

  const get = (path: string) => app.call('GET', path);
  const of =
    (practice: () => string | undefined, name: string, by: () => By, body: object = {}) =>
    async () => {
      const answer = await step(app, practice()!, name, by(), body);
      expect([name, answer.body, answer.status]).toEqual([name, answer.body, 200]);
    };
  const [its, twins] = [() => id, () => twin];
  const [byOwner, bySteering] = [() => owner, () => steering];
  const ok = async (answer: Promise<{ status: number; headers: object; body: any }>) => {
    const { status, headers, body } = await answer;
    expect([body, Math.floor(status / 100)]).toEqual([body, 2]);
    return { headers: headers as Record<string, string>, body };
  };

  const sheet = (word: Word, more: Partial<FactSheet> = {}) =>
    completeSheet({ title: { it: word }, objectives: { it: 'Chiedere a Ada Public' }, ...more });
  let sourceVersion = 0;
  const submission = (content: FactSheet) => async () => {
    const sent = {
      id: newId(), memberId: owner.memberId!, sentBy: owner.id!, externalId: 'one', sourceVersion: ++sourceVersion,
      content: { sheet: content, sourceUrl: null, retrievedAt: new Date().toISOString() },
    }; // prettier-ignore
    const settled = await app.dataSource.transaction((tx) => app.app.get(ApplySubmission).settle(tx, sent));
    expect(settled.state).toBe('applied');
    id ??= settled.practiceId!;
  };
  const fromTrusted = (act: (practice: Practice | undefined, by: Act) => Practice) => async () =>
    app.dataSource.transaction(async (tx) => {
      const present = twin === undefined ? undefined : await app.app.get(PracticeRepository).forUpdate(tx, twin);
      const practice = act(present, { by: 'import', as: ['owner'], at: new Date(), fromSource: true });
      await app.app.get(PracticeRepository).save(tx, [practice]);
      twin = practice.id;
    });
  const scores = (score: number) =>
    Object.fromEntries(criteria.map((name) => [name, { score, reason: 'So it seems.' }]));
  const assess = (n: number) => async () =>
    ok(app.call('POST', `/v1/practices/${id}/assessments`, { by: seen[n]!, body: { scores: scores(5) } }));
  const erase = (email: string, name: string) => () =>
    ok(
      app.call('POST', '/v1/data-subjects/erasure', {
        by: { id: 'operator', roles: ['admin'] },
        body: { email, names: [name] },
      }),
    );
  let adoption = { path: '', tag: '' };

  const happenings: Record<string, Happening> = {
    'a submission from its source': { kinds: ['draft', 'submit'], take: submission(sheet('Quetzalcoatl')) },
    'a request for changes': {
      kinds: ['requestChanges'],
      take: of(its, 'change-request', bySteering, { items: [{ pointer: '/aims', comment: 'Which?' }] }),
    },
    'an answer': { kinds: ['answerRequest'], take: of(its, 'change-request/1/answer', byOwner, { answer: 'These.' }) },
    'an edit': { kinds: ['revise'], take: of(its, 'PUT', byOwner, sheet('Marzipan')) },
    'a newer submission': { kinds: ['overwrite', 'submit'], take: submission(sheet('Brontosaurus')) },
    'its publication': { kinds: ['publish'], take: of(its, 'publication', bySteering) },
    'a task': {
      kinds: ['assign'],
      take: async () => {
        const officer = await known(app, { id: newId(), roles: ['steering'] });
        await of(its, 'assignment', bySteering, { task: 'edit', assigneeId: officer.id })();
      },
    },
    'a version in work beside it': {
      kinds: ['draft'],
      take: of(its, 'PUT', byOwner, sheet('Marzipan', { countries: ['FR'], place: { name: 'Lyon', latitude: 45.75, longitude: 4.85 } })),
    },
    'the submission of that': { kinds: ['submit'], take: of(its, 'submission', byOwner) },
    'the publication of that': { kinds: ['publish'], take: of(its, 'publication', bySteering) },
    'a translation': {
      kinds: ['translate'],
      take: of(its, 'translations/de', byOwner, { title: 'Kumquat', objectives: 'Ada Public und Grete Meier fragen' }),
    },
    'a better translation': {
      kinds: ['translate'],
      take: of(its, 'translations/de', byOwner, { title: 'Zwetschge', objectives: 'Ada Public und Grete Meier fragen' }),
    },
    'a machine’s translation': {
      kinds: ['translate'],
      take: async () => {
        await ok(app.call('POST', `/v1/practices/${id}/translations/fi/machine`, { by: owner }));
        const asked = await eventually(() => Promise.resolve(machine.asked[0]));
        const body = { externalReference: asked.externalReference, texts: [{ id: '/title', text: 'Xylophon' }] };
        await ok(app.call('POST', '/v1/translation-results', { body }));
      },
    },
    'an assessment': { kinds: ['assess'], take: assess(0) },
    'another, which gives the label': { kinds: ['assess', 'label'], take: assess(1) },
    'a lower one, which takes it': {
      kinds: ['assess', 'label-lost'],
      take: async () => {
        const path = `/v1/practices/${id}/assessments`;
        const { items } = (await ok(app.call('GET', path, { by: seen[1]! }))).body;
        const [{ id: own }] = items.filter((one: { assessorId: string }) => one.assessorId === seen[1]!.id);
        const headers = { 'if-match': '*' };
        await ok(app.call('PUT', `${path}/${own}`, { by: seen[1]!, headers, body: { scores: scores(1) } }));
      },
    },
    'an adoption': {
      kinds: ['adopt'],
      take: async () => {
        const body = { status: 'planned', changes: { fi: 'Kurssit iltaisin' } };
        const made = await ok(app.call('POST', `/v1/practices/${id}/adoptions`, { by: other, body }));
        adoption = { path: made.headers['location']!, tag: made.headers['etag']! };
      },
    },
    'a change of it': {
      kinds: ['changeAdoption'],
      take: () => ok(app.call('PUT', adoption.path, { by: other, headers: { 'if-match': adoption.tag }, body: { status: 'completed' } })),
    },
    'a practice of a trusted source': {
      kinds: ['takeOver'],
      take: fromTrusted((_, act) =>
        Practice.takenOver({ id: newId(), ownerMemberId: null, provenance: { kind: 'direct' } }, sheet('Wurlitzer'), act),
      ),
    },
    'what that source says now': {
      kinds: ['takeOver'],
      take: fromTrusted((practice, act) => {
        practice!.takeOver(sheet('Wurlitzer', { themes: ['anti-racism-and-intercultural-dialogue'], aims: ['health'] }), act);
        return practice!;
      }),
    },
    'a duplicate': { kinds: ['draft'], take: async () => (duplicate = await draft(app, owner, sheet('Quetzalcoatl'))) },
    'its submission': { kinds: ['submit'], take: of(() => duplicate, 'submission', byOwner) },
    'its merger': {
      kinds: ['merge', 'mergeIn'],
      take: () => of(() => duplicate, 'merger', bySteering, { into: id, reason: 'The same.' })(),
    },
    'the reversal of that': {
      kinds: ['reverseMerger', 'letGo'],
      take: of(() => duplicate, 'merger-reversal', bySteering, { reason: 'Not the same.' }),
    },
    'a merger of two that everyone sees': {
      kinds: ['merge', 'mergeIn'],
      take: () => of(twins, 'merger', bySteering, { into: id, reason: 'The same.' })(),
    },
    'its reversal': { kinds: ['reverseMerger', 'letGo'], take: of(twins, 'merger-reversal', bySteering, { reason: 'Not the same.' }) },
    'the erasure of a person': { kinds: ['erase', 'erase', 'erase'], take: erase('ada@example.org', 'Ada Public') },
    'the erasure of a person in a translation': { kinds: ['erase'], take: erase('grete@example.org', 'Grete Meier') },
    'a restore of what an older build left': {
      kinds: [],
      take: async () => {
        await app.dataSource.query(`update public_practice set shape = 0, body = '{}'`);
        await app.dataSource.query(`update practice_search set shape = 0, countries = '{}', themes = '{}'`);
        await app.dataSource.query(`update practice_words set words = ''`);
        await app.app.get(PublicPractices).onModuleInit();
      },
    },
    'a withdrawal': { kinds: ['withdraw'], take: of(twins, 'withdrawal', bySteering, { reason: 'Over.' }) },
  }; // prettier-ignore

  /** Everything of the public API that is made of practices, and the same made of what is committed. */
  const answersAndTruth = async () => {
    const ids = [id, twin, duplicate].filter((one) => one !== undefined);
    const practices = await Promise.all(ids.map((one) => app.app.get(PracticeRepository).get(one)));
    const translations = new Map(
      await Promise.all(ids.map(async (one) => [one, await app.app.get(TranslationRepository).ofPractice(one)] as const)),
    );
    const shown = practices.filter(({ status }) => status === 'published').sort((a, b) => (a.id < b.id ? -1 : 1));
    const whole = shown.map((practice) => JSON.parse(JSON.stringify(toPracticeView(practice, practice.published!, anonymous))));
    const titleIn = (one: string, language: string) =>
      translations.get(one)!.find((translation) => translation.language === language)?.texts['/title']?.text;
    const textOf = (one: { id: string }) => JSON.stringify([one, translations.get(one.id)!.map(({ texts }) => texts)]);
    const countries = Object.entries(
      whole.flatMap(({ factSheet }) => factSheet.countries as string[]).reduce<Record<string, number>>(
        (counts, code) => ({ ...counts, [code]: (counts[code] ?? 0) + 1 }), {},
      ),
    ).sort(); // prettier-ignore
    const statusOf = ({ status, wasPublished }: Practice) =>
      !wasPublished ? 404 : status === 'merged' ? 308 : status === 'withdrawn' ? 410 : 200;

    const byId = (items: { id: string }[]) => items.sort((a, b) => (a.id < b.id ? -1 : 1));
    const list = await get('/v1/practices?limit=100&total=true&facets=country,label');
    const statistics = async (more: string) =>
      (await get(`/v1/statistics/practices?by=country${more}`)).body.rows
        .map(({ key, count }: { key: { country: string }; count: number }) => [key.country, count])
        .sort();
    return {
      answers: {
        statuses: await Promise.all(ids.map(async (one) => (await get(`/v1/practices/${one}`)).status)),
        byKey: await Promise.all(shown.map(async (one) => (await get(`/v1/practices/${one.id}`)).body)),
        list: byId(list.body.items),
        total: list.body.total,
        countries: list.body.facets.country.map(({ code, count }: { code: string; count: number }) => [code, count]).sort(),
        labelled: list.body.facets.label.find(({ code }: { code: string }) => code === 'good-practice')?.count ?? 0,
        found: Object.fromEntries(
          await Promise.all(
            words.map(async (word) => [word, byId((await get(`/v1/practices?q=${word}`)).body.items).map((one) => one.id)] as const),
          ),
        ),
        points: (await get('/v1/practices/points')).body.items,
        statistics: await statistics(''),
        statisticsOfNow: await statistics(`&asOf=${new Date(Date.now() + 60_000).toISOString()}`),
        titles: await Promise.all(
          ['de', 'fi'].map(async (language) =>
            Promise.all(shown.map(async (one) => (await get(`/v1/practices/${one.id}?lang=${language}`)).body.factSheet.title.text)),
          ),
        ),
        translations: await Promise.all(
          shown.map(async (one) => (await get(`/v1/practices/${one.id}/translations`)).body.items.map((each: { language: string }) => each.language)),
        ),
      },
      truth: {
        statuses: practices.map(statusOf),
        byKey: whole,
        list: whole,
        total: whole.length,
        countries,
        labelled: whole.filter(({ label }) => label.awarded).length,
        found: Object.fromEntries(
          words.map((word) => [word, whole.filter((one) => textOf(one).includes(word)).map((one) => one.id)] as const),
        ),
        points: whole.map(({ id: one, factSheet: { title, place } }) => ({
          id: one, title, place: place.name, latitude: place.latitude, longitude: place.longitude,
        })),
        statistics: countries,
        statisticsOfNow: countries,
        titles: ['de', 'fi'].map((language) => shown.map((one) => titleIn(one.id, language) ?? one.published!.factSheet.title.it)),
        translations: shown.map((one) => translations.get(one.id)!.map(({ language }) => language)),
      },
    };
  }; // prettier-ignore

  const told = new Map<string, string>();
  /** A tag stands for one answer, or else a reader would keep an older one. */
  const expectOneAnswerForEachTag = async (name: string) => {
    for (const path of [id, twin, duplicate].flatMap((one) => ['', '?lang=de', '?lang=fi', '/translations', '/translations/de'].map((part) => `/v1/practices/${one}${part}`))) {
      const { status, headers, body } = await get(path);
      if (status !== 200) continue;
      const [key, answer] = [`${path} ${String(headers['etag'])}`, JSON.stringify(body)];
      expect([name, key, told.get(key) ?? answer]).toEqual([name, key, answer]);
      told.set(key, answer);
    }
  }; // prettier-ignore

  it('is never older than what was committed: all of it is read after each kind of step', async () => {
    const steps = async () =>
      (await app.dataSource.query<{ kind: PracticeStepKind }[]>('select kind from practice_step')).map(({ kind }) => kind).sort();
    const taken: PracticeStepKind[] = [];
    for (const [name, { kinds, take }] of Object.entries(happenings)) {
      await take();
      taken.push(...kinds);
      expect([name, await steps()]).toEqual([name, [...taken].sort()]);
      const { answers, truth } = await answersAndTruth();
      expect([name, answers]).toEqual([name, truth]);
      await expectOneAnswerForEachTag(name);
    }
    // A kind of step that nothing here takes is one after which nobody has looked.
    expect([...new Set(taken)].sort()).toEqual([...practiceSteps].sort());
  }, 120_000); // prettier-ignore
});
