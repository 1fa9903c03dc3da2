import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Pool } from 'undici';
import { Opened } from '#testing';
import { ApiDocument, type Operation, type Parameter } from './requests/api-document.js';
import { edges, edgesOf } from './requests/edges.js';
import { Client, completeSheet, System, textOf, withOneMember } from './system.js';

const AT_ONCE = 8;

interface Asked {
  readonly client: Client;
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
}

describe('a value at the edge of its type', () => {
  const opened = new Opened();
  let system: System;
  let pool: Pool;
  let operations: readonly Operation[];
  let city: Client;
  let everyone: Client;
  let practiceId: string;

  beforeAll(async () => {
    system = await opened.add(System.start(), (one) => one.destroy());
    pool = await opened.add(new Pool(system.url, { connections: AT_ONCE }), (one) => one.close());
    const { admin, city: editor } = await withOneMember(system);
    city = editor;
    everyone = await admin.makeClient({ name: 'everyone', roles: ['admin', 'steering', 'official', 'reviewer'], affiliation: 'University' }); // prettier-ignore
    for (const title of ['One', 'Two', 'Three']) {
      const { body, etag } = await city.post('/v1/practices', completeSheet(title));
      const { etag: next } = await city.post(`/v1/practices/${body.id}/submission`, {}, { 'if-match': etag });
      await everyone.post(`/v1/practices/${body.id}/publication`, {}, { 'if-match': next });
      practiceId = body.id;
    }
    operations = new ApiDocument((await admin.get('/openapi.json')).body).operations;
  }, 90_000);
  afterAll(() => opened.close(), 60_000);

  const callerOf = ({ allowed }: Operation): Client =>
    allowed.some((who) => who.endsWith('member-editor')) && !allowed.includes('steering') ? city : everyone;

  /** Responses that show a failure of the system. */
  async function failures(asked: readonly Asked[]): Promise<string[]> {
    const found: string[] = [];
    const left = [...asked];
    const work = async () => {
      for (let next = left.pop(); next; next = left.pop()) {
        const { client, method, path, headers = {} } = next;
        const authorization = `Bearer ${client.token}`;
        const answer = await pool.request({ method, path, headers: { authorization, ...headers } });
        const text = await textOf(answer);
        if (answer.statusCode >= 500) found.push(`${method} ${path} ${JSON.stringify(headers)}: ${answer.statusCode} ${text}`);
      }
    }; // prettier-ignore
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return found;
  }

  const ID = '01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11';
  const addressOf = (operation: Operation, parameter?: Parameter, value = ''): string => {
    const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
      if (parameter?.in === 'path' && parameter.name === name) return encodeURIComponent(value);
      const { type, enum: codes } = operation.parameters.find((one) => one.name === name)?.schema ?? {};
      return codes ? String(codes[0]) : type === 'integer' || type === 'number' ? '1' : operation.path.startsWith('/v1/practices/{id}') && name === 'id' ? practiceId : ID;
    }); // prettier-ignore
    return parameter?.in === 'query' ? `${path}?${parameter.name}=${encodeURIComponent(value)}` : path;
  };

  it('is accepted or refused in every parameter of every operation, and never causes a failure', async () => {
    const asked: Asked[] = [];
    const headersAsked = new Set<string>();
    for (const operation of operations) {
      const [client, method] = [callerOf(operation), operation.method.toUpperCase()];
      for (const parameter of operation.parameters) {
        const values = edgesOf(parameter.schema);
        if (parameter.in !== 'header') {
          for (const value of values) asked.push({ client, method, path: addressOf(operation, parameter, value) });
        } else if (!headersAsked.has(parameter.name)) {
          headersAsked.add(parameter.name); // the same code reads it everywhere
          // Skips values that no client can send in a header.
          for (const value of values.filter((one) => /^[\t\x20-\x7e\x80-\xff]*$/.test(one)))
            asked.push({ client, method, path: addressOf(operation), headers: { [parameter.name]: value } });
        }
      }
    }
    expect(asked.length).toBeGreaterThan(1_000);
    expect(await failures(asked)).toEqual([]);
  }, 300_000);

  it('is accepted or refused at every place of a cursor', async () => {
    const lists = operations.filter(
      ({ method, parameters }) => method === 'get' && parameters.some(({ name }) => name === 'cursor'),
    );
    const cursors: Asked[] = [];
    for (const operation of lists) {
      for (const sort of operation.path === '/v1/practices' ? ['published', 'updated', 'title', 'relevance&q=language'] : ['']) {
        const query = sort === '' ? 'limit=1' : `limit=1&sort=${sort}`;
        const client = callerOf(operation);
        const { body } = await client.get(`${addressOf(operation)}?${query}`);
        if (!body?.next) continue;
        const [list, ...position] = JSON.parse(Buffer.from(body.next as string, 'base64url').toString()) as unknown[];
        for (const [index] of position.entries()) {
          for (const value of [...edges, null, 1.5, 1e300, [], {}]) {
            const cursor = Buffer.from(JSON.stringify([list, ...position.with(index, value)])).toString('base64url');
            cursors.push({ client, method: 'GET', path: `${addressOf(operation)}?${query}&cursor=${cursor}` });
          }
        }
      }
    } // prettier-ignore
    expect(cursors.length).toBeGreaterThan(1_000);
    expect(await failures(cursors)).toEqual([]);
  }, 300_000);

  it('is checked before it reaches the database', async () => {
    const folder = join(system.dataDir, 'logs');
    const logs = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')));
    const lines = logs.join('').split('\n').filter(Boolean).map((line) => JSON.parse(line) as { level: string });
    expect(lines.length).toBeGreaterThan(1_000);
    expect(lines.filter(({ level }) => level !== 'info')).toEqual([]);
  }); // prettier-ignore
});
