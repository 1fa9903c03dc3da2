import { describe, expect, it } from '@jest/globals';
import { addressOf, ERASED, patternsOf, telling, type Subject } from './subject.js';
import { withoutIn } from './traces.js';

const without = (text: string, subject: Subject) => text.replaceAll(patternsOf(subject)!.script, ERASED);
const aino = { email: 'aino.virtanen@tampere.example', names: ['Aino Virtanen'] };

describe('a person in a text', () => {
  it.each([
    ['Ask Aino Virtanen.', 'Ask [erased].'],
    ['AINO  VIRTANEN and aino\nvirtanen', '[erased] and [erased]'],
    ['mail to Aino.Virtanen@Tampere.example, please', 'mail to [erased], please'],
    ['mailto:aino.virtanen%40tampere.example?subject=x', 'mailto:[erased]?subject=x'],
    ['"aino.virtanen@tampere.example".', '"[erased]".'],
  ])('is found in %j', (text, expected) => {
    expect(without(text, aino)).toBe(expected);
  });

  it.each([
    'Aino Virtanenberg', 'Raino Virtanen', 'paino.virtanen@tampere.example', 'x.aino.virtanen@tampere.example',
    'aino.virtanen@tampere.example.org', 'aino.virtanen@tampere.example-city.fi', 'ainoxvirtanen@tampere.example', 'Aino', 'Virtanen',
  ])('is not found in %j, which is somebody else', (text) => {
    expect(without(text, aino)).toBe(text);
  }); // prettier-ignore

  it('is found however accents are encoded, and whatever stands in the name', () => {
    const zuzana = { names: ['Zuzana Ňúñez', 'Jan "Honza" O’Neill (ml.)'] };
    expect(without('Zuzana Ňúñez'.normalize('NFD'), zuzana)).toBe('[erased]');
    expect(without('ZUZANA ŇÚÑEZ', zuzana)).toBe('[erased]');
    expect(without('by Jan "Honza" O’Neill (ml.)!', zuzana)).toBe('by [erased]!');
    expect(without(JSON.stringify({ by: zuzana.names[1] }), zuzana)).toBe('{"by":"[erased]"}');
  });

  it('is told by names of several words only: one word stands for many', () => {
    expect(telling(['Secretariat', 'Anne-Marie', ' Aino Virtanen ', 'Aino Virtanen', ''])).toEqual([
      'Anne-Marie',
      'Aino Virtanen',
    ]);
    expect(patternsOf({ names: ['Secretariat'] })).toBeUndefined();
  });

  it.each([
    "anne-marie.o'neill+lra@city-of.example",
    'a/b{c}|d@x.example',
    '"quoted (name)"@x.example',
    '$^*?[]@x.example',
  ])('is found by the address %s, whatever characters that has', (email) => {
    expect(without(`<${email}>`, { email: addressOf(email), names: [] })).toBe('<[erased]>');
  });

  it('has one address, however it is written', () => {
    expect(addressOf(' JOSE\u0301@Leon.example ')).toBe('jos\u00e9@leon.example');
  });

  it('leaves a message that is no JSON with the whole of it', () => {
    const { script } = patternsOf(aino)!;
    expect(withoutIn(Buffer.from('{"a": "Aino Virtanen", "b": 1}'), script)?.toString()).toBe('{"a":"[erased]","b":1}');
    expect(withoutIn(Buffer.from(String.raw`["\u0041ino Virtanen"]`), script)?.toString()).toBe('["[erased]"]');
    expect(withoutIn(Buffer.from('Aino Virtanen, cut'), script)?.toString()).toBe(ERASED);
    expect(withoutIn(Buffer.from('{"a": "Aino"}'), script)).toBeUndefined();
  });
});
