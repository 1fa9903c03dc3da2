import { describe, expect, it } from '@jest/globals';
import { pathAndQuery } from './request-target.js';

describe('what a request asks for', () => {
  it.each([
    ['/v1/members?limit=1', '/v1/members?limit=1', 'header.example'],
    ['http://target.example/v1/members?q=http://x/', '/v1/members?q=http://x/', 'target.example'],
    ['HTTPS://target.example:443/', '/', 'target.example:443'],
    ['http://target.example', '/', 'target.example'],
    ['http://target.example?limit=1', '/?limit=1', 'target.example'],
    ['http:///v1/members', '/v1/members', ''],
    ['*', '*', 'header.example'],
    ['ftp://target.example/', 'ftp://target.example/', 'header.example'],
  ])('at %s is %s, at the host that the target names before that of the header', (url, expected, host) => {
    const headers = { host: 'header.example' };
    expect(pathAndQuery({ url, headers })).toBe(expected);
    expect(headers.host).toBe(host);
  });
});
