import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testApp, type TestApp } from '#testing';
import { networkApp } from '../../../apps/network/src/network.app.js';
import { upstreamPaths, wholeDocument } from '../../documents/describe.js';

describe('a feature that was added to an app', () => {
  let network: TestApp;
  beforeAll(async () => {
    network = await testApp(networkApp);
  });
  afterAll(() => network.close());

  it('has its tables, and its routes answer from them', async () => {
    await network.dataSource.query(`insert into working_group values ('Housing'), ('Arrival')`);
    const { status, body } = await network.call('GET', '/v1/groups');
    expect([status, body]).toEqual([200, { names: ['Arrival', 'Housing'] }]);
  });

  it('is passed on to by the gateway, and described under its tag in the document of the API', async () => {
    expect(upstreamPaths.network).toContain('/v1/groups');
    const { paths, tags } = await wholeDocument();
    expect(paths['/v1/groups']?.get?.tags).toEqual(['groups']);
    expect(tags).toContainEqual({ name: 'groups', description: 'Working groups of the network.' });
  });
});
