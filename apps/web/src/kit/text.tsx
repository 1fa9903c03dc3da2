import type { Shape } from '#client';
import type { Visit } from '../page/visit.js';

/** A text of the registry in one language, with where it comes from. */
export type Text = Shape<'LocalisedTextView'>;

const rightToLeft = ['Arab', 'Hebr', 'Thaa'];

/** As its language runs: its first letter may be of a name in another script. */
const directionOf = ({ lang }: Text): 'rtl' | undefined =>
  rightToLeft.includes(new Intl.Locale(lang).maximize().script ?? '') ? 'rtl' : undefined;

/** Inside a line: read aloud and hyphenated in its language, in its own direction. */
export const Words = ({ text, visit }: { text: Text; visit: Visit }) => (
  <bdi lang={text.lang === visit.lang ? undefined : text.lang} dir={directionOf(text)}>
    {text.text}
  </bdi>
);

/** With its paragraphs, and its origin if that is not plain. */
export const Prose = ({ text, visit }: { text: Text; visit: Visit }) => (
  <>
    <Origin text={text} visit={visit} />
    {text.text.split(/\n{2,}/).map((paragraph) => (
      <p class="text" dir={directionOf(text) ?? 'auto'} lang={text.lang === visit.lang ? undefined : text.lang}>
        {paragraph}
      </p>
    ))}
  </>
);

/** In which language a text is shown, how it got there, and whether the original has changed since. */
function Origin({ text, visit }: { text: Text; visit: Visit }) {
  const { t, words } = visit;
  const notes = [
    ...(text.lang === visit.lang ? [] : [t('kit.text.language', { language: words.language(text.lang) })]),
    ...(text.translation === 'none' ? [] : [t(`kit.text.${text.translation}`)]),
    ...(text.stale ? [t('kit.text.stale')] : []),
  ];
  return notes.length === 0 ? null : <p class="origin">{notes.join(' · ')}</p>;
}

/** The text, cut at a word. */
export const shortened = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most).replace(/\s+\S*$/, '')} …`;

/** The title in one's language, of one that is given in several. */
export function titleIn(title: Readonly<Record<string, string>>, visit: Visit): Text {
  const lang = [visit.lang, 'en', ...Object.keys(title)].find((one) => title[one] !== undefined) ?? 'en';
  return { text: title[lang] ?? '', lang: lang as Text['lang'], translation: 'none', stale: false };
}
