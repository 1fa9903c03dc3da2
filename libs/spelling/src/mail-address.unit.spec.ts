import { describe, expect, it } from '@jest/globals';
import { deceptive, mailAddress } from './mail-address.js';

describe('an e-mail address', () => {
  it.each([
    ['F@MÜNCHEN.example', 'f@xn--mnchen-3ya.example'],
    ['jo\u0308rg@city.example', 'jörg@city.example'],
    [' "Anna"@City.example. ', 'anna@city.example'],
    ['ÉVA@city.example', 'éva@CITY.example'],
    ['"a\\@d1"@victim.example', '"a\\@d1"@VICTIM.example'],
    ['anna@city。example', 'anna@city.example'],
  ])('is one in the spellings %j and %j', (one, other) => {
    expect(mailAddress(one)!.key).toBe(mailAddress(other)!.key);
  });

  it.each([
    ['anna@city.example', 'anne@city.example'],
    ['anna@city.example', 'anna@city.example.org'],
    ['anna@straße.example', 'anna@strasse.example'],
    ['anna+net@city.example', 'anna@city.example'],
    ['i@city.example', 'ı@city.example'],
    ['"a b"@city.example', 'ab@city.example'],
  ])('is another in %j than in %j', (one, other) => {
    expect(mailAddress(one)!.key).not.toBe(mailAddress(other)!.key);
  });

  it.each([
    ['"a@d1"@victim.example', 'victim.example'],
    [String.raw`"a\"@d1"@victim.example`, 'victim.example'],
    ['"a@d1"@VICTIM.example.', 'victim.example'],
    ['a@xn--mnchen-3ya.example', 'xn--mnchen-3ya.example'],
    ['a@[192.0.2.1]', '[192.0.2.1]'],
    ['a@0x7f.1', '0x7f.1'],
    ['a@city/münchen.example', 'city/münchen.example'],
  ])('%s belongs to %s', (address, domain) => {
    expect(mailAddress(address)?.domain).toBe(domain);
  });

  it.each(['', 'anna', 'anna@', '@city.example', 'a@b@c.example', '"a"b"@city.example', 'a@"b@c.example'])(
    '%j is none',
    (text) => {
      expect(mailAddress(text)).toBeUndefined();
    },
  );

  it.each([
    ['zw@city.example\u200b', 'U+200B'],
    ['z\u00adw@city.example', 'U+00AD'],
    ['zw\u2060@city.example', 'U+2060'],
    ['zw\u202e@city.example', 'U+202E'],
    ['zw\u0007@city.example', 'U+0007'],
    ['zw\ufe0f@city.example', 'U+FE0F'],
    ['zw\u{e0041}@city.example', 'U+E0041'],
    ['\u212aim@city.example', 'U+212A, which reads as "K"'],
    ['\ufb01n@city.example', 'U+FB01, which reads as "fi"'],
    ['zw@\uff43ity.example', 'U+FF43, which reads as "c"'],
  ])('%j hides something, and it is told what', (address, what) => {
    expect(deceptive(address)).toContain(what);
  });

  it.each(['jörg@city.example', 'jo\u0308rg@city.example', 'и@город.example', "o'neill+a@city.example", 'ş@x.example'])(
    'hides nothing in %s',
    (address) => {
      expect(deceptive(address)).toBeUndefined();
    },
  );

  it('is parsed in time that grows with its length', () => {
    const hostile = [
      `"${'\\a'.repeat(50_000)}`,
      `${'a.'.repeat(50_000)}@`,
      `"${'a'.repeat(100_000)}"@${'ü.'.repeat(50_000)}`,
    ];
    const started = performance.now();
    for (const text of hostile) mailAddress(text);
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});
