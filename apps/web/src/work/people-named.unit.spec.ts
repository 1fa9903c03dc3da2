import { describe, expect, it } from '@jest/globals';
import type { Visit } from '../page/visit.js';
import { peopleNamed, whoIs } from './people-named.js';

const [anna, bea] = ['01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11', '01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f12'];

/** A visit that knows one name, and what it asked the API. */
function visitOf(...roles: string[]) {
  const asked: { id: string[] }[] = [];
  const GET = (_: string, { params: { query } }: { params: { query: { id: string[] } } }) => {
    asked.push(query);
    return Promise.resolve({ data: { items: [{ id: anna, kind: 'person', name: 'Anna\u202e' }] }, response: { ok: true, headers: new Headers() } }); // prettier-ignore
  };
  const visit = { t: (key: string) => key, me: { roles }, api: { GET } } as unknown as Visit;
  return { visit, asked };
}

describe('names on pages', () => {
  it('are asked for in one call, each once, and of nothing that is no id', async () => {
    const { visit, asked } = visitOf('steering');
    const named = await peopleNamed(visit, [anna, 'machine', bea, anna, null, undefined]);
    expect(asked.map(({ id }) => id)).toEqual([[anna, bea]]);
    expect([...named]).toEqual([[anna, 'Anna']]);
  });

  it('are not asked for when there is nobody', async () => {
    const { visit, asked } = visitOf('steering');
    expect(await peopleNamed(visit, ['machine', null])).toEqual(new Map());
    expect(asked).toEqual([]);
  });

  it.each([
    ['a name', anna, 'steering', 'Anna'],
    ['a machine', 'machine', 'steering', 'work.who.machine'],
    ['somebody who has left, to the secretariat', bea, 'steering', 'work.who.left'],
    ['somebody who has left, to the operator', bea, 'admin', 'work.who.left'],
    ['somebody else, to an editor, who is not told all names', bea, 'member-editor', 'work.who.other'],
  ])('are %s, and never an id', (_, by, role, said) => {
    expect(whoIs(visitOf(role).visit, new Map([[anna, 'Anna']]), by)).toBe(said);
  });
});
