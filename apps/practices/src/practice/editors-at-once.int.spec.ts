import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#database';
import type { Principal } from '#identity';
import { testApp, type TestApp } from '#testing';
import { practicesApp } from '../practices.app.js';
import { draft, editorOf } from './practice.example.js';

const EDITORS = 20;
const DURATION_MS = 10_000;

describe('twenty editors on one practice for ten seconds', () => {
  let app: TestApp;
  let owner: Partial<Principal>;
  beforeAll(async () => {
    app = await testApp(practicesApp);
    owner = await editorOf(app, newId());
  });
  afterAll(() => app.close());

  it('lose no update silently, and no answer is a 5xx', async () => {
    const id = await draft(app, owner);
    const end = performance.now() + DURATION_MS;
    const accepted: { mark: string; revision: number }[] = [];
    const statuses = new Map<number, number>();
    const edit = async (editor: number) => {
      for (let n = 0; performance.now() < end; n += 1) {
        const read = await app.call('GET', `/v1/practices/${id}`, { by: owner });
        const mark = `${editor}.${n}`;
        const marks = String(read.body.factSheet.notes?.en ?? '').split(' ');
        // As an editor would: keep the others' words and add one's own.
        const body = { ...read.body.factSheet, notes: { en: [...marks, mark].slice(-500).join(' ') } };
        const headers = { 'if-match': String(read.headers['etag']) };
        const written = await app.call('PUT', `/v1/practices/${id}`, { by: owner, headers, body });
        statuses.set(written.status, (statuses.get(written.status) ?? 0) + 1);
        if (written.status === 200)
          accepted.push({ mark, revision: Number(String(written.headers['etag']).slice(1, -1)) });
        else if (written.body.changes.length === 0) throw new Error('A refused editor was not told what changed.');
      }
    };
    await Promise.all(Array.from({ length: EDITORS }, (_, editor) => edit(editor)));

    expect([...statuses.keys()].filter((status) => status !== 200 && status !== 412)).toEqual([]);
    expect(accepted.length).toBeGreaterThan(1);
    expect(statuses.get(412)).toBeGreaterThan(0);
    // Each accepted update is one revision, and the text contains all of them in order.
    const inOrder = accepted.sort((a, b) => a.revision - b.revision);
    expect(inOrder.map(({ revision }) => revision)).toEqual(inOrder.map((_, index) => index + 2));
    const text = String((await app.call('GET', `/v1/practices/${id}`, { by: owner })).body.factSheet.notes.en);
    expect(text.trim().split(' ')).toEqual(inOrder.map(({ mark }) => mark).slice(-500));
    const [{ steps, events }] = await app.dataSource.query(
      `select (select count(*)::integer from practice_step where practice_id = $1) as steps,
              (select count(*)::integer from outbox where stream_id = $1) as events`,
      [id],
    );
    expect({ steps, events }).toEqual({ steps: accepted.length + 1, events: accepted.length + 1 });
  }, 60_000);
});
