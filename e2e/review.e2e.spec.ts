import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Browser, describeWithChromium, Opened } from '#testing';
import { startBrowsing, type Browsing } from './browsing.js';
import { completeSheet, System, takeStep, withOneMember, type Client } from './system.js';
import { endSession, Worker } from './working.js';

await describeWithChromium('the secretariat, in a browser', () => {
  const opened = new Opened();
  let system: System;
  let browsing: Browsing;
  /** A program of a member. */
  let city: Client;
  let steering: Client;
  beforeAll(async () => {
    system = await opened.add(System.start(), (one) => one.destroy());
    ({ city, steering } = await withOneMember(system));
    browsing = await opened.add(startBrowsing(system.url), (one) => one.close());
  }, 120_000);
  afterAll(() => opened.close(), 60_000);

  const secretary = (javaScriptEnabled = true) => Worker.signIn(browsing, system.url, 'Demo Secretary', javaScriptEnabled); // prettier-ignore
  const read = async (id: string, version = '?version=draft') =>
    (await steering.get(`/v1/practices/${id}${version}`)).body;
  const submitted = async (title: string, more: object = {}): Promise<string> => {
    const id = (await city.post('/v1/practices', { ...completeSheet(title), ...more })).body.id as string;
    await takeStep(city, id, 'submission');
    return id;
  };
  const published = async (title: string, more: object = {}): Promise<string> => {
    const id = await submitted(title, more);
    await takeStep(steering, id, 'publication');
    return id;
  };
  const revised = async (id: string, more: object): Promise<void> => {
    const { body, etag } = await city.get(`/v1/practices/${id}`);
    const headers = { 'if-match': etag };
    expect((await city.send('PUT', `/v1/practices/${id}`, { body: { ...body.factSheet, ...more }, headers })).status).toBe(200); // prettier-ignore
    await takeStep(city, id, 'submission');
  };
  const titlesIn = async ({ page }: Worker): Promise<string[]> => page.locator('ol h2').allTextContents();
  const commentOn = async (worker: Worker, field: string, text: string): Promise<void> => {
    await worker.click(worker.page.locator(`details:has(#${field}) > summary`));
    await worker.write(`#${field}`, text);
  };

  describe.each([true, false])('with JavaScript: %s', (javaScriptEnabled) => {
    let worker: Worker;
    beforeAll(async () => {
      worker = await secretary(javaScriptEnabled);
    });

    it('clears a queue of ten by keyboard in the order of what is due, and is led from each decision to the next', async () => {
      const me = (await worker.page.request.get(`${system.url}/v1/me`).then((answer) => answer.json())) as {
        id: string;
      };
      const made: string[] = [];
      for (let n = 0; n < 10; n += 1) made.push(await submitted(`Practice ${n}`));
      const days = new Map([[7, '2099-01-02'], [3, '2099-01-01']]); // prettier-ignore
      for (const [n, dueOn] of days)
        await steering.post(`/v1/practices/${made[n]}/assignment`, { task: 'edit', assigneeId: me.id, dueOn });
      const order = [3, 7, 0, 1, 2, 4, 5, 6, 8, 9];
      await worker.open('/work/queue?done=practice-taken');
      expect(await titlesIn(worker)).toEqual(order.map((n) => `Practice ${n}`));
      const shown: string[] = [];
      for (let n = 0; n < 10; n += 1) {
        await worker.pressOn('Enter');
        const heading = worker.page.locator('h1');
        shown.push((await heading.textContent()) ?? '');
        expect((await heading.boundingBox())!.y).toBeGreaterThan(0); // in view, though the keyboard begins further down
        await worker.press('Tab');
        await worker.pressOn('Enter');
      }
      expect(shown).toEqual(order.map((n) => `Review: Practice ${n}`));
      expect(await titlesIn(worker)).toEqual([]);
      for (const id of made) expect(await read(id, '')).toMatchObject({ status: 'published' });
      const told = worker.page.locator('.notice[role=status]');
      expect(await told.textContent()).toBe('Published. See how it looks');
      expect(await told.getByRole('link').getAttribute('href')).toBe(`/en/practices/${made[order.at(-1)!]}`);
      expect({ clicks: worker.clicks, keys: worker.keys }).toEqual({ clicks: 0, keys: 30 });
      worker.tell('A queue of ten by keyboard');
    }, 60_000);

    it('asks for changes in comments that reach their field, and the editor reads each at its own', async () => {
      const id = await submitted('Language café');
      await worker.open(`/work/practices/${id}/review`);
      await worker.follow(worker.button('Ask for changes').first());
      expect(await worker.page.locator('h2').first().textContent()).toBe('Say what should be changed');
      await commentOn(worker, 'title', 'Which café?\n<b>“Bold”</b>');
      await commentOn(worker, 'aims', 'Sure?');
      await worker.write('#whole', 'Thank you.');
      await worker.follow(worker.button('Ask for changes').first());
      expect(new URL(worker.page.url()).pathname).toBe('/en/work/queue');
      const asked = [
        { pointer: '', comment: 'Thank you.' },
        { pointer: '/title', comment: 'Which café?\n<b>“Bold”</b>' },
        { pointer: '/aims', comment: 'Sure?' },
      ];
      expect(await read(id)).toMatchObject({ status: 'changes-requested', changeRequest: asked });
      const editor = await Worker.signIn(browsing, system.url, 'Demo Editor', javaScriptEnabled);
      await editor.open(`/work/practices/${id}/edit`);
      const at = (place: string) => editor.page.locator(`${place} blockquote`).allTextContents();
      expect(await at('.field:has(#title-en)')).toEqual(['Which café?\n<b>“Bold”</b>']);
      expect(await at('#aims')).toEqual(['Sure?']);
      expect(await at('form.edit')).toContain('Thank you.');
      expect(await at('.panel')).toEqual(['Which café?\n<b>“Bold”</b>', 'Sure?']);
      // What was asked and answered stands at its field when it comes back.
      await city.post(`/v1/practices/${id}/change-request/3/answer`, { answer: 'Yes, by the law.' });
      await takeStep(city, id, 'submission');
      await worker.open(`/work/practices/${id}/review`);
      expect(await worker.page.locator('#f-aims blockquote').allTextContents()).toEqual(['Sure?', 'Yes, by the law.']);
      await worker.follow(worker.button('Publish').first());
      expect(await read(id, '')).toMatchObject({ status: 'published' });
    });

    it('loses nothing typed when the practice changed meanwhile, and shows what did', async () => {
      const id = await published('Changing');
      await revised(id, { title: { en: 'Changed once' } });
      await worker.open(`/work/practices/${id}/review`);
      const marked = () => worker.page.locator('.change ins').allTextContents();
      expect(await marked()).toEqual(['Changed once']);
      await commentOn(worker, 'aims', 'Typed for an hour.');
      await takeStep(steering, id, 'change-request', { items: [{ pointer: '/title', comment: 'Again.' }] });
      await revised(id, { title: { en: 'Changed once' }, lessons: { en: 'Much was learned.' } });
      await worker.follow(worker.button('Ask for changes').first());
      expect(await worker.page.locator('[role=alert] li').allTextContents()).toEqual(['What was learned']);
      expect(await marked()).toContain('Much was learned.');
      expect(await worker.page.inputValue('#aims')).toBe('Typed for an hour.');
      expect((await read(id)).changeRequest).toHaveLength(1);
      await worker.follow(worker.button('Ask for changes').first());
      expect((await read(id)).changeRequest).toMatchObject([{}, { pointer: '/aims', comment: 'Typed for an hour.' }]);
    });

    it.each(['publication', 'withdrawal'])('loses nothing typed when the %s came first', async (name) => {
      const id = await submitted('Decided by another');
      await worker.open(`/work/practices/${id}/review`);
      await commentOn(worker, 'aims', 'Typed for an hour.');
      await takeStep(steering, id, name, { reason: 'Over.' });
      await worker.follow(worker.button('Ask for changes').first());
      expect(await worker.page.inputValue('#aims')).toBe('Typed for an hour.');
      expect(await worker.button('Ask for changes').count()).toBe(0);
    });

    it('loses no comment when the session has ended', async () => {
      const id = await submitted('Long review');
      await worker.open(`/work/practices/${id}/review`);
      await commentOn(worker, 'aims', 'Typed for an hour.');
      const signInAgain = await endSession(worker.page);
      await worker.follow(worker.button('Ask for changes').first());
      expect(await worker.page.inputValue('#aims')).toBe('Typed for an hour.');
      await signInAgain();
      await worker.follow(worker.button('Ask for changes').first());
      expect((await read(id)).changeRequest).toMatchObject([{ pointer: '/aims', comment: 'Typed for an hour.' }]);
    });

    it('asks before comments are dropped by a publication', async () => {
      const id = await submitted('With a comment');
      await worker.open(`/work/practices/${id}/review`);
      await commentOn(worker, 'aims', 'A small thing.');
      await worker.follow(worker.button('Publish').first());
      expect(await read(id)).toMatchObject({ status: 'submitted' });
      expect(await worker.page.inputValue('#aims')).toBe('A small thing.');
      await worker.follow(worker.button('Publish without the comments'));
      expect(await read(id, '')).toMatchObject({ status: 'published' });
    });

    it('takes a practice in hand and hands it back, in the queue and beside what was typed', async () => {
      const id = await submitted('In hand');
      await worker.open('/work/queue?assignedTo=nobody');
      await worker.follow(worker.button('Take it: In hand'));
      expect(await titlesIn(worker)).not.toContain('In hand');
      await worker.open('/work/queue?assignedTo=me');
      expect(await titlesIn(worker)).toContain('In hand');
      await worker.open(`/work/practices/${id}/review?assignedTo=me`);
      await commentOn(worker, 'aims', 'Half a thought');
      await worker.follow(worker.button('Hand it back'));
      expect(await worker.page.inputValue('#aims')).toBe('Half a thought');
      expect((await steering.get(`/v1/practices/${id}/assignments`)).body.items).toEqual([]);
      await takeStep(steering, id, 'publication');
    });
  });

  describe.each([true, false])('with JavaScript: %s', (javaScriptEnabled) => {
    it('merges a practice after both were shown side by side; it then leads to the other, until they are separated again', async () => {
      const [id, other] = [
        await published('Café of the library', { lessons: { en: 'Two volunteers are enough.' } }),
        await published('Café of a library', { lessons: { en: 'Three volunteers are enough.' } }),
      ];
      const worker = await secretary(javaScriptEnabled);
      await worker.open(`/practices/${id}`);
      await worker.follow(worker.link('Merge it into another'));
      await worker.write('#words', `${system.url}/en/practices/${other}`);
      await worker.follow(worker.button('Find'));
      const differing = worker.page.locator('#differences ~ .change');
      expect(await differing.locator('h3').allTextContents()).toEqual(['Title', 'What was learned']);
      expect(await differing.last().locator('del, ins').allTextContents()).toEqual(['Two', 'Three']);
      await worker.follow(worker.button('Merge'));
      expect(await worker.page.locator('#reason[aria-invalid]').count()).toBe(1);
      await worker.write('#reason', 'The same café, sent twice.');
      // Somebody takes it in hand meanwhile: the step is taken on what was seen.
      await steering.post(`/v1/practices/${id}/assignment`, { task: 'edit', assigneeId: 'me' });
      await worker.follow(worker.button('Merge'));
      expect(await worker.page.inputValue('#reason')).toBe('The same café, sent twice.');
      expect(await read(id, '')).toMatchObject({ id, status: 'published' });
      await worker.follow(worker.button('Merge'));
      worker.tell('A merger');
      await worker.open(`/practices/${id}`);
      expect(new URL(worker.page.url()).pathname).toBe(`/en/practices/${other}`);
      await worker.follow(worker.link('Review it'));
      await worker.follow(worker.page.locator(`a[href$="/${id}/merger-reversal"]`));
      expect(await worker.page.locator('main blockquote').textContent()).toBe('The same café, sent twice.');
      await worker.write('#reason', 'Two after all.');
      await worker.follow(worker.button('Separate again'));
      expect(await read(id, '')).toMatchObject({ id, status: 'published' });
    }, 60_000);

    it('withdraws a practice for a reason that everyone reads at its address', async () => {
      const id = await published('Never carried out');
      const worker = await secretary(javaScriptEnabled);
      await worker.open(`/practices/${id}`);
      await worker.follow(worker.link('Withdraw it'));
      await worker.write('#reason', 'It was never carried out.');
      const signInAgain = await endSession(worker.page);
      await worker.follow(worker.button('Withdraw'));
      expect(await worker.page.inputValue('#reason')).toBe('It was never carried out.');
      await signInAgain();
      await worker.follow(worker.button('Withdraw'));
      const gone = await steering.get(`/v1/practices/${id}`);
      expect([gone.status, gone.body.reason]).toEqual([410, 'It was never carried out.']);
    });

    it('gives a practice to a colleague by name, with a day by which it is due', async () => {
      const title = `For a colleague ${javaScriptEnabled}`;
      const id = await submitted(title);
      const worker = await secretary(javaScriptEnabled);
      const { items } = (await steering.get('/v1/principals?role=steering')).body;
      const colleague = (items as { id: string; kind: string; name: string }[]).find((one) => one.kind === 'person')!;
      await worker.open('/work/queue');
      await worker.follow(worker.link(`Assign: ${title}`));
      await worker.choose('#assigneeId', colleague.id);
      await worker.write('#dueOn', '2020-01-31');
      await worker.follow(worker.button('Assign'));
      expect(await worker.page.locator('#dueOn-fault').count()).toBe(1);
      expect(await worker.page.inputValue('#assigneeId')).toBe(colleague.id);
      await worker.write('#dueOn', '2099-01-31');
      await worker.follow(worker.button('Assign'));
      worker.tell('Assigning a practice, with the day in the past first');
      const { items: tasks } = (await steering.get(`/v1/practices/${id}/assignments`)).body;
      expect(tasks).toMatchObject([{ task: 'edit', assigneeId: colleague.id, dueOn: '2099-01-31' }]);
    });

    it.each([
      ['withdrawal', 'Withdraw'],
      ['merger', 'Merge'],
    ])('keeps the reason for a %s of what is gone meanwhile, and says that nothing was sent', async (name, button) => {
      const id = await published('Gone meanwhile');
      const into = await published('Still there');
      const worker = await secretary(javaScriptEnabled);
      await worker.open(`/work/practices/${id}/${name}${name === 'merger' ? `?into=${into}` : ''}`);
      await worker.write('#reason', 'Written for an hour.');
      const { etag } = await steering.get(`/v1/practices/${id}`);
      await steering.post(`/v1/practices/${id}/withdrawal`, { reason: 'Over.' }, { 'if-match': etag });
      await worker.follow(worker.button(button));
      expect(await worker.page.inputValue('#reason')).toBe('Written for an hour.');
      expect(await worker.page.locator('main').textContent()).toContain('Nothing was sent');
      expect((await steering.get(`/v1/practices/${id}`)).body.reason).toBe('Over.');
    });
  });

  it('shows what a colleague has in hand among all, and applications for membership beside the practices', async () => {
    const id = await submitted('Of a colleague');
    await steering.post(`/v1/practices/${id}/assignment`, { task: 'edit', assigneeId: 'me', dueOn: '2099-02-01' });
    await city.post('/v1/membership-applications', {
      name: 'City of Oulu', kind: 'municipality', country: 'FI', contact: { name: 'Office', email: 'office@oulu.example' }, consent: true,
    }); // prettier-ignore
    const worker = await secretary();
    const shownAt = async (path: string) => {
      await worker.open(path);
      return (await titlesIn(worker)).filter((title) => ['Of a colleague', 'City of Oulu'].includes(title));
    };
    expect(await shownAt('/work/queue')).toEqual(['City of Oulu']);
    expect(await shownAt('/work/queue?assignedTo=me')).toEqual([]);
    expect(await shownAt('/work/queue?assignedTo=all')).toEqual(['Of a colleague', 'City of Oulu']);
    expect(await worker.page.getByText('Assigned to secretariat').count()).toBe(1);
    await worker.open(`/work/practices/${id}/review`);
    expect(await worker.page.getByText('Assigned to secretariat').count()).toBe(1);
    await takeStep(steering, id, 'publication');
  });

  it('is nobody else: an editor, a reviewer and a visitor see none of it and can do none of it', async () => {
    const id = await submitted('Not theirs');
    const places = ['review', 'merger', 'merger-reversal'].map((page) => `practices/${id}/${page}`);
    const pages = ['queue', ...places].map((path) => `${system.url}/en/work/${path}`);
    const steps = ['publish', 'ask', 'take'].flatMap((name) =>
      ['review', 'care', 'merger', 'merger-reversal'].map((page) => [`${system.url}/en/work/practices/${id}/${page}`, { step: name, tag: '"2"', '/aims': 'x', '/reason': 'x' }] as const),
    ); // prettier-ignore
    for (const who of ['editor', 'reviewer', undefined]) {
      const browser = new Browser();
      if (who) {
        const people = await browser.follow('GET', `${system.url}/v1/session/sign-in`);
        await browser.follow('POST', `${people.url}/${who}`);
      }
      const { text: work } = await browser.send('GET', `${system.url}/en/work`);
      expect([who, work.includes('/work/queue')]).toEqual([who, false]);
      for (const page of pages) {
        const { status, text } = await browser.send('GET', page);
        expect([who, page, status]).toEqual([who, page, who ? 403 : 302]);
        expect(text).not.toContain('Not theirs');
      }
      for (const [page, body] of steps) {
        const { status, text } = await browser.send('POST', page, { headers: { origin: system.url }, body: new URLSearchParams(body) }); // prettier-ignore
        expect([who, page, status]).toEqual([who, page, who ? 403 : page.endsWith('care') ? 302 : 401]);
        expect(text).not.toContain('Not theirs');
      }
    }
    expect(await read(id)).toMatchObject({ status: 'submitted' });
    expect((await steering.get(`/v1/practices/${id}/assignments`)).body.items).toEqual([]);
  });
});
