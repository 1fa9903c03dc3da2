import { languages, type Language } from './languages.js';

/** Languages of ISO 639-3 without a code here, and what their speakers read: by macrolanguage or by schooling. */
const macrolanguages: Readonly<Partial<Record<Language, readonly string[]>>> = {
  ar: 'aao abh abv acm acq acw acx acy adf aeb aec afb apc apd ary arz auz avl ayh ayl ayn ayp pga shu ssh'.split(' '),
  az: ['azb'],
  de: ['bar', 'gsw', 'nds', 'wae'],
  ku: ['ckb', 'sdh'],
  pa: ['lah'],
  ps: ['pbt', 'pst'],
  zh: ['cdo', 'cjy', 'gan', 'hak', 'hsn', 'nan', 'wuu', 'yue'],
};

/** What readers of one language read as easily as their own, the nearest first. */
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

/** The modern form of a tag (`iw` is `he`, `sh` is `sr-Latn`, `deu` is `de`); undefined for an invalid one. */
function canonical(tag: string): Intl.Locale | undefined {
  try {
    return new Intl.Locale(tag);
  } catch {
    return undefined;
  }
}

/** Codes of this list by the modern meaning of their tags: `fil` is `tl` here. */
const codes = new Map<string, Language>([
  ...Object.entries(macrolanguages).flatMap(([code, members]) =>
    members.map((member) => [member, code as Language] as const),
  ),
  ...languages.map((code) => [canonical(code)?.language ?? code, code] as const),
  ...languages.map((code) => [code, code] as const),
]);

/**
 * The stored languages that suit a reader who requests this tag (BCP 47), the best first: the language of the tag
 * without regions and scripts (RFC 4647, 3.4), whatever code it uses, then languages that are nearly the same. Empty
 * for an invalid tag.
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
