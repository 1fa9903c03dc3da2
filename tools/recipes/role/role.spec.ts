import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import '../../../e2e/permissions.e2e.spec.js'; // a client of every role calls every route
import { roles } from '#identity';
import { System, withOneMember } from '../../../e2e/system.js';
import { wholeDocument } from '../../documents/describe.js';
import { permissionsPage } from '../../documents/permissions.js';

describe('a role that was added', () => {
  let system: System;
  let own: Awaited<ReturnType<typeof withOneMember>>;
  beforeAll(async () => {
    system = await System.start();
    own = await withOneMember(system);
  }, 120_000);
  afterAll(() => system.destroy(), 60_000);

  it('is known as one, and documented', async () => {
    expect(roles).toContain('observer');
    const document = await wholeDocument();
    expect(JSON.stringify(document.components?.schemas?.['ClientDto'])).toContain('"observer"');
    expect(permissionsPage(document)).toContain('| official | observer | admin |');
  });

  it('is given to a client by the operator, and by no member', async () => {
    const observer = await own.admin.makeClient({ name: 'observer', roles: ['observer'] });
    expect((await observer.get('/v1/me')).body).toMatchObject({ roles: ['observer'] });
    const { status, code } = (await own.city.post('/v1/clients', { name: 'x', roles: ['observer'] })).body;
    expect([status, code]).toEqual([403, 'client.role-not-yours']);
  });

  it('is given to a person by the steering committee, as its line says', async () => {
    const wanted = { email: 'observer@people.example', roles: ['observer'] };
    expect((await own.steering.post('/v1/invitations', wanted)).status).toBe(201);
    expect((await own.city.post('/v1/invitations', wanted)).body.code).toBe('invitation.role-not-yours');
  });
});
