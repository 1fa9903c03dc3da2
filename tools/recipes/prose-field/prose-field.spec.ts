import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Principal } from '#identity';
import { newId } from '#database';
import { eventually, testApp, type TestApp } from '#testing';
import { importFile } from '../../../apps/practices/test/import-call.js';
import { completeSheet, editorOf, publish, steering, step } from '../../../apps/practices/src/practice/practice.example.js'; // prettier-ignore
import { practicesApp } from '../../../apps/practices/src/practices.app.js';
import { wholeDocument } from '../../documents/describe.js';

const admin: Partial<Principal> = { id: 'operator', roles: ['admin'] };
const withRisks = (en: string, overrides: object = {}) => ({ ...completeSheet(overrides), risks: { en } });

describe('a prose field that was added to the fact sheet', () => {
  let app: TestApp;
  let city: Partial<Principal>;
  beforeAll(async () => {
    app = await testApp(practicesApp);
    city = await editorOf(app, newId());
  });
  afterAll(() => app.close());

  const risksOf = async (id: string, query = '') =>
    (await app.call('GET', `/v1/practices/${id}${query}`, { by: city })).body.factSheet.risks;

  it('is stored and shown, and holds what its rule allows', async () => {
    expect(await risksOf(await publish(app, city, withRisks('Few came.')))).toEqual({ en: 'Few came.' });
    const { status, body } = await app.call('POST', '/v1/practices', { by: city, body: { ...withRisks(''), risks: { xx: 'Few' } } }); // prettier-ignore
    expect([status, body.errors[0].pointer]).toEqual([422, '/risks/xx']);
  });

  it('is searched', async () => {
    const id = await publish(app, city, withRisks('Zwetschgenknödel'));
    const { body } = await app.call('GET', '/v1/practices?q=zwetschgenknodel');
    expect(body.items.map((item: { id: string }) => item.id)).toEqual([id]);
  });

  it('is translated, and read in one language', async () => {
    const id = await publish(app, city, withRisks('Few came.'));
    const { status, body } = await step(app, id, 'translations/de', city, { title: 'Leben', risks: 'Wenige kamen.' });
    expect([status, body.texts.map((text: { pointer: string }) => text.pointer)]).toEqual([200, ['/risks', '/title']]);
    const text = { text: 'Wenige kamen.', lang: 'de', translation: 'human', stale: false };
    expect(await risksOf(id, '?lang=de')).toEqual(text);
  });

  it('is versioned: what changed is told, and may be asked for', async () => {
    const id = await publish(app, city, withRisks('Few came.'));
    await step(app, id, 'PUT', city, withRisks('Many came.'));
    await step(app, id, 'submission', city);
    const items = [{ pointer: '/risks/en', comment: 'How many?' }];
    expect((await step(app, id, 'change-request', steering, { items })).status).toBe(200);
    const { body } = await app.call('GET', `/v1/practices/${id}/versions/2/changes`, { by: city });
    expect(body.items).toEqual([{ pointer: '/risks/en', before: 'Few came.', after: 'Many came.' }]);
  });

  it('is imported', async () => {
    const row = JSON.stringify({ externalId: '1', ...withRisks('Few came.') });
    const started = await importFile(app, 'rows.ndjson', row, { by: admin });
    await eventually(
      async () => (await app.call('GET', String(started.headers['location']), { by: admin })).body.state === 'done',
    );
    const rows = await app.call('GET', `/v1/imports/${started.body.id}/rows`, { by: admin });
    expect(rows.body.items).toMatchObject([{ outcome: 'added', errors: [], warnings: [] }]);
    const { body } = await app.call('GET', `/v1/practices/${rows.body.items[0].practiceId}`, { by: steering });
    expect(body.factSheet.risks).toEqual({ en: 'Few came.' });
  });

  it('is documented: as it is written, translated and read in one language', async () => {
    const { schemas = {} } = (await wholeDocument()).components ?? {};
    for (const name of ['FactSheetDto', 'TranslationDto', 'LocalisedFactSheetView']) {
      const { properties } = schemas[name] as { properties: Record<string, unknown> };
      expect([name, properties['risks']]).toMatchObject([name, { description: 'Risks and how they were met.' }]);
    }
  });

  it('is erased: a person in it is found, then gone, also from the search', async () => {
    const [name, email] = ['Zdzisława Brzęczyszczykiewicz', 'zdzislawa@city.example'];
    const contacts = [{ name, email, consentToPublish: false }];
    const id = await publish(app, city, withRisks(`${name} left.`, { contacts }));
    const found = async () => (await app.call('GET', '/v1/practices?q=Brzeczyszczykiewicz')).body.items.length;
    expect(await found()).toBe(1);
    const body = { email, names: [name] };
    expect((await app.call('POST', '/v1/data-subjects/erasure', { by: admin, body })).status).toBe(200);
    expect(await risksOf(id)).toEqual({ en: '[erased] left.' });
    expect(await found()).toBe(0);
  });
});
