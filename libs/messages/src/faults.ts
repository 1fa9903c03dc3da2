import { IntlMessageFormat } from 'intl-messageformat';
import type { Messages } from './catalogue.js';

type Element = ReturnType<IntlMessageFormat['getAst']>[number];

/** Kinds of elements, as the parser numbers them. */
const LITERAL = 0;
const PLURAL = 6;
const POUND = 7;

/**
 * The faults of a translated catalogue, one sentence each: a key that is missing or unknown, an argument that was lost,
 * invented or changed in kind, a plural form that the language has and the message lacks (or the reverse), and an
 * apostrophe that ICU takes for a quotation.
 */
export function faultsOf(language: string, source: Messages, translated: Messages): string[] {
  const unknown = Object.keys(translated).filter((key) => !(key in source));
  return [
    ...unknown.map((key) => `${key}: is unknown`),
    ...Object.entries(source).flatMap(([key, text]) => {
      const translation = translated[key];
      if (translation === undefined) return [`${key}: is missing`];
      return faultsOfOne(language, text, translation).map((fault) => `${key}: ${fault}`);
    }),
  ];
}

function faultsOfOne(language: string, source: string, translated: string): string[] {
  const faults: string[] = translated.includes("'") ? ['has a straight apostrophe; write ’'] : [];
  try {
    const [wanted, found] = [argumentsOf(elementsOf(source, 'en')), elementsOf(translated, language)];
    const given = argumentsOf(found);
    for (const [name, kind] of wanted) {
      if (!given.has(name)) faults.push(`the argument ${name} is lost`);
      else if (given.get(name) !== kind) faults.push(`the argument ${name} is of another kind`);
    }
    for (const name of given.keys()) if (!wanted.has(name)) faults.push(`the argument ${name} is unknown`);
    return [...faults, ...found.flatMap((element) => pluralFaults(language, element))];
  } catch (error) {
    return [...faults, `cannot be read: ${(error as Error).message}`];
  }
}

/** All elements of a message, including those inside plural forms and choices. */
function elementsOf(message: string, language: string): Element[] {
  const all: Element[] = [];
  const open = [...new IntlMessageFormat(message, language, undefined, { ignoreTag: true }).getAst()];
  for (let element = open.pop(); element; element = open.pop()) {
    all.push(element);
    if ('options' in element) for (const { value } of Object.values(element.options)) open.push(...value);
    if ('children' in element) open.push(...element.children);
  }
  return all;
}

const argumentsOf = (elements: readonly Element[]): Map<string, number> =>
  new Map(elements.flatMap((element) => ([LITERAL, POUND] as number[]).includes(element.type) ? [] : [[(element as { value: string }).value, element.type]])); // prettier-ignore

function pluralFaults(language: string, element: Element): string[] {
  if ((element.type as number) !== PLURAL || !('options' in element)) return [];
  const { value: name, pluralType } = element as { value: string; pluralType?: 'cardinal' | 'ordinal' };
  const forms = Object.keys(element.options);
  const needed: string[] = new Intl.PluralRules(language, { type: pluralType ?? 'cardinal' }).resolvedOptions().pluralCategories; // prettier-ignore
  return [
    ...needed.filter((form) => !forms.includes(form)).map((form) => `the plural of ${name} lacks ${form}`),
    ...forms
      .filter((form) => !form.startsWith('=') && !needed.includes(form))
      .map((form) => `the plural of ${name} has ${form}, which the language has not`),
  ];
}
