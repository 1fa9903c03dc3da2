import type { Shape } from '#client';
import { adoptionStatuses } from '#contracts';
import type { Field } from '../form/form.js';
import { languageOptions } from '../kit/languages.js';
import type { Visit } from '../page/visit.js';

export type Adoption = Shape<'AdoptionView'>;

/** What an adopter tells in words, in any languages; a form shows one of them. */
const prose = ['changes', 'funding', 'result', 'evidence'] as const;

type Written = Readonly<Record<string, string>>;
type Texts = Readonly<Partial<Record<(typeof prose)[number], Written>>>;

/** The languages in which something is written. */
export const languagesOf = (adoption: Texts): readonly string[] => [
  ...new Set(prose.flatMap((text) => Object.keys(adoption[text] ?? {}))),
];

/** Practices of the own member, by id, that may have come of an adoption. */
export type OwnPractices = readonly (readonly [id: string, title: string])[];

/** @param taken languages in which something else is written, which this must not replace */
export function fieldsOf(visit: Visit, lang: string, own: OwnPractices, taken: readonly string[] = []): readonly Field[] {
  const { t, words } = visit;
  return [
    {
      pointer: '/status', kind: 'choice', label: t('adopt.status'), isRequired: true,
      options: adoptionStatuses.map((status) => [status, words.code('adoptionStatuses', status)] as const),
    },
    {
      pointer: '/language', kind: 'select', label: t('edit.language'), hint: t('adopt.language.hint'), isRequired: true,
      options: languageOptions(visit, taken),
    },
    ...prose.map((text): Field => ({ pointer: `/${text}`, kind: 'lines', label: t(`adopt.${text}`), hint: t(`adopt.${text}.hint`), maxLength: 20_000, lang })),
    {
      pointer: '/links', kind: 'list', label: t('sheet.links'),
      of: [
        { pointer: '/url', kind: 'url', label: t('edit.url'), maxLength: 2000 },
        { pointer: '/label', kind: 'text', label: t('edit.link'), maxLength: 500 },
      ],
    },
    { pointer: '/ownPracticeId', kind: 'select', label: t('adopt.ownPractice'), hint: t('adopt.ownPractice.hint'), options: own },
  ];
} // prettier-ignore

/** What a form shows of an adoption: its texts in one language. */
export const shownIn = (adoption: Adoption, language: string): object => ({
  ...adoption,
  language,
  ...Object.fromEntries(prose.map((text) => [text, adoption[text]?.[language]])),
});

/** What was typed, as the API takes it. Texts move with their language; what is written in other languages stays. */
export function sentOf(typed: object, before: Texts, lang: string): Shape<'AdoptionDto'> {
  const { language, ...told } = typed as { readonly language: string; readonly [text: string]: unknown };
  const texts = prose.map((text) => {
    const others = Object.entries(before[text] ?? {}).filter(([one]) => one !== lang);
    const own = told[text] === undefined ? [] : [[language, told[text]] as const];
    return [text, Object.fromEntries<unknown>([...others, ...own])] as const;
  });
  return { ...told, ...Object.fromEntries(texts) } as Shape<'AdoptionDto'>;
}
