import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA, MODULE_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { MetadataScanner } from '@nestjs/core';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Browser, eventually, isTo, mailFiles, Opened } from '#testing';
import { WebModule } from '../apps/web/src/app.module.js';
import { leaveDeadLetter, leaveFailedJob } from './every-feature.js';
import { Client, completeSheet, System, withOneMember } from './system.js';

/** Every route of the pages, as their controllers have them: a new page is among them by itself. */
const routes = (Reflect.getMetadata(MODULE_METADATA.CONTROLLERS, WebModule) as Type[]).flatMap((controller) => {
  const prototype = controller.prototype as Record<string, object>;
  const base = Reflect.getMetadata(PATH_METADATA, controller) as string;
  return new MetadataScanner().getAllMethodNames(prototype).flatMap((name) => {
    const method = Reflect.getMetadata(METHOD_METADATA, prototype[name]!) as RequestMethod | undefined;
    if (method === undefined) return [];
    return [Reflect.getMetadata(PATH_METADATA, prototype[name]!) as string | string[]].flat().map((path) => ({
      method: RequestMethod[method],
      path: `/${base}/${path}`.replaceAll(/\/{2,}/g, '/').replace(/(.)\/$/, '$1'),
    }));
  });
});

/** The health of the app is asked by its operator, not through the gateway. */
const pages = routes.filter(({ path }) => !path.startsWith('/health/'));
const paths = (method: string) => pages.filter((one) => one.method === method).map(({ path }) => path);

const READER = 'reader@city.example';

describe('every page', () => {
  const opened = new Opened();
  let system: System;
  let ids: Readonly<Record<'practices' | 'members' | 'searches' | 'people' | 'invitations' | 'applications' | 'dead-letters' | 'jobs', string>>; // prettier-ignore
  const [anyone, secretary, operator] = [new Browser(), new Browser(), new Browser()];
  const mailsTo = async (address: string) => (await mailFiles(system.dataDir)).filter(isTo(address));
  /** Somebody who hears of everything, in Italian. */
  const hearByMail = async (): Promise<void> => {
    const wanted = { channel: { type: 'email', address: READER }, filter: {}, frequency: 'immediate', language: 'it' };
    await new Client(system).post('/v1/subscriptions', wanted);
    const [mail] = await eventually(async () => (await mailsTo(READER)).length > 0 && mailsTo(READER));
    const [, token = ''] = /subscriptions\/([\w-]+)/.exec(mail!.text!) ?? [];
    const { status } = await new Client(system).post(`/v1/subscriptions/confirmations/${token}`, undefined);
    expect(status).toBe(200);
  };
  /** Who may see a page. */
  const workerAt = (path: string): Browser => (path.includes('/work/system') ? operator : secretary);
  beforeAll(async () => {
    system = await opened.add(System.start({ LRA_CONTACT_MAIL: 'office@network.example' }), (one) => one.destroy());
    const { admin, city, steering, memberId } = await withOneMember(system);
    await hearByMail();
    const contacts = [{ name: 'Office', email: 'office@tampere.example', consentToPublish: false }];
    const made = await city.post('/v1/practices', { ...completeSheet('Café'), contacts });
    const path = `/v1/practices/${made.body.id}`;
    const { etag } = await city.post(`${path}/submission`, {}, { 'if-match': made.etag });
    await steering.post(`${path}/publication`, {}, { 'if-match': etag });
    const signIn = async (browser: Browser, id: string): Promise<void> => {
      const people = await browser.follow('GET', `${system.url}/v1/session/sign-in`);
      await browser.follow('POST', `${people.url}/${id}`);
    };
    await signIn(secretary, 'secretary');
    await signIn(operator, 'operator');
    const invited = { '/email': 'reviewer@people.example', '/roles/reviewer': 'yes', '/affiliation': 'University' };
    await secretary.send('POST', `${system.url}/en/work/people/new`, { headers: { origin: system.url }, body: new URLSearchParams(invited) }); // prettier-ignore
    await signIn(new Browser(), 'reviewer');
    const invitation = (await admin.get('/v1/invitations')).body.items.at(-1);
    const [application] = (await steering.get('/v1/membership-applications')).body.items;
    ids = {
      practices: made.body.id,
      members: memberId,
      searches: memberId,
      applications: application.id,
      people: invitation.personId,
      invitations: invitation.id,
      'dead-letters': (await leaveDeadLetter(system)).letter.id,
      jobs: await leaveFailedJob(system),
    };
  }, 120_000);
  afterAll(() => opened.close(), 60_000);

  /** The address of a route, of something that there is. */
  const addressOf = (path: string): string =>
    path
      .replace(/:lang\([^)]*\)/, 'en')
      .replace(':language', 'de')
      .replace(':adoptionId', ids.members)
      .replace(
        /(practices|members|searches|people|invitations|applications|dead-letters|jobs)\/:id/,
        (_, kind: keyof typeof ids) => `${kind}/${ids[kind]}`,
      );

  /** What a member’s editor alone has: not there for the secretary. */
  const ofEditors = /work\/(submissions$|integrations\/\w+\/:id|adoptions$|practices\/:id\/adoption)/;

  it.each(paths('GET'))('is there, runs nothing of its own, and is kept by nobody for others once somebody has signed in: %s', async (path) => {
    const address = system.url + addressOf(path);
    for (const [who, browser] of Object.entries({ anyone, worker: workerAt(path) })) {
      const { status, headers, text } = await browser.send('GET', address);
      if (ofEditors.test(path) && [403, 404].includes(status)) continue;
      expect([who, status < 400 ? 'there' : status]).toEqual([who, 'there']);
      if (browser !== anyone) {
        expect([who, headers.get('cache-control')]).toEqual([who, expect.stringMatching(/\bno-store\b/)]);
        expect(headers.has('etag')).toBe(false);
      }
      if (!headers.get('content-type')?.startsWith('text/html') || status >= 300) continue;
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/);
      expect(policy).not.toMatch(/unsafe|\*|data:|http/);
      expect(text).not.toMatch(/ style=| on[a-z]+="|<style|<script(?! type="(?:module" src="\/assets\/|application\/ld\+json"))/);
    }
  }); // prettier-ignore

  it.each(paths('POST'))('is sent from here alone, never from another site: %s', async (path) => {
    const address = system.url + addressOf(path);
    const foreign: Record<string, string>[] = [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'none' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
      {},
    ];
    for (const headers of foreign) {
      const { status } = await workerAt(path).send('POST', address, { headers, body: new URLSearchParams({ '/name': 'x' }) });
      expect([headers, status]).toEqual([headers, 403]);
    }
    const own = await workerAt(path).send('POST', address, { headers: { origin: system.url }, body: new URLSearchParams() });
    expect(own.status).not.toBe(403);
  }); // prettier-ignore

  it('leads nowhere but to this host, however its address is written', async () => {
    const { hostname, host, port } = new URL(system.url);
    const elsewhere = ['//evil.example', '/\\evil.example', '\\\\evil.example', 'https://evil.example', '%2f%2fevil.example', '%5cevil.example', '/%09/evil.example']; // prettier-ignore
    const asked = elsewhere.flatMap((evil) => [
      ...['', '/', '/en', '/en/', '/practices/', '/members/', '/en/practices/'].map((before) => before + evil),
      ...['return', 'returnTo', 'next', 'back', 'url', 'from', 'cursor'].flatMap((name) =>
        ['/', '/en', '/en/searches/new', `/practices/${ids.practices}`, '/v1/session/sign-in'].map(
          (path) => `${path}?${name}=${evil}`,
        ),
      ),
    ]);
    for (const path of asked) {
      const [answer] = (await once(request({ hostname, port, path, headers: { host } }).end(), 'response')) as [IncomingMessage]; // prettier-ignore
      let html = '';
      for await (const piece of answer.setEncoding('utf8')) html += piece as string;
      const led = [answer.headers.location ?? '', /url=(.+)$/.exec(String(answer.headers['refresh'] ?? ''))?.[1] ?? ''];
      const linked = answer.headers['content-type']?.startsWith('text/html')
        ? [...html.matchAll(/(?:href|action)="([^"]*)"/g)].map(([, to]) => to!.replaceAll('&amp;', '&'))
        : [];
      const hosts = [...led, ...linked].map((to) => new URL(to, system.url).hostname);
      expect([path, hosts.filter((one) => one !== hostname)]).toEqual([path, []]);
    }
  });

  it('is there wherever a link of a mail leads, whatever the kind and language of the mail', async () => {
    // The news are sent at the next full minute.
    await eventually(async () => (await mailsTo(READER)).length > 1, 90_000);
    const mails = await mailFiles(system.dataDir);
    const links = mails.flatMap(({ text = '' }) => [...text.matchAll(/https?:\/\/\S+/g)].map(([link]) => link));
    // That of an activation works once, and was used.
    const own = new Set(links.filter((link) => link.startsWith(system.url) && !link.includes('/v1/activations/')));
    const folders = new Set([...own].map((link) => new URL(link).pathname.split('/').slice(0, 3).join('/')));
    expect(folders).toEqual(new Set(['/it/subscriptions', '/it/practices']));
    for (const link of own) expect([link, (await anyone.send('GET', link)).status < 400]).toEqual([link, true]);
  }, 120_000);
});
