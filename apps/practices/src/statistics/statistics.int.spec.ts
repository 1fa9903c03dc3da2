import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dayInBrussels } from '#database';
import { eventually, testApp, type TestApp } from '#testing';
import { practicesApp } from '../practices.app.js';
import { importFile } from '../../test/import-call.js';

interface Row {
  key: Record<string, string | null>;
  count: number;
  percent: number;
  list: string;
}

interface Margin {
  key: string | null;
  count: number;
  percent: number;
  list: string;
}

/** A row of Tables 3.7 and 3.9 to 3.11 (code, count) or of Table 3.8 (country and its two columns). */
interface PrintedRow {
  code: string;
  count: number;
  country: string | null;
  regionalMunicipal: number;
  national: number;
  total: number;
  percent: number;
}

const printed = (id: string) => {
  const { tables } = JSON.parse(readFileSync('demo/data/study-tables.json', 'utf8')) as {
    tables: { id: string; rows: PrintedRow[] }[];
  };
  return tables.find((table) => table.id === id)!;
};

describe('statistics of the registry of 628 website projects', () => {
  let practices: TestApp;
  const count = async (query: string) => {
    const answer = await practices.call('GET', `/v1/statistics/practices?${query}`);
    expect(answer.status).toBe(200);
    return answer.body as {
      base: number;
      unanswered: number;
      dimensions: string[];
      rows: Row[];
      totals: Record<string, Margin[]>;
    };
  };
  const asCodes = (rows: Row[], dimension: string) =>
    Object.fromEntries(rows.map((row) => [String(row.key[dimension]), { count: row.count, percent: row.percent }]));
  const expected = (id: string) =>
    Object.fromEntries(printed(id).rows.map(({ code, count: n, percent }) => [code, { count: n, percent }]));

  beforeAll(async () => {
    practices = await testApp(practicesApp);
    const started = await importFile(practices, 'registry.ndjson', readFileSync('demo/data/registry-628.ndjson'));
    expect(started.status).toBe(202);
    await eventually(async () => {
      const job = await practices.call('GET', String(started.headers['location']), { by: { roles: ['admin'] } });
      return job.body.state === 'done' && job.body.counts.added === 628;
    });
  });
  afterAll(() => practices.close());

  it('gives Table 3.7: projects by range', async () => {
    const table = await count('by=range');
    expect(asCodes(table.rows, 'range')).toEqual(expected('3.7'));
    expect(table).toMatchObject({
      base: 628,
      unanswered: 0,
      dimensions: ['range'],
      totals: { count: 628, practices: 628 },
    });
  });

  it('gives Table 3.8: projects by country and range', async () => {
    const { rows, totals, base } = await count('by=country,range');
    expect(base).toBe(628);
    const cell = (country: string | null, range: string) =>
      rows.find((row) => row.key['country'] === country && row.key['range'] === range)?.count ?? 0;
    const margin = totals['country']!.filter(({ key }) => key !== null);
    for (const row of printed('3.8').rows) {
      expect([row.country, cell(row.country, 'regional-municipal'), cell(row.country, 'national')]).toEqual([
        row.country, row.regionalMunicipal, row.national,
      ]); // prettier-ignore
      if (row.country !== null)
        expect(margin).toContainEqual({
          key: row.country, count: row.total, percent: row.percent, list: `/v1/practices?country=${row.country}`,
        }); // prettier-ignore
    }
    expect(margin).toHaveLength(28);
    expect(cell(null, 'eu-international')).toBe(32);
    // "Other" (3) and EU-wide (32) have no country; the range tells them apart.
    expect(totals['country']).toContainEqual({
      key: null,
      count: 35,
      percent: 5.6,
      list: '/v1/practices?country=not-stated',
    });
    expect(totals['range']).toEqual([
      { key: 'regional-municipal', count: 492, percent: 78.3, list: '/v1/practices?range=regional-municipal' },
      { key: 'national', count: 104, percent: 16.6, list: '/v1/practices?range=national' },
      { key: 'eu-international', count: 32, percent: 5.1, list: '/v1/practices?range=eu-international' },
    ]);
  });

  it('gives Table 3.9: projects by end date', async () => {
    const table = await count('by=endDate&endYearsFrom=2010');
    expect(asCodes(table.rows, 'endDate')).toEqual(expected('3.9'));
    const single = await count('by=endDate');
    expect(
      single.rows.filter((row) => Number(row.key['endDate']) < 2010).reduce((sum, row) => sum + row.count, 0),
    ).toBe(143);
  });

  it('gives Table 3.10: aims of regional and municipal projects, of those that have one', async () => {
    const table = await count('by=aim&range=regional-municipal');
    expect(asCodes(table.rows, 'aim')).toEqual(expected('3.10'));
    expect(table).toMatchObject({ base: 490, unanswered: 2, totals: { count: 693, practices: 490 } });
  });

  it('gives Table 3.11: funding sources of regional and municipal projects, of those that have one', async () => {
    const table = await count('by=fundingSource&range=regional-municipal');
    expect(asCodes(table.rows, 'fundingSource')).toEqual(expected('3.11'));
    expect(table).toMatchObject({ base: 490, unanswered: 2, totals: { count: 682, practices: 490 } });
  });

  it('has nothing before the import, and afterwards what there is now', async () => {
    for (const by of ['range', 'country,range', 'aim']) {
      expect(await count(`by=${by}&asOf=2012-06-01`)).toMatchObject({ base: 0, unanswered: 0, rows: [] });
      const { base, unanswered, rows } = await count(`by=${by}`);
      const figures = { base, unanswered, rows: rows.map((row) => ({ ...row, list: null })) };
      for (const asOf of [new Date().toISOString(), dayInBrussels(new Date())])
        expect(await count(`by=${by}&asOf=${asOf}`)).toMatchObject(figures);
    }
  });

  it('counts a practice once in each margin, however many values it has in the other dimension', async () => {
    const table = await count('by=aim,range&country=DE,FR');
    const aims = await count('by=aim&country=DE,FR');
    expect(table.base).toBe(aims.base);
    expect(table.totals['aim']).toEqual(aims.rows.map(({ key, ...figures }) => ({ key: key['aim'], ...figures })));
    expect(table.totals['range']!.reduce((sum, row) => sum + row.count, 0)).toBe(table.base);
  });

  it('gives the same table as CSV', async () => {
    const answer = await practices.call('GET', '/v1/statistics/practices?by=range', {
      headers: { accept: 'text/csv' },
    });
    expect(answer.headers['content-type']).toContain('text/csv');
    expect(answer.body).toBe(
      'range,count,percent,base\r\nregional-municipal,492,78.3,628\r\nnational,104,16.6,628\r\neu-international,32,5.1,628\r\n',
    );
  });

  it('gives CSV with labels in a language, which then is no filter', async () => {
    const get = (query: string) => practices.call('GET', `/v1/statistics/practices?by=range&${query}`);
    const plain = await get('format=csv');
    expect(plain.body).toBe((await practices.call('GET', '/v1/statistics/practices?by=range', { headers: { accept: 'text/csv' } })).body); // prettier-ignore
    const german = await get('format=csv&lang=de&bom=true');
    expect(german.headers['content-language']).toBe('de');
    expect(german.body.split('\r\n').slice(0, 2)).toEqual([
      '\ufeffrange,rangeLabel,count,percent,base,list',
      'regional-municipal,Regional oder kommunal,492,78.3,628,/v1/practices?range=regional-municipal',
    ]);
    expect(await get('format=csv&lang=ja')).toMatchObject({ status: 422, body: { errors: [{ pointer: '/lang' }] } });
    expect((await get('lang=ja')).body.base).toBe(0);
  });

  it('gives a picture that needs nothing else, in a language', async () => {
    const { status, headers, body } = await practices.call(
      'GET',
      '/v1/statistics/practices?by=country,range&format=svg&lang=fr',
    );
    expect({ status, headers }).toMatchObject({
      status: 200,
      headers: {
        'content-type': 'image/svg+xml; charset=utf-8',
        'content-language': 'fr',
        'content-security-policy': expect.stringContaining("default-src 'none'"),
      },
    });
    expect(body).toContain('<title>Pratiques: Pays × Portée</title>');
    expect(body).toContain('<title>Allemagne × Nationale: ');
  });

  it('refuses what it does not know', async () => {
    for (const query of [
      '',
      'by=',
      'by=colour',
      'by=colour',
      'by=country,range,aim',
      'by=range,range',
      'by=range&asOf=2012-13-01',
      'by=range&asOf=2012-01-01T10:00',
      'by=range&asOf=yesterday',
      'by=range&limit=1',
      'by=range&format=xml',
      'by=range&format=svg&lang=ja',
      'by=range&bom=1',
      'by=range&range=moon',
      'by=endDate&endYearsFrom=x',
    ]) {
      const answer = await practices.call('GET', `/v1/statistics/practices?${query}`);
      expect([query, answer.status]).toEqual([query, 422]);
    }
  });
});
