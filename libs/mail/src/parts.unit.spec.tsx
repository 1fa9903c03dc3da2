import { describe, expect, it } from '@jest/globals';
import { Action, htmlOf, oneLine, P, Quote, textOf } from './parts.js';

const Signature = ({ name }: { name: string }) => <P>Yours, {name}</P>;
const body = (
  <>
    <P>
      Dear <b>Aino</b>, {'word '.repeat(20)}
    </P>
    <Quote>{'First line.\n  <b>Second</b> line.'}</Quote>
    <Action href="https://network.example/v1/x?a=1&b=2">Open it</Action>
    {[false, null, <Signature key="s" name="the office" />]}
  </>
);

describe('the parts of a mail', () => {
  it('are plain text with paragraphs of at most 76 columns, quotations line by line, and addresses on lines of their own', () => {
    const text = textOf(body);
    expect(text.split('\n\n')).toEqual([
      expect.stringMatching(/^Dear Aino, word [\s\S]*word$/),
      'First line.\n  <b>Second</b> line.',
      'Open it',
      'https://network.example/v1/x?a=1&b=2',
      'Yours, the office\n',
    ]);
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(76);
  });

  it('are a page in their language, in which words of others are words', () => {
    const html = htmlOf('pl', 'A & B', body);
    expect(html).toMatch(/^<!doctype html><html lang="pl"><head>.*<title>A &amp; B<\/title>/);
    expect(html).toContain('&lt;b>Second&lt;/b> line.');
    expect(html).toContain('href="https://network.example/v1/x?a=1&amp;b=2"');
  });

  it('keep a name on its line', () => {
    expect(oneLine(' City\r\nBcc: x@y.example\u2028\u0000 ')).toBe('City Bcc: x@y.example');
    expect(oneLine('x'.repeat(500))).toHaveLength(200);
  });
});
