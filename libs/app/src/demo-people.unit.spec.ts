import { describe, expect, it } from '@jest/globals';
import { readSettings } from '#config';
import { offersDemoPeople } from './demo-people.js';

describe('the demo people', () => {
  const offered = (env: Record<string, string> = {}, isEmbedded = true) =>
    offersDemoPeople(readSettings(env), isEmbedded);

  it.each([
    ['nothing is set', {}],
    ['the public address is on this machine', { LRA_PUBLIC_URL: 'http://localhost:8080' }],
    ['the address to listen on is on this machine', { HOST: '::1' }],
  ])('may sign in when %s', (_, env) => {
    expect(offered(env)).toBe(true);
  });

  it.each([
    ['an issuer is set', { OIDC_ISSUER: 'https://issuer.example', OIDC_CLIENT_ID: 'x' }],
    ['others can reach the gateway', { HOST: '0.0.0.0' }],
    ['others can reach it by name', { HOST: 'network.example' }],
    ['the public reaches it', { LRA_PUBLIC_URL: 'https://network.example' }],
    ['a name only begins like this machine', { LRA_PUBLIC_URL: 'http://127.0.0.1.evil.example' }],
    ['a proxy stands before it', { LRA_TRUST_PROXY: '127.0.0.1' }],
  ])('may not when %s', (_, env) => {
    expect(offered(env)).toBe(false);
  });

  it('may not where the gateway runs alone', () => {
    expect(offered({}, false)).toBe(false);
  });
});
