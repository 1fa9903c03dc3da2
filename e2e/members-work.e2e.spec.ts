import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { describeWithChromium, eventually, Opened } from '#testing';
import { demoPeople } from '../apps/gateway/src/issuer/demo-people.js';
import { startBrowsing, type Browsing } from './browsing.js';
import { admit, Client, completeSheet, System, untilMayWrite, withOneMember } from './system.js';
import { endSession, Worker, type DemoPerson } from './working.js';

const emailOf = (name: DemoPerson): string => demoPeople.find((person) => person.name === name)!.email;

await describeWithChromium('the members’ part of the secretariat, in a browser', () => {
  const opened = new Opened();
  let system: System;
  let browsing: Browsing;
  let admin: Client;
  let steering: Client;
  beforeAll(async () => {
    system = await opened.add(System.start(), (one) => one.destroy());
    ({ admin, steering } = await withOneMember(system));
    browsing = await opened.add(startBrowsing(system.url), (one) => one.close());
  }, 120_000);
  afterAll(() => opened.close(), 60_000);

  const signIn = (name: DemoPerson, javaScriptEnabled = true): Promise<Worker> =>
    Worker.signIn(browsing, system.url, name, javaScriptEnabled);
  const invitationsFor = async (email: string): Promise<{ id: string }[]> =>
    (await admin.get('/v1/invitations?state=open&limit=100')).body.items.filter(
      (one: { email: string }) => one.email === email,
    );
  const apply = async (name: string, more = {}): Promise<string> => {
    const contact = { name: 'Office', email: `office@${name.toLowerCase().replaceAll(' ', '-')}.example` };
    const body = { name, kind: 'municipality', country: 'FI', contact, consent: true, ...more };
    return (await new Client(system).post('/v1/membership-applications', body)).body.id as string;
  };
  const readApplication = async (id: string) => (await steering.get(`/v1/membership-applications/${id}`)).body;
  const readMember = async (id: string) => (await steering.get(`/v1/members/${id}`)).body;
  const faultsOn = ({ page }: Worker): Promise<string[]> =>
    page
      .locator('[aria-invalid], fieldset:has(> .error)')
      .evaluateAll((fields) => fields.map((field) => field.getAttribute('name') ?? field.id));

  describe.each([true, false])('with JavaScript: %s', (javaScriptEnabled) => {
    it('an editor invites a colleague, who then works for the same member, and removes them again', async () => {
      const editor = await signIn('Demo Editor', javaScriptEnabled);
      await editor.open('/work');
      await editor.follow(editor.link('People and invitations'));
      await editor.follow(editor.link('Invite a person'));
      expect(await editor.page.locator('#roles, #memberId').count()).toBe(0);
      await editor.follow(editor.button('Invite'));
      expect(await faultsOn(editor)).toEqual(['/email']);
      const name = javaScriptEnabled ? 'Demo Reviewer' : 'Demo Official';
      await editor.write('#email', emailOf(name));
      await editor.follow(editor.button('Invite'));
      editor.tell('Inviting a colleague, with one field forgotten');
      const letter = await editor.link(`Write to ${emailOf(name)}`).getAttribute('href');
      expect(decodeURIComponent(letter!)).toContain(`${system.url}/en/work`);

      const colleague = await signIn(name, javaScriptEnabled);
      await colleague.open('/work/practices');
      expect(await colleague.link('Describe a new practice').count()).toBe(1);
      await editor.open('/work/people');
      await editor.follow(editor.link(`Remove ${name}`));
      await editor.follow(editor.button('Remove'));
      expect(await editor.page.locator('[role=status]').count()).toBe(1);
      expect(await editor.link(`Remove ${name}`).count()).toBe(0);
      await colleague.open('/work/practices');
      expect(await colleague.link('Describe a new practice').count()).toBe(0);
    });

    it('a secretary gives only what is theirs to give; each fault stands at its field, and an invitation is withdrawn', async () => {
      const secretary = await signIn('Demo Secretary', javaScriptEnabled);
      await secretary.open('/work/people/new');
      const offered = secretary.page.locator('#roles input');
      expect(await offered.evaluateAll((boxes) => boxes.map((box) => box.id))).toEqual(
        ['member-editor', 'reviewer', 'official'].map((role) => `roles-${role}`),
      );
      const email = `anna-${javaScriptEnabled}@people.example`;
      await secretary.write('#email', email);
      await secretary.write('#endsOn', '2020-12-31');
      await secretary.follow(secretary.button('Invite'));
      expect(await faultsOn(secretary)).toEqual(['roles']);
      await secretary.click(secretary.page.locator('#roles-reviewer'));
      await secretary.follow(secretary.button('Invite'));
      expect(await faultsOn(secretary)).toEqual(['/affiliation']);
      await secretary.write('#affiliation', 'University of Turku');
      await secretary.follow(secretary.button('Invite'));
      expect(await faultsOn(secretary)).toEqual(['/endsOn']);
      expect(await secretary.page.inputValue('#email')).toBe(email);
      await secretary.write('#endsOn', '2999-12-31');
      await secretary.follow(secretary.button('Invite'));
      expect(await invitationsFor(email)).toHaveLength(1);
      await secretary.follow(secretary.link(`Withdraw the invitation of ${email}`));
      await secretary.follow(secretary.button('Withdraw the invitation'));
      expect(await invitationsFor(email)).toEqual([]);
    });

    it('an invitation that was typed stays when the session has ended, and is sent after signing in again', async () => {
      const editor = await signIn('Demo Editor', javaScriptEnabled);
      await editor.open('/work/people/new');
      const email = `late-${javaScriptEnabled}@people.example`;
      await editor.write('#email', email);
      const signInAgain = await endSession(editor.page);
      await editor.follow(editor.button('Invite'));
      expect(await editor.page.inputValue('#email')).toBe(email);
      expect(await invitationsFor(email)).toEqual([]);
      await signInAgain();
      await editor.follow(editor.button('Invite'));
      expect(await invitationsFor(email)).toHaveLength(1);
    });
  });

  describe.each([true, false])('with JavaScript: %s', (javaScriptEnabled) => {
    it('a secretary sees what may be the same authority beside an application, and approves it with a reason', async () => {
      const [name, website] = [`Espoo ${javaScriptEnabled}`, `https://www.espoo-${javaScriptEnabled}.example`];
      const memberId = await admit(system, steering, name);
      const id = await apply(`City of ${name.toUpperCase()}`, { website });
      const other = await apply(`Quite another ${javaScriptEnabled}`, { website: `${website}/en` });
      const secretary = await signIn('Demo Secretary', javaScriptEnabled);
      await secretary.open('/work');
      await secretary.follow(secretary.link(/to decide$/));
      await secretary.follow(secretary.link(`City of ${name.toUpperCase()}`));
      const alike = secretary.page.locator('[aria-labelledby=duplicates] a');
      const leading = await alike.evaluateAll((links) => links.map((link) => link.getAttribute('href')));
      expect(leading).toEqual([`/en/work/members/${memberId}`, `/en/work/applications/${other}`]);
      await secretary.follow(secretary.link('Approve'));
      await secretary.follow(secretary.button('Approve'));
      expect(await faultsOn(secretary)).toEqual(['/reason']);
      await secretary.write('#reason', 'All documents were there.');
      await secretary.follow(secretary.button('Approve'));
      secretary.tell('Approving an application, with the reason forgotten first');
      expect(await secretary.page.locator('main [role=status]').count()).toBe(1);
      expect(await secretary.link(/^Next: /).count()).toBe(1);
      expect(await readApplication(id)).toMatchObject({ status: 'approved', reason: 'All documents were there.' });
      await secretary.open(`/work/applications/${id}`);
      expect(await secretary.page.locator('[aria-labelledby=applied] dd').allTextContents()).toContain(
        'Demo Secretary',
      );
    });

    it('an application is decided once: who comes second is told what was decided, and keeps what was typed', async () => {
      const id = await apply(`Twice ${javaScriptEnabled}`);
      const secretary = await signIn('Demo Secretary', javaScriptEnabled);
      await secretary.open(`/work/applications/${id}/reject`);
      await secretary.write('#reason', 'It is no authority.');
      const decision = { decision: 'approve', reason: 'It is <b>one</b>.' };
      await steering.post(`/v1/membership-applications/${id}/decision`, decision);
      await secretary.follow(secretary.button('Reject'));
      const told = await secretary.page.locator('main').textContent();
      for (const words of ['Approved', decision.reason, 'It is no authority.']) expect(told).toContain(words);
      expect(await readApplication(id)).toMatchObject({ status: 'approved', reason: decision.reason });
      await secretary.follow(secretary.link('See the application'));
      expect(await secretary.link('Reject').count()).toBe(0);
    });

    it('a reason that was typed stays when the session has ended, and rejects after signing in again', async () => {
      const id = await apply(`Late ${javaScriptEnabled}`);
      const secretary = await signIn('Demo Secretary', javaScriptEnabled);
      await secretary.open(`/work/applications/${id}/reject`);
      await secretary.write('#reason', 'It is a firm.');
      const signInAgain = await endSession(secretary.page);
      await secretary.follow(secretary.button('Reject'));
      expect(await secretary.page.inputValue('#reason')).toBe('It is a firm.');
      expect(await readApplication(id)).toMatchObject({ status: 'applied' });
      await signInAgain();
      await secretary.follow(secretary.button('Reject'));
      expect(await readApplication(id)).toMatchObject({ status: 'rejected', reason: 'It is a firm.' });
    });

    it('suspending ends the right to write, reinstating gives it back, and both stand in the history with their reasons', async () => {
      const name = `City of Lahti ${javaScriptEnabled}`;
      const memberId = await admit(system, steering, name);
      const city = await admin.makeClient({ name, roles: ['member-editor'], memberId });
      await untilMayWrite(city);
      const write = async () => (await city.post('/v1/practices', completeSheet('Café'))).status;
      const secretary = await signIn('Demo Secretary', javaScriptEnabled);
      await secretary.open('/work/members');
      await secretary.write('#name', name.toUpperCase());
      await secretary.follow(secretary.button('Show'));
      await secretary.follow(secretary.link(name));
      await secretary.follow(secretary.link('Suspend'));
      await secretary.write('#reason', 'It does not answer.');
      await secretary.follow(secretary.button('Suspend'));
      secretary.tell('Suspending a member, found by its name');
      expect((await readMember(memberId)).status).toBe('suspended');
      await eventually(async () => (await write()) === 403);
      await secretary.follow(secretary.link('Reinstate'));
      await secretary.write('#reason', 'It answers again.');
      await secretary.follow(secretary.button('Reinstate'));
      await eventually(async () => (await write()) === 201);
      const told = await secretary.page.locator('[aria-labelledby=history] blockquote').allTextContents();
      expect(told).toEqual(['It answers again.', 'It does not answer.', 'Admitted.']);
      const by = await secretary.page.locator('[aria-labelledby=history] bdi').allTextContents();
      expect(by).toEqual(['Demo Secretary', 'Demo Secretary', 'secretariat']);
    });

    it('a membership that somebody else has changed meanwhile is changed only as it was seen; what was typed stays', async () => {
      const memberId = await admit(system, steering, `City of Pori ${javaScriptEnabled}`);
      const secretary = await signIn('Demo Secretary', javaScriptEnabled);
      await secretary.open(`/work/members/${memberId}/ending`);
      await secretary.write('#reason', 'It left.');
      await secretary.write('#effectiveOn', '2999-01-01');
      await steering.post(`/v1/members/${memberId}/suspension`, { reason: 'Dues.' });
      await secretary.follow(secretary.button('End the membership'));
      expect(await secretary.page.locator('main [role=alert]').count()).toBe(1);
      expect(await secretary.page.inputValue('#reason')).toBe('It left.');
      expect((await readMember(memberId)).status).toBe('suspended');
      await secretary.follow(secretary.button('End the membership'));
      expect(await faultsOn(secretary)).toEqual(['/effectiveOn']);
      await secretary.write('#effectiveOn', '');
      await secretary.follow(secretary.button('End the membership'));
      expect((await readMember(memberId)).status).toBe('ended');
    });
  });

  it('applications and memberships are for the secretariat alone, to see and to do', async () => {
    const id = await apply('Hidden');
    const memberId = await admit(system, steering, 'City of Vaasa');
    const editor = await signIn('Demo Editor');
    await editor.open('/work');
    expect(await editor.link('Memberships').count()).toBe(0);
    const seen = ['applications', `applications/${id}`, `applications/${id}/approve`, 'members', `members/${memberId}`, `members/${memberId}/ending`]; // prettier-ignore
    for (const path of seen) {
      const answer = await editor.page.request.get(`${system.url}/en/work/${path}`);
      expect([path, answer.status()]).toEqual([path, 403]);
      expect(await answer.text()).not.toContain('Hidden');
    }
    const form = { '/reason': 'Mine.', tag: '"1"' };
    for (const step of [`applications/${id}/approve`, `applications/${id}/activation`, `members/${memberId}/ending`]) {
      const answer = await editor.page.request.post(`${system.url}/en/work/${step}`, { form, headers: { origin: system.url } }); // prettier-ignore
      expect([step, answer.status()]).toEqual([step, 403]);
    }
    expect([(await readApplication(id)).status, (await readMember(memberId)).status]).toEqual(['applied', 'approved']);
  });

  it('an editor sees and withdraws nothing of another member, and cannot remove its people', async () => {
    const memberId = await admit(system, steering, 'City of Oulu');
    const body = { email: 'other@people.example', roles: ['member-editor'], memberId };
    const { id } = (await steering.post('/v1/invitations', body)).body;
    const secretary = await signIn('Demo Secretary');
    await secretary.open('/work/people');
    const own = (await admin.get('/v1/persons?limit=100')).body.items.find(
      (one: { name: string }) => one.name === 'Demo Secretary',
    );
    const editor = await signIn('Demo Editor');
    await editor.open('/work/people');
    const shown = await editor.page.locator('main').textContent();
    expect(shown).not.toContain(body.email);
    expect(shown).not.toContain('Demo Secretary');
    for (const step of [`invitations/${id}/withdrawal`, `${own.id}/removal`]) {
      for (const answer of [
        await editor.page.request.get(`${system.url}/en/work/people/${step}`),
        await editor.page.request.post(`${system.url}/en/work/people/${step}`, { headers: { origin: system.url } }),
      ])
        expect([step, answer.status()]).toEqual([step, 404]);
    }
    expect(await invitationsFor(body.email)).toHaveLength(1);
  });

  it('people and invitations are for nobody else', async () => {
    const official = await signIn('Demo Official');
    await official.open('/work');
    expect(await official.link('People and invitations').count()).toBe(0);
    for (const path of ['/work/people', '/work/people/new']) {
      const answer = await official.page.request.get(`${system.url}/en${path}`);
      expect([path, answer.status()]).toEqual([path, 403]);
    }
    const form = { '/email': 'friend@people.example', as: 'admin', '/roles/steering': 'yes' };
    const sent = await official.page.request.post(`${system.url}/en/work/people/new`, { form, headers: { origin: system.url } }); // prettier-ignore
    expect(sent.status()).toBe(403);
    expect(await invitationsFor(form['/email'])).toEqual([]);
  });
});
