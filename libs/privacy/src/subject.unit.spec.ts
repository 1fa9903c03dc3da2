import { describe, expect, it } from '@jest/globals';
import { addressesInText, addressOf, ERASED, Sightings, telling, type Subject } from './subject.js';
import { withoutInBytes } from './traces.js';

const without = (text: string, subject: Subject) => new Sightings(subject).without(text);
const aino = { email: 'aino.virtanen@tampere.example', names: ['Aino Virtanen'] };

describe('a person in a text', () => {
  it.each([
    ['Ask Aino Virtanen.', 'Ask [erased].'],
    ['AINO  VIRTANEN and aino\nvirtanen', '[erased] and [erased]'],
    ['mail to Aino.Virtanen@Tampere.example, please', 'mail to [erased], please'],
    ['mailto:aino.virtanen%40tampere.example?subject=x', 'mailto:[erased]?subject=x'],
    ['"aino.virtanen@tampere.example".', '"[erased]".'],
    ['- aino.virtanen@tampere.example\n-aino.virtanen@tampere.example', '- [erased]\n-[erased]'],
    ['see...aino.virtanen@tampere.example...', 'see...[erased]...'],
    [
      '__Aino Virtanen__, _aino.virtanen@tampere.example_, **Aino** *Virtanen*',
      '__[erased]__, _[erased]_, **[erased]*',
    ],
    ['<b>Aino</b> Virtanen', '<b>[erased]'],
    ['Aino&nbsp;Virtanen, a&#105;no&period;virtanen&commat;tampere.example', '[erased], [erased]'],
    ['?name=Aino+Virtanen&mail=aino.virtanen%2540tampere.example', '?name=[erased]&mail=[erased]'],
    [
      String.raw`{"title":"Café\nAino Virtanen\naino.virtanen@tampere.example"}`,
      String.raw`{"title":"Café\n[erased]\n[erased]"}`,
    ],
    [String.raw`\u0041ino\u0020Virtanen \x41ino Virtanen`, '[erased] [erased]'],
    [String.raw`Aino\_Virtanen, aino\.virtanen\@tampere\.example`, '[erased], [erased]'],
    ['Aino&#x20;&lt;b&gt;Virtanen&lt;/b&gt;', '[erased]&lt;/b&gt;'],
    ['https://tampere.example/team/aino-virtanen', 'https://tampere.example/team/[erased]'],
    ['Ai=\r\nno=20Virtanen <aino.virtanen=40tampere.example>', '[erased] <[erased]>'],
    [`data:text/plain;base64,${Buffer.from('by Aino Virtanen').toString('base64')}`, 'data:text/plain;base64,[erased]'],
    ['Aino Virtanen aino.virtanen@tampere.example\u200bask her', '[erased] [erased]\u200bask her'],
    ['"aino.virtanen"@tampere.example', '[erased]'],
    ['Ａｉｎｏ Virtanen, aino.virtanen＠tampere。example', '[erased], [erased]'],
  ])('is found in %j', (text, expected) => {
    expect(without(text, aino)).toBe(expected);
  });

  it.each([
    'Aino Virtanenberg', 'Raino Virtanen', 'paino.virtanen@tampere.example', 'x.aino.virtanen@tampere.example',
    'aino.virtanen@tampere.example.org', 'aino.virtanen@tampere.example-city.fi', 'ainoxvirtanen@tampere.example', 'Aino', 'Virtanen',
    'p_aino.virtanen@tampere.example', 'p%2Baino.virtanen@tampere.example', 'Aino, Virtanen and Bo', 'Aino. Virtanen said',
    'Paino Virtanen%20', 'AinoVirtanen', 'aino.virtanen@tampere.exampleö', 'aino.virtanen@tampereen.example',
  ])('is not found in %j, which is somebody else', (text) => {
    expect(without(text, aino)).toBe(text);
  }); // prettier-ignore

  it('is found however accents are encoded, and whatever stands in the name', () => {
    const zuzana = {
      names: ['Zuzana Ňúñez', 'Jan "Honza" O’Neill (ml.)', 'Eva Groß', 'Işık Ilgaz', 'Νίκος Παπαδόπουλος'],
    };
    expect(without('Zuzana Ňúñez'.normalize('NFD'), zuzana)).toBe('[erased]');
    expect(without('ZUZANA ŇÚÑEZ', zuzana)).toBe('[erased]');
    expect(without('by Jan "Honza" O\'Neill (ml.)!', zuzana)).toBe('by [erased]!');
    expect(without(JSON.stringify({ by: zuzana.names[1] }), zuzana)).toBe('{"by":"[erased]"}');
    expect(without('EVA GROSS, IŞIK ILGAZ, ΝΊΚΟΣ ΠΑΠΑΔΌΠΟΥΛΟΣ', zuzana)).toBe('[erased], [erased], [erased]');
  });

  it('is told by names of several words only: one word stands for many', () => {
    expect(
      telling(['Secretariat', 'Sec\u200bretariat', 'Anne-Marie', ' Aino Virtanen ', 'Aino  Virtanen', '']),
    ).toEqual(['anne-marie', 'aino virtanen']);
    expect(new Sightings({ names: ['Secretariat'] }).isAnybody).toBe(false);
  });

  it.each([
    "anne-marie.o'neill+lra@city-of.example",
    'a/b{c}|d@x.example',
    '"quoted (name)"@x.example',
    '$^*?[]@x.example',
  ])('is found by the address %s, whatever characters that has', (email) => {
    expect(without(`<${email}>`, { email: addressOf(email), names: [] })).toBe('<[erased]>');
    expect(addressesInText(`<${email}>`)).toContain(addressOf(email));
  });

  it.each([
    ['anna@straße.example', 'anna@strasse.example'],
    ['anna@city.example', 'anna@city-x.example'],
  ])('of the address %s is not the one of %s', (asked, other) => {
    expect(without(`${other}!`, { email: addressOf(asked), names: [] })).toBe(`${other}!`);
  });

  it('leaves bytes that are a text, and takes with it those that are none', () => {
    const of = (bytes: Buffer) => withoutInBytes(bytes, new Sightings(aino))?.toString();
    expect(of(Buffer.from('{"a": "Aino Virtanen", "b": 1}'))).toBe('{"a":"[erased]","b":1}');
    expect(of(Buffer.from(String.raw`["\u0041ino Virtanen"]`))).toBe('["[erased]"]');
    expect(of(Buffer.from(`[{"email": "AINO.virtanen@tampere.example"}, 1]`))).toBe('[1]');
    expect(of(Buffer.from('Aino Virtanen, cut'))).toBe('[erased], cut');
    expect(of(Buffer.concat([Buffer.from('Aino Virtanen'), Buffer.from([0xff])]))).toBe(ERASED);
    expect(of(Buffer.from('{"a": "Aino"}'))).toBeUndefined();
  });
});
