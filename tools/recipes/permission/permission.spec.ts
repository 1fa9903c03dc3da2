import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { roles } from '#identity';
import { testGateway } from '../../../apps/gateway/test/test-gateway.js';
import { wholeDocument } from '../../documents/describe.js';
import { permissionsPage } from '../../documents/permissions.js';

const path = '/v1/operations/outbox';

describe('a permission that was given to a role', () => {
  let gateway: Awaited<ReturnType<typeof testGateway>>;
  beforeAll(async () => {
    gateway = await testGateway();
  });
  afterAll(() => gateway.close());

  it('lets the role in, and no other', async () => {
    const refused = [];
    for (const role of roles) {
      const { token } = await gateway.client({ roles: [role], memberId: '01995d3c-0000-7000-8000-000000000001' });
      if ((await gateway.call('GET', path, { token })).status === 403) refused.push(role);
    }
    expect(refused).toEqual(roles.filter((role) => role !== 'steering' && role !== 'admin'));
  });

  it('stands in the table of permissions, by which the test goes that calls every route as every role', async () => {
    const lines = permissionsPage(await wholeDocument()).split('\n');
    const cells = (line = '') => line.split('|').map((cell) => cell.trim());
    const row = lines.findIndex((line) => line.includes(`GET ${path}`));
    const heading = lines.slice(0, row).findLastIndex((line) => line.startsWith('| call'));
    const allowed = cells(lines[heading]).filter((_, column) => cells(lines[row])[column] === 'yes');
    expect(allowed).toEqual(['steering', 'admin']);
  });
});
