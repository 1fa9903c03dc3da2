import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseAtomFeed, parseJsonFeed } from 'feedsmith';
import { newId } from '#database';
import { memberEvent, practiceEvent, testGateway, type TestGateway } from '../../../test/test-gateway.js';

const practiceTopic = 'lra.practices.practice';
const PUBLIC = 'https://network.example';

describe('the feeds of practices', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await testGateway({ env: { LRA_PUBLIC_URL: PUBLIC } });
  });
  afterAll(() => gateway.close());

  const get = (path: string, headers = {}) => gateway.call('GET', `/v1/feeds/practices.${path}`, { headers });
  const both = async (query: string) => ({
    atom: parseAtomFeed((await get(`atom?${query}`)).text),
    json: parseJsonFeed((await get(`json?${query}`)).text),
  });
  const happens = async (what: 'published' | 'updated' | 'adopted', more: object = {}) => {
    const event = practiceEvent(newId(), what, 1, ['MT']);
    const told = { ...event, data: { ...(event.data as object), ...more } };
    await gateway.publish(practiceTopic, told);
    return told;
  };

  it('are empty, and sound, before anything has happened', async () => {
    const { atom, json } = await both('countries=AT');
    expect([atom.entries ?? [], json.items ?? []]).toEqual([[], []]);
    expect(atom).toMatchObject({
      id: `${PUBLIC}/v1/feeds/practices.atom?countries=AT`,
      updated: '1970-01-01T00:00:00Z',
    });
    expect((await get('json?countries=AT')).body).toMatchObject({
      version: 'https://jsonfeed.org/version/1.1',
      language: 'en',
      items: [],
    });
  });

  it('tell what is new of practices, newest first, the same in both forms, and nothing of members', async () => {
    const first = await happens('published', { themes: ['employment'] });
    await gateway.publish('lra.network.member', memberEvent(newId(), 'approved', 1));
    const last = await happens('updated');
    const { atom, json } = await both('countries=MT');
    expect(atom.entries).toMatchObject([
      { id: `urn:uuid:${last.id}`, title: { value: 'New version: Live in Italy' }, updated: last.time },
      {
        id: `urn:uuid:${first.id}`,
        title: { value: 'New: Live in Italy' },
        links: [{ rel: 'alternate', href: `${PUBLIC}/en/practices/${first.subject}` }],
        categories: [{ term: 'employment' }, { term: 'MT' }],
      },
    ]);
    expect(json.items?.map(({ id, url, title }) => [id, url, title])).toEqual(
      atom.entries?.map(({ id, links, title }) => [id, links?.[0]?.href, title?.value]),
    );
    expect((await both('themes=employment&countries=MT')).json.items?.map(({ id }) => id)).toEqual([
      `urn:uuid:${first.id}`,
    ]);
  });

  it('speak the language asked for, with the title in it where there is one', async () => {
    await happens('published', { title: { en: 'Café', de: 'Sprachcafé' }, countries: ['LU'] });
    const titles = async (query: string) =>
      (await both(`countries=LU&${query}`)).atom.entries?.map(({ title }) => title?.value);
    expect(await titles('lang=de')).toEqual(['Neu: Sprachcafé']);
    expect(await titles('lang=fr')).toEqual(['Nouvelle : Café']);
    expect(await titles('lang=ar')).toEqual(['New: Café']);
    expect((await get('atom?lang=xx')).body).toMatchObject({ status: 422, errors: [{ pointer: '/lang' }] });
  });

  it.each([
    '</title><script>x</script>',
    'a & b < c "d" \'e\'',
    'one\u001btwo\u0085\ufffe',
    ']]>&amp;',
    '{title} ’{x}’',
  ])('hold any title: %j', async (title) => {
    const { id } = await happens('published', { title: { en: title }, countries: ['CY'] });
    const { atom, json } = await both('countries=CY');
    const spoken = title.replaceAll(/[\u001b\ufffe]/g, '');
    expect(atom.entries?.[0]).toMatchObject({ id: `urn:uuid:${id}`, title: { value: `New: ${spoken}` } });
    expect(json.items?.[0]?.id).toBe(`urn:uuid:${id}`);
  });

  it('have fifty entries at most, and are sent again only when there is something new', async () => {
    for (let n = 0; n < 52; n += 1)
      await happens('adopted', { adoptionId: newId(), adopterMemberId: newId(), status: 'planned', countries: ['IE'] });
    const whole = await get('json?countries=IE');
    expect(whole.body.items).toHaveLength(50);
    expect([whole.headers['content-type'], whole.headers['cache-control']]).toEqual([
      'application/feed+json; charset=utf-8',
      'public, max-age=300',
    ]);
    const known = { 'if-none-match': String(whole.headers['etag']) };
    expect((await get('json?countries=IE', known)).status).toBe(304);
    await happens('updated', { countries: ['IE'] });
    expect((await get('json?countries=IE', known)).status).toBe(200);
  });

  it('are sent again when words were erased from an older entry', async () => {
    for (const name of ['Aino', 'Somebody'])
      await happens('published', { title: { en: `${name} helps` }, countries: ['HR'] });
    const known = { 'if-none-match': String((await get('atom?countries=HR')).headers['etag']) };
    expect((await get('atom?countries=HR', known)).status).toBe(304);
    await gateway.dataSource.query(
      `update change set event = replace(event::text, 'Aino', '…')::jsonb where countries @> '{HR}'`,
    );
    const again = await get('atom?countries=HR', known);
    expect([again.status, again.text.includes('Aino')]).toEqual([200, false]);
  });
});
