import { languages, type Language } from './languages.js';

/** Languages of ISO 639-3 without a code here: what their speakers read, by the macrolanguage they belong to or are taught in. */
const macrolanguages: Readonly<Partial<Record<Language, readonly string[]>>> = {
  ar: 'aao abh abv acm acq acw acx acy adf aeb aec afb apc apd ary arz auz avl ayh ayl ayn ayp pga shu ssh'.split(' '),
  az: ['azb'],
  de: ['bar', 'gsw', 'nds', 'wae'],
  ku: ['ckb', 'sdh'],
  pa: ['lah'],
  ps: ['pbt', 'pst'],
  zh: ['cdo', 'cjy', 'gan', 'hak', 'hsn', 'nan', 'wuu', 'yue'],
};

/** What readers of one language read as well as their own, the nearest first. */
const related: Readonly<Partial<Record<string, readonly Language[]>>> = {
  no: ['nb', 'nn'],
  nb: ['no', 'nn'],
  nn: ['no', 'nb'],
  bs: ['hr'],
  hr: ['bs'],
  'sr-Latn': ['hr', 'bs'],
  ak: ['tw'],
  tw: ['ak'],
};

const isCode = (code: string | undefined): code is Language => languages.includes(code as Language);

/** A tag in the form of today (`iw` is `he`, `sh` is `sr-Latn`, `deu` is `de`); undefined for what is none. */
function canonical(tag: string): Intl.Locale | undefined {
  try {
    return new Intl.Locale(tag);
  } catch {
    return undefined;
  }
}

/** Codes of this list by what their tags mean today: `fil` is `tl` here. */
const codes = new Map<string, Language>([
  ...Object.entries(macrolanguages).flatMap(([code, members]) =>
    members.map((member) => [member, code as Language] as const),
  ),
  ...languages.map((code) => [canonical(code)?.language ?? code, code] as const),
  ...languages.map((code) => [code, code] as const),
]);

/**
 * In which of the languages that texts are kept in somebody reads who asks for this tag (BCP 47), the best first: the language of
 * the tag without regions and scripts (RFC 4647, 3.4), by whatever code, then what is as good as the same. None for what is no
 * language.
 */
export function languagesFor(tag: string): Language[] {
  const written = tag.trim().replaceAll('_', '-').toLowerCase();
  const own = written.split('-')[0]!;
  const today = canonical(written);
  const first = isCode(own) ? own : codes.get(today?.language ?? own);
  if (!first) return [];
  const script = today?.script === undefined ? undefined : related[`${today.language}-${today.script}`];
  return [...new Set([first, ...(script ?? related[first] ?? [])])];
}
