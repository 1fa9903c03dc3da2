import { describe, expect, it } from '@jest/globals';
import { fragmentOf, Marker, countTerms, type Form, type Part, type Sought } from './marked-text.js';

const form = (text: string): Form => ({ text: text.replace(/\*$/, ''), isPrefix: text.endsWith('*') });
/** Terms as they are written here: forms separated by `|`, words of a phrase by blanks. */
const sought = (...terms: string[]): Sought[] =>
  terms.map((written, term) => ({ term, sequence: written.split(' ').map((word) => word.split('|').map(form)) }));
const fragment = (text: string, ...terms: string[]): Part[] =>
  fragmentOf(text, new Marker(sought(...terms)).matches(text));
/** The same with brackets around what matches. */
const shown = (text: string, ...terms: string[]): string =>
  fragment(text, ...terms)
    .map((part) => (part.match ? `[${part.text}]` : part.text))
    .join('');

describe('what a search found in a text', () => {
  it.each([
    ['Ein Sprachkurs für Frauen', ['sprachkurs*'], 'Ein [Sprachkurs] für Frauen'],
    ['Wohnraumlotsen helfen', ['wohnraum*'], '[Wohnraumlotsen] helfen'],
    ['Żywność i Łódź', ['lodz', 'zywnosc*'], '[Żywność] i [Łódź]'],
    ['Zywn\u0307os\u0301c\u0301', ['zywnosc'], '[Zywn\u0307os\u0301c\u0301]'],
    ['Πρόσφυγες και γλώσσα', ['προσφυγεσ'], '[Πρόσφυγες] και γλώσσα'],
    ['l’intégration', ['integration*'], 'l’[intégration]'],
    ['Sprach\u00adförderung!', ['sprachforderung'], '[Sprach\u00adförderung]!'],
    ['ﬁnance and Straße', ['finance', 'strasse'], '[ﬁnance] and [Straße]'],
    ['تَعْلِيمُ اللُّغَةِ', ['تعليم'], '[تَعْلِيمُ] اللُّغَةِ'],
    ['work language, language work', ['language work'], 'work language, [language] [work]'],
    ['nothing here', ['else'], 'nothing here'],
    ['', ['else'], ''],
  ])('is marked in %j, whole words as they were written', (text, terms, expected) => {
    expect(shown(text, ...terms)).toBe(expected);
  });

  it('is shown in the piece of a long text that has the most of it', () => {
    const text = `${'filler words go on '.repeat(60)}courses ${'and more of these '.repeat(60)}language courses for women ${'the end of it '.repeat(60)}`;
    const one = shown(text, 'courses', 'language', 'women');
    expect(one).toMatch(/^….*\[language\] \[courses\] for \[women\].*…$/);
    expect(one).not.toMatch(/^…\s|\s…$/);
    expect(one.length).toBeLessThan(230);
    expect(countTerms(new Marker(sought('courses', 'language', 'men')).matches(text))).toBe(2);
  });

  it.each([
    ['<script>alert(1)</script> courses & "more"'],
    ['courses <img src=x onerror=alert(1)>'],
    ['&lt;b&gt; courses &amp;'],
  ])('leaves %j as it was written, in pieces that need no markup', (text) => {
    const parts = fragment(text, 'courses');
    expect(parts.map((part) => part.text).join('')).toBe(text);
    expect(parts.filter(({ match }) => match)).toEqual([{ text: 'courses', match: true }]);
  });

  it.each([
    ['one word of 50,000 letters', 'a'.repeat(50_000)],
    ['one of emoji', '👩‍👩‍👧'.repeat(10_000)],
    ['letters with many marks', `e${'\u0301'.repeat(30)}`.repeat(1_500)],
    ['characters outside of the first plane', '𝒜'.repeat(25_000)],
    ['blanks alone', ' '.repeat(50_000)],
  ])('is short and has whole characters in %s', (_, text) => {
    for (const around of [text, `${text} needle ${text}`, `needle${text}`]) {
      const parts = fragment(around, 'needle*', 'a*');
      const whole = parts.map((part) => part.text).join('');
      expect(whole.length).toBeLessThan(280);
      expect(whole.isWellFormed()).toBe(true);
      expect(whole).not.toMatch(/^…?[\p{M}\u200d]/u);
      if (around !== text) expect(parts.some(({ match, text: one }) => match && one.startsWith('needle'))).toBe(true);
    }
  });

  it('turns no page around: what changes the direction of writing is left out, what belongs to letters stays', () => {
    const text = `\u202e\u2067courses\u2069 \u200fשלום`;
    expect(shown(text, 'courses')).toBe('[courses] \u200fשלום');
  });
});
