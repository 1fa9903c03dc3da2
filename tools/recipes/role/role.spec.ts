import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import '../../../e2e/permissions.e2e.spec.js'; // a client of every role calls every route
import { roles } from '#identity';
import { testGateway } from '../../../apps/gateway/test/test-gateway.js';
import { wholeDocument } from '../../documents/describe.js';
import { permissionsPage } from '../../documents/permissions.js';

describe('a role that was added', () => {
  let gateway: Awaited<ReturnType<typeof testGateway>>;
  beforeAll(async () => {
    gateway = await testGateway();
  });
  afterAll(() => gateway.close());

  it('is known as one, and documented', async () => {
    expect(roles).toContain('observer');
    const document = await wholeDocument();
    expect(JSON.stringify(document.components?.schemas?.['ClientDto'])).toContain('"observer"');
    expect(permissionsPage(document)).toMatch(/\| official +\| observer +\| admin +\|/);
  });

  it('is given by the operator and the steering committee, as its line says, and by no member', async () => {
    const observer = await gateway.client({ roles: ['observer' as never] });
    expect((await gateway.call('GET', '/v1/me', { token: observer.token })).body.roles).toEqual(['observer']);
    const steering = await gateway.client({ roles: ['steering'] });
    const editor = await gateway.client({ roles: ['member-editor'], memberId: '01995d3c-0000-7000-8000-000000000001' });
    const body = { email: 'observer@people.example', roles: ['observer'] };
    expect((await gateway.call('POST', '/v1/invitations', { token: steering.token, body })).status).toBe(201);
    const refused = await gateway.call('POST', '/v1/invitations', { token: editor.token, body });
    expect(refused.body.code).toBe('invitation.role-not-yours');
  });
});
