import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#database';
import { testPeople, type TestPeople } from '../../test/test-people.js';

interface Named {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
}

describe('names of persons and clients', () => {
  let people: TestPeople;
  let secretariat: string;
  const [home, other] = [newId(), newId()];
  beforeAll(async () => {
    people = await testPeople();
    secretariat = (await people.gateway.client({ roles: ['steering'] })).token;
  });
  afterAll(() => people.close());

  const call = (query: string, token?: string) =>
    people.gateway.call('GET', `/v1/principals?${query}`, token === undefined ? {} : { token });
  const names = async (query: string, token = secretariat): Promise<Named[]> =>
    (await call(query, token)).body.items as Named[];
  const editorOf = (memberId: string, name: string) => people.person({ roles: ['member-editor'], memberId }, { name });

  it('are told to the secretariat and the operator, with the kind and nothing else', async () => {
    const anna = await editorOf(home, 'Anna Example');
    const { clientId } = await people.gateway.client({ roles: ['member-editor'], memberId: other });
    for (const token of [secretariat, people.gateway.adminToken]) {
      const told = await names(`id=${anna.id},${clientId}`, token);
      expect(told).toHaveLength(2);
      expect(told).toContainEqual({ id: anna.id, kind: 'person', name: 'Anna Example' });
      expect(told).toContainEqual({ id: clientId, kind: 'client', name: expect.any(String) });
    }
    expect(await names(`id=${newId()}`)).toEqual([]);
  });

  it('are told to an editor of those who act for the own member, and of nobody else', async () => {
    const [own, foreign] = [await editorOf(home, 'Bea'), await editorOf(other, 'Carl')];
    const secretary = await people.person({ roles: ['steering'], endsOn: '2099-12-31' }, { name: 'Dora' });
    const { token, clientId } = await people.gateway.client({ roles: ['member-editor'], memberId: home });
    const ids = `id=${[own, foreign, secretary].map(({ id }) => id).join()},${clientId}`;
    expect((await names(ids, token)).map(({ id }) => id).sort()).toEqual([own.id, clientId].sort());
    expect((await names('limit=100', token)).map(({ name }) => name)).not.toContain('Carl');
    expect(await names('role=steering', token)).toEqual([]);
  });

  it('are told to no reviewer, no official and nobody who is not signed in', async () => {
    const affiliation = 'University of Exampleville';
    for (const rights of [{ roles: ['reviewer'] as const, affiliation }, { roles: ['official'] as const }]) {
      expect((await call('', (await people.gateway.client(rights)).token)).status).toBe(403);
    }
    expect((await call('')).status).toBe(401);
  });

  it('of those who hold a role are those to whom its work can be assigned now', async () => {
    const [stays, leaves] = [
      await people.person({ roles: ['steering'], endsOn: '2099-12-31' }, { name: 'Eva' }),
      await people.person({ roles: ['steering'], endsOn: '2099-12-31' }, { name: 'Finn' }),
    ];
    await people.gateway.call('DELETE', `/v1/invitations/${leaves.invitationId}`, { token: people.gateway.adminToken });
    const colleagues = (await names('role=steering&limit=100')).map(({ id }) => id);
    expect(colleagues).toContain(stays.id);
    expect(colleagues).not.toContain(leaves.id);
    expect(await names(`id=${leaves.id}`)).toMatchObject([{ name: 'Finn' }]);
  });

  it('of a deleted client stay, and those of an erased person are gone', async () => {
    const person = await editorOf(home, 'Greta');
    const { clientId } = await people.gateway.client({ roles: ['member-editor'], memberId: home });
    await people.gateway.call('DELETE', `/v1/clients/${clientId}`, { token: people.gateway.adminToken });
    await people.gateway.call('DELETE', `/v1/persons/${person.id}`, { token: people.gateway.adminToken });
    expect((await names(`id=${person.id},${clientId}`)).map(({ id }) => id)).toEqual([clientId]);
  });

  it('are paged in the order of the ids, both ways, and counted', async () => {
    const all = await names('limit=100');
    const seen: string[] = [];
    let back: string | null = null;
    for (let cursor: string | null = ''; cursor !== null;) {
      const { body } = await call(`limit=2&total=true${cursor && `&cursor=${cursor}`}`, secretariat);
      expect(body.total).toBe(all.length);
      seen.push(...(body.items as Named[]).map(({ id }) => id));
      ({ next: cursor, previous: back } = body as { next: string | null; previous: string | null });
    }
    expect(seen).toEqual(all.map(({ id }) => id));
    expect(seen).toEqual([...seen].sort());
    const before = await names(`limit=2&cursor=${back}`);
    expect(before.map(({ id }) => id)).toEqual(seen.slice(-(before.length + (seen.length % 2 || 2)), -(seen.length % 2 || 2))); // prettier-ignore
  });

  it.each(['id=anna', 'role=boss', 'cursor=x', 'name=Anna'])('are refused when asked by %s', async (query) => {
    expect((await call(query, secretariat)).status).toBe(422);
  });
});
