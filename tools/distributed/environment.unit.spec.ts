import { describe, expect, it } from '@jest/globals';
import { programs, readSettings } from '#config';
import { environmentOf } from './environment.js';

const ports = { gateway: 1, practices: 2, network: 3, notifications: 4, web: 5 };
const given = (env: Record<string, string>) => (app: (typeof programs)[number]) =>
  environmentOf(app, readSettings(env), ports);

describe('the processes of one machine', () => {
  it.each(['127.0.0.1', '0.0.0.0', '192.0.2.7', '::', '::1'])(
    'listen on this machine alone, but for the gateway, which listens at HOST=%s',
    (host) => {
      expect(programs.map((app) => given({ HOST: host })(app)['HOST'])).toEqual([host, ...Array<string>(4).fill('127.0.0.1')]);
    },
  ); // prettier-ignore

  it.each([
    ['0.0.0.0', '127.0.0.1'],
    ['192.0.2.7', '192.0.2.7'],
    ['::', '[::1]'],
    ['::1', '[::1]'],
  ])('find the gateway that listens at %s', (host, at) => {
    for (const app of programs) {
      expect(given({ HOST: host })(app)).toMatchObject({
        GATEWAY_URL: `http://${at}:1`,
        PRACTICES_URL: 'http://127.0.0.1:2',
      });
    }
  });

  it('have metrics of their own', () => {
    const metrics = (env: Record<string, string>) => programs.map((app) => given(env)(app)['LRA_METRICS_PORT']);
    expect(metrics({})).toEqual(['0', '0', '0', '0', '0']);
    expect(metrics({ LRA_METRICS_PORT: '9464' })).toEqual(['9464', '9465', '9466', '9467', '9468']);
  });
});
