import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Shape } from '#client';
import { apps } from '#config';
import { criteria } from '#contracts';
import { describeWithChromium, Opened } from '#testing';
import { startBrowsing, type Browsing } from './browsing.js';
import { leaveDeadLetter, leaveFailedJob } from './every-feature.js';
import { completeSheet, System, withOneMember, type Client } from './system.js';
import { endSession, Worker } from './working.js';

await describeWithChromium('the workplaces of a reviewer and of the operator', () => {
  const opened = new Opened();
  let system: System;
  let browsing: Browsing;
  let admin: Client;
  let city: Client;
  let steering: Client;
  /** Of the demo reviewer, once somebody has signed in as such. */
  let reviewerId: string;
  beforeAll(async () => {
    system = await opened.add(System.start(), (one) => one.destroy());
    ({ admin, city, steering } = await withOneMember(system));
    browsing = await opened.add(startBrowsing(system.url), (one) => one.close());
    const { page } = await Worker.signIn(browsing, system.url, 'Demo Reviewer');
    reviewerId = await idOf(page.context().request);
  }, 120_000);
  afterAll(() => opened.close(), 60_000);

  const idOf = async (request: { get(url: string): Promise<{ json(): Promise<unknown> }> }): Promise<string> =>
    ((await (await request.get(`${system.url}/v1/me`)).json()) as { id: string }).id;

  const reviewerOf = (rights: object): Promise<Client> =>
    admin.makeClient({ name: 'reviewer', roles: ['reviewer'], ...rights });

  async function publish(sheet: object): Promise<string> {
    const made = await city.post('/v1/practices', sheet);
    const path = `/v1/practices/${made.body.id}`;
    const submitted = await city.post(`${path}/submission`, {}, { 'if-match': made.etag });
    const published = await steering.post(`${path}/publication`, {}, { 'if-match': submitted.etag });
    expect(published.status).toBe(200);
    return made.body.id as string;
  }

  async function republish(id: string, changes: object): Promise<void> {
    const path = `/v1/practices/${id}`;
    const any = { 'if-match': '*' };
    await city.send('PATCH', path, { body: changes, headers: any });
    await city.post(`${path}/submission`, {}, any);
    expect((await steering.post(`${path}/publication`, {}, any)).status).toBe(200);
  }

  const ask = async (id: string): Promise<void> => {
    const asked = await steering.post(`/v1/practices/${id}/assignment`, { task: 'assess', assigneeId: reviewerId });
    expect(asked.status).toBeLessThan(300);
  };

  const given = async (id: string) =>
    (await steering.get(`/v1/practices/${id}/assessments`)).body.items as Shape<'AssessmentView'>[];

  const judge = async (worker: Worker, score: number, reason = 'As newcomers asked.'): Promise<void> => {
    for (const criterion of criteria) {
      await worker.click(worker.page.locator(`#scores-${criterion}-score-${score}`));
      await worker.write(`#scores-${criterion}-reason`, reason);
    }
  };
  const openToJudge = (worker: Worker, id: string) => worker.open(`/work/practices/${id}/assessment`);
  const GIVE = 'Give this assessment';
  const typedIn = (worker: Worker) => worker.page.inputValue('#scores-relevance-reason');

  describe.each([true, false])('with JavaScript: %s', (javaScriptEnabled) => {
    const signIn = (name: 'Demo Reviewer' | 'Demo Operator') =>
      Worker.signIn(browsing, system.url, name, javaScriptEnabled);

    it('lead a reviewer through three assessments, each offering the next', async () => {
      const titles = ['First', 'Second', 'Third'].map((title) => `${title} (${String(javaScriptEnabled)})`);
      const ids: string[] = [];
      for (const title of titles) {
        ids.push(await publish(completeSheet(title)));
        await ask(ids.at(-1)!);
      }
      const worker = await signIn('Demo Reviewer');
      await worker.open('/work');
      await worker.follow(worker.link('3 practices to assess'));
      await worker.follow(worker.link(titles[0]!));
      for (const [index, title] of titles.entries()) {
        expect(await worker.page.locator('h1').textContent()).toContain(title);
        await judge(worker, 4);
        await worker.follow(worker.button(GIVE));
        expect(await worker.page.locator('[role=status]').textContent()).toContain('Your assessment is given.');
        const next = titles[index + 1];
        if (next) await worker.follow(worker.link(`Next: ${next}`));
      }
      expect(await worker.page.getByText('Nothing waits for your assessment').count()).toBe(1);
      for (const id of ids) {
        expect(await given(id)).toMatchObject([{ assessorId: reviewerId, scores: { efficiency: { score: 4, reason: 'As newcomers asked.' } } }]); // prettier-ignore
      }
      await worker.open('/work/assessments');
      const own = worker.page.getByRole('region', { name: 'Assessed by you' });
      expect(await own.getByRole('link').allTextContents()).toEqual(expect.arrayContaining(titles));
      worker.tell(`Three assessments, with JavaScript: ${String(javaScriptEnabled)}`);
    });

    it('take an assessment by keyboard alone', async () => {
      const id = await publish(completeSheet('By keyboard'));
      const worker = await signIn('Demo Reviewer');
      await worker.open(`/practices/${id}`);
      await worker.reach(`a[href$="/work/practices/${id}/assessment"]`);
      await worker.pressOn('Enter');
      for (const criterion of criteria) {
        await worker.reach(`[name="/scores/${criterion}/score"]`);
        await worker.press('Space');
        await worker.press('ArrowRight');
        await worker.reach(`#scores-${criterion}-reason`);
        await worker.type('Some.');
      }
      await worker.reach('form.edit button');
      await worker.pressOn('Enter');
      expect(await given(id)).toMatchObject([{ scores: { relevance: { score: 2 }, sustainability: { score: 2 } } }]);
      worker.tell(`One assessment by keyboard, with JavaScript: ${String(javaScriptEnabled)}`);
    });

    it('keep what was typed: beside faults, after signing out, over a new version, and when it was changed elsewhere', async () => {
      const id = await publish(completeSheet('To be kept'));
      const worker = await signIn('Demo Reviewer');
      const { page } = worker;
      await openToJudge(worker, id);
      const text = '"><b>Typed for an hour.';
      await judge(worker, 3, text);
      await page.fill('#scores-efficiency-reason', '');
      await worker.follow(worker.button(GIVE));
      expect(await page.locator('[aria-invalid]').evaluateAll((all) => all.map(({ id }) => id))).toEqual(['scores-efficiency-reason']); // prettier-ignore
      await page.fill('#scores-efficiency-reason', text);

      const signInAgain = await endSession(page);
      await worker.follow(worker.button(GIVE));
      expect([await typedIn(worker), await page.locator('#scores-relevance-score-3').isChecked()]).toEqual([
        text,
        true,
      ]);
      await signInAgain();

      await republish(id, { lessons: { en: 'Begin earlier.' } });
      await worker.follow(worker.button(GIVE));
      expect(await page.locator('[role=alert]').textContent()).toContain('A new version was published');
      expect([await typedIn(worker), await given(id)]).toEqual([text, []]);
      await worker.follow(worker.button(GIVE));
      expect(await given(id)).toMatchObject([{ version: 2, scores: { efficiency: { reason: text } } }]);

      const stale = await page.content();
      expect(stale).toContain('Change your assessment');
      const other = await page.context().newPage();
      await other.goto(page.url());
      await other.fill('#scores-relevance-reason', 'In another tab.');
      await Promise.all([
        other.waitForEvent('load'),
        other.getByRole('button', { name: 'Change your assessment' }).click(),
      ]);
      await page.fill('#scores-relevance-reason', 'Here.');
      await worker.follow(worker.button('Change your assessment'));
      expect([await typedIn(worker), (await given(id))[0]?.scores?.relevance.reason]).toEqual([
        'Here.',
        'In another tab.',
      ]);
      await worker.follow(worker.button('Change your assessment'));
      expect((await given(id))[0]?.scores?.relevance.reason).toBe('Here.');
    });
  });

  it('show the scores of others after one’s own alone', async () => {
    const id = await publish(completeSheet('Seen after'));
    const other = await reviewerOf({ affiliation: 'University of Oulu' });
    const judged = { score: 2, reason: 'The secret of the other.' };
    const scores = Object.fromEntries(criteria.map((criterion) => [criterion, judged]));
    expect((await other.post(`/v1/practices/${id}/assessments`, { scores })).status).toBe(201);
    const worker = await Worker.signIn(browsing, system.url, 'Demo Reviewer');
    await openToJudge(worker, id);
    expect(await worker.page.content()).not.toContain(judged.reason);
    await judge(worker, 5);
    await worker.follow(worker.button(GIVE));
    const others = worker.page.getByRole('region', { name: 'What others wrote' });
    expect(await others.getByText(judged.reason).count()).toBe(criteria.length);
  });

  it('withdraw an assessment once this is confirmed', async () => {
    const id = await publish(completeSheet('To be withdrawn'));
    const worker = await Worker.signIn(browsing, system.url, 'Demo Reviewer');
    await openToJudge(worker, id);
    await judge(worker, 1);
    await worker.follow(worker.button(GIVE));
    await worker.follow(worker.link('Withdraw your assessment'));
    expect(await given(id)).toHaveLength(1);
    await worker.follow(worker.button('Withdraw your assessment'));
    expect(await given(id)).toEqual([]);
    expect(await worker.page.locator('[role=status]').textContent()).toBe('Your assessment is withdrawn.');
  });

  it('tell a reviewer at once of a conflict of interest, and ask nothing', async () => {
    const partner = { partners: [{ kind: 'academia', name: 'University of the Demo' }] };
    const id = await publish({ ...completeSheet('With a partner'), ...partner });
    const worker = await Worker.signIn(browsing, system.url, 'Demo Reviewer');
    await openToJudge(worker, id);
    expect(await worker.page.locator('.notice').textContent()).toContain('Nobody judges their own work.');
    expect(await worker.page.locator('form.edit').count()).toBe(0);
  });

  it('are a reviewer’s alone: an editor may not judge, the secretary reads what others wrote', async () => {
    const id = await publish(completeSheet('Of others'));
    const editor = await Worker.signIn(browsing, system.url, 'Demo Editor');
    await openToJudge(editor, id);
    expect(await editor.page.locator('form.edit').count()).toBe(0);
    expect(await editor.page.locator('h1').textContent()).toBe('This page is not open to you');
    const secretary = await Worker.signIn(browsing, system.url, 'Demo Secretary');
    await openToJudge(secretary, id);
    expect(await secretary.page.locator('form.edit').count()).toBe(0);
    expect(await secretary.page.getByRole('heading', { name: 'What others wrote' }).count()).toBe(1);
  });

  describe.each([true, false])('of the operator, with JavaScript: %s', (javaScriptEnabled) => {
    const signIn = () => Worker.signIn(browsing, system.url, 'Demo Operator', javaScriptEnabled);

    it('lead the operator from what waits to an event, which is applied once the operator has seen its envelope', async () => {
      const { letter, name } = await leaveDeadLetter(system);
      const worker = await signIn();
      const { page } = worker;
      await worker.open('/work');
      await worker.follow(worker.link(/could not be applied/));
      const card = page.getByRole('listitem').filter({ hasText: letter.subject });
      expect(await card.textContent()).toContain('practices.members');
      expect(await page.content()).not.toContain(name); // what the event contains
      await worker.follow(card.getByRole('link', { name: /^Try again/ }));
      expect(await page.locator('dl').textContent()).toContain(letter.subject);
      expect((await admin.get(`/v1/operations/dead-letters/${letter.id}`)).status).toBe(200);
      await worker.follow(worker.button('Try again'));
      expect(await page.locator('[role=status]').first().textContent()).toContain('The event is applied');
      expect((await admin.get(`/v1/operations/dead-letters/${letter.id}`)).status).toBe(404);
      worker.tell(`A redrive, with JavaScript: ${String(javaScriptEnabled)}`);
    });

    it('give up a job, with a reason, that stays where it is missing', async () => {
      const id = await leaveFailedJob(system);
      const worker = await signIn();
      await worker.open('/work');
      await worker.follow(worker.link(/background job/));
      await worker.follow(worker.page.getByRole('link', { name: /^Give up/ }).last());
      await worker.follow(worker.button('Give up'));
      expect(await worker.page.locator('#reason[aria-invalid]').count()).toBe(1);
      await worker.write('#reason', 'The address does not exist.');
      await worker.follow(worker.button('Give up'));
      expect(await worker.page.locator('[role=status]').first().textContent()).toBe('The job is given up.');
      expect((await admin.get(`/v1/operations/jobs/${id}`)).status).toBe(404);
    });
  });

  it('tell the operator which parts respond, what is unsent, and how far each group is behind', async () => {
    const worker = await Worker.signIn(browsing, system.url, 'Demo Operator');
    await worker.open('/work');
    await worker.follow(worker.link('System'));
    const table = worker.page.getByRole('table');
    for (const app of apps) expect(await table.getByRole('rowheader', { name: app, exact: true }).count()).toBe(1);
    expect(await table.textContent()).toContain('practices.members: 0');
  });

  it.each(['Demo Secretary', 'Demo Editor', 'Demo Reviewer', 'Demo Official'] as const)(
    'show nothing of the system to others: %s',
    async (name) => {
      const { letter } = await leaveDeadLetter(system);
      const worker = await Worker.signIn(browsing, system.url, name);
      for (const path of [
        '',
        '/dead-letters',
        '/jobs',
        `/dead-letters/${letter.id}/redrive`,
        `/dead-letters/${letter.id}/discard`,
      ]) {
        await worker.open(`/work/system${path}`);
        expect([path, await worker.page.locator('h1').textContent()]).toEqual([path, 'This page is not open to you']);
        expect(await worker.page.content()).not.toContain(letter.subject);
      }
      await worker.open('/work');
      expect(await worker.link('System').count()).toBe(0);
    },
  );
});
