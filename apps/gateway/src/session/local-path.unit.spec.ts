import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isLocalPath } from './http/session.dto.js';

describe('a path to return to', () => {
  it.each(['/', '/docs', '/v1/me?lang=de#x', '/a//b', '/..', '/%2F%2Fevil.example'])('may be %s', (path) => {
    expect(isLocalPath(path)).toBe(true);
  });

  it('leads nowhere else, whatever it is', () => {
    const parts = fc.constantFrom(
      '/',
      '\\',
      '.',
      ':',
      '@',
      '\t',
      '\n',
      ' ',
      '%2f',
      'evil.example',
      'https:',
      '?',
      '#',
      '\0',
      'é',
    );
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 8 }), (made) => {
        const path = made.join('');
        if (!isLocalPath(path)) return;
        expect(new URL(path, 'https://network.example/v1/session/callback').origin).toBe('https://network.example');
        expect(path).toMatch(/^[\x21-\x7e]+$/);
      }),
      { numRuns: 2_000 },
    );
  });
});
