import { euLanguages, subjectsIn, vocabularies, type EuLanguage } from '#contracts';
import { foldedWords } from '#spelling';

/** The lists whose codes are found by name. */
export const searchedLists = [
  'dimensions', 'themes', 'aims', 'targetGroups', 'fundingSources', 'organiserKinds', 'partnerKinds', 'countries', 'evaluationKinds',
  'replicated',
] as const; // prettier-ignore
export type SearchedList = (typeof searchedLists)[number];

/** What can be named: a code, or a subject that no code stands for, which is found where a text names it. */
type Named = SearchedList | 'subjects';

/** The word that stands for a code among the words of a fact sheet; nobody writes such a word. */
export const codeWord = (list: Named, code: string): string => `code${list}${code.replaceAll('-', '')}`.toLowerCase();

/** The word for a code that the title or the prose of a fact sheet names, or that it has. */
export const codeIn = (where: 'code' | 'title' | 'prose', word: string): string =>
  where === 'code' ? word : `${where}${word}`;

/** How much a code of a list says about a practice, 1 for what it is about: nearly all have an organiser of some kind. */
const telling: Readonly<Record<Named, number>> = {
  subjects: 1.5,
  themes: 1, targetGroups: 1, countries: 0.8, aims: 0.7, dimensions: 0.4, fundingSources: 0.4, partnerKinds: 0.3, organiserKinds: 0.3,
  evaluationKinds: 0.4, replicated: 0.4,
}; // prettier-ignore

/** Weight of a whole name from which a code is what practices are about, not who runs or pays them. */
const ABOUT = 0.7;

/** Codes that say nothing about a practice. */
const EMPTY = new Set<string | number>(['other', 'unknown', 'no']);

/** How much less a name counts when one of its words is searched: `logement` of `Logement et santé`. */
const PART = 0.7;

/** What a search looks for: words that must all be in a text, or the codes that they name. */
export interface Term {
  readonly words: readonly string[];
  /** As `codeWord` writes them, with the weight of each. */
  readonly codes: ReadonlyMap<string, number>;
  /** Those named so surely that prose which mentions them is found too. */
  readonly sure: ReadonlyMap<string, number>;
}

/** A name of a code, or a word of one, in any language. */
interface Name {
  readonly words: readonly string[];
  readonly code: string;
  readonly weight: number;
}

/** Most terms of one query; the rest is ignored. */
export const MAX_TERMS = 16;
/** Letters by which names are filed. */
const FILED_BY = 3;
/** Length of the shortest word of a name that is sought alone. */
const TELLING = 5;
/** Length of the shortest word sought at the beginning of compounds. */
const COMPOUND = 6;
/** Words in the longest name sought as a whole. */
const MAX_WORDS = 5;

/** Characters of a text that are read for the codes which it names: its subject comes up soon. */
const READ = 20_000;

/** Function words of the languages of the Union, which say nothing alone. */
const GRAMMAR = new Set(
  `a an and are as at by for from how in into is it of on or that the their this to what which who with without
   be been can cannot could do does had has have its many more most my no not one ones only other our own s she he some
   such than them then there these they those through was we were when where will would you your
   nicht auch andere anderen anderer ihr ihre sich sein oder als durch nach uber unter viele wir werden wird
   pas plus autre autres ses son sa leur leurs nous vous on ce cette ces
   no otro otra otros otras su sus mas este esta estos nao mais outro outros seu sua non piu altri altre suo sua
   niet ook andere hun zijn wij er dat inte andra deras sin ikke andre deres ei muut muiden heidan
   nie inne ich jest sa ne jine jejich ne drugi njihov nu alte alti lor τη μη αλλα μας τουσ μια ενα
   und oder der die das den dem des ein eine einer einem fur fuer mit von vom zu zum zur im in am auf aus bei ist sind wie was
   et ou le la les l un une des du de d au aux en par pour avec sans sur dans est sont qui que quoi comment
   y o el los las lo uno unos unas del al con sin sobre por para es son que como
   e i gli il lo dei della delle degli dell dal dalla nel nella con per su tra fra sono che come
   os as do da dos das no na nos nas ao com sem sobre sao em um uma
   en of het een van voor met zonder op te bij naar door om aan uit zijn
   och eller en ett den det de for med utan pa av till fran i om som ar hur
   og eller det til fra med uden er som at ja tai seka on ovat
   i oraz lub w we z ze na do od dla o po przy bez za a nebo v ve s se k ke u pro od do o po bez alebo vo zo so ku pre
   és es vagy a az egy hogy is nem si sau in la pe cu fara din de pentru un unei ale al
   in ali na za z s o pri brez iz od do i ili u na za s sa od do o pri bez
   и или в във на за с със от до по при без ir ar uz no ar bez par un vai pie ir arba su be apie iki is i
   ja voi ning koos ilma kohta ta u jew ma ta tal il ghal minn agus no ar i le do gan
   και η ο οι το τα του της των τον την στο στη στην στα για με χωρις από απο σε προς`
    .split(/\s+/)
    .flatMap(foldedWords),
);

type Filed = ReadonlyMap<string, readonly Name[]>;

/** Names by their beginnings: all lists in all languages, built at the first search. */
let filed: Filed | undefined;

const placeOf = (word: string): string => word.slice(0, FILED_BY);

function names(): Filed {
  if (filed) return filed;
  const heaviest = new Map<string, Name>();
  for (const name of euLanguages.flatMap(namesIn)) {
    const key = `${name.code} ${name.words.join(' ')}`;
    if (name.weight > (heaviest.get(key)?.weight ?? 0)) heaviest.set(key, name);
  }
  filed = filedBy([...heaviest.values()]);
  return filed;
}

/** Lists whose names count in a text too: whoever writes "language course" in a title tells what it is about. */
const mentioned: readonly Named[] = ['themes', 'targetGroups', 'subjects'];

/** Names of those lists by language, filed when a text of it first comes. */
const filedIn = new Map<string, Filed>();

function mentionable(language: string): Filed {
  let file = filedIn.get(language);
  if (!file) {
    const known = euLanguages.find((one) => one === language);
    const vocabulary = known && vocabularyIn(known);
    file = filedBy(vocabulary ? mentioned.flatMap((list) => wholeNames(list, vocabulary)) : []);
    filedIn.set(language, file);
  }
  return file;
}

/** The words of the codes that a text of a language names. */
export function codesNamedIn(text: string, language: string): ReadonlySet<string> {
  const file = mentionable(language);
  const words = foldedWords(text.slice(0, READ)).filter((word) => !GRAMMAR.has(word));
  const codes = new Set<string>();
  for (const [at, word] of words.entries())
    for (const name of file.get(placeOf(word)) ?? [])
      if (!codes.has(name.code) && name.words.every((one, n) => isAlike(one, words[at + n] ?? '')))
        codes.add(name.code);
  return codes;
}

function filedBy(all: readonly Name[]): Map<string, Name[]> {
  const made = new Map<string, Name[]>();
  for (const name of all) {
    const place = placeOf(name.words[0]!);
    const there = made.get(place) ?? [];
    there.push(name);
    made.set(place, there);
  }
  return made;
}

/** All that has a name, with its names in a language. */
const vocabularyIn = (language: EuLanguage) => ({ ...vocabularies(language), subjects: subjectsIn(language) });
type Vocabulary = ReturnType<typeof vocabularyIn>;

const wholeNames = (list: Named, vocabulary: Vocabulary): Name[] =>
  vocabulary[list]
    .filter(({ code }) => !EMPTY.has(code))
    .flatMap(({ code, label, synonyms = [] }) =>
      [label, ...synonyms].map((name) => ({
        words: foldedWords(name).filter((word) => !GRAMMAR.has(word)),
        code: codeWord(list, String(code)),
        weight: telling[list],
      })),
    )
    .filter(({ words }) => words.length > 0);

/** The names of all codes in one language, whole ones first, then words that only one code of a list has in its name. */
function namesIn(language: EuLanguage): Name[] {
  const vocabulary = vocabularyIn(language);
  const lists = searchedLists.flatMap((list) => {
    const whole = wholeNames(list, vocabulary);
    const entries = vocabulary[list].filter(({ code }) => !EMPTY.has(code));
    const parts = entries.flatMap(({ code, label }) =>
      foldedWords(label).map((word) => ({
        words: [word],
        code: codeWord(list, String(code)),
        weight: PART * telling[list],
      })),
    );
    const near = filedBy(parts);
    const own = parts.filter(({ words: [word = ''], code }) => {
      const alike = near.get(placeOf(word)) ?? [];
      return (
        word.length >= TELLING &&
        !GRAMMAR.has(word) &&
        alike.every((one) => one.code === code || !isAlike(one.words[0]!, word))
      );
    });
    return [...whole, ...own];
  });
  return [...lists, ...wholeNames('subjects', vocabulary)];
}

/** Whether two words are forms of one: they differ only in a short ending, as `Sprachkurs` and `Sprachkurse` do. */
export function isAlike(a: string, b: string): boolean {
  if (a === b) return true;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (short.length < 4) return false;
  let same = 0;
  while (same < short.length && short[same] === long[same]) same += 1;
  const ending = short.length >= 8 ? 3 : short.length >= 5 ? 2 : 1;
  return same >= 4 && short.length - same <= ending - 1 && long.length - same <= ending;
}

/**
 * How closely a typed word matches a word of a name: 1 for the same, less for a form of it or a compound that begins
 * with it, 0 for another.
 */
function nearness(name: string, typed: string): number {
  if (name === typed) return 1;
  if (isAlike(name, typed)) return 0.8;
  return name.length >= COMPOUND && typed.startsWith(name) ? 0.7 : 0;
}

/** Shortest words in which one wrong letter is forgiven, and in which parts of a compound are sought. */
const [FORGIVEN, PARTED] = [7, 8];

/** Whether two words differ in one letter: another, one too many or too few, or two that changed places. */
function isMisspelt(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (long.length - short.length > 1) return false;
  let same = 0;
  while (same < short.length && short[same] === long[same]) same += 1;
  const rest = (word: string, from: number) => word.slice(same + from);
  if (short.length < long.length) return rest(short, 0) === rest(long, 1);
  return (
    rest(short, 1) === rest(long, 1) ||
    (short[same] === long[same + 1] && short[same + 1] === long[same] && rest(short, 2) === rest(long, 2))
  );
}

/** Nearness from which prose that mentions a code is found; parts of compounds and mere forms would find too much. */
const SURE = 0.9;

/** The codes that something names, with the weight of each. */
class NamedCodes {
  readonly codes = new Map<string, number>();
  readonly sure = new Map<string, number>();

  add({ code, weight }: Name, near: number): void {
    for (const codes of near < SURE ? [this.codes] : [this.codes, this.sure])
      codes.set(code, Math.max(near * weight, codes.get(code) ?? 0));
  }
}

/** The codes whose names match the words at a position, by length of the name: the longest counts. */
function namedAt(words: readonly string[], at: number): { length: number; named: NamedCodes } {
  let length = 1;
  let named = new NamedCodes();
  for (const name of names().get(placeOf(words[at]!)) ?? []) {
    if (name.words.length < length || name.words.length > MAX_WORDS || at + name.words.length > words.length) continue;
    const near = Math.min(...name.words.map((word, n) => nearness(word, words[at + n]!)));
    if (near === 0) continue;
    if (name.words.length > length) named = new NamedCodes();
    length = name.words.length;
    named.add(name, near);
  }
  return { length, named };
}

/**
 * The codes that a word names only nearly: by a slip of the typist, or, if practices are about them, by the end of a compound:
 * `Neuzuwanderer`, but no city by `Darmstadt`.
 */
function nearlyNamed(word: string): NamedCodes {
  const named = new NamedCodes();
  const filed = names();
  if (word.length >= FORGIVEN)
    for (const name of filed.get(placeOf(word)) ?? [])
      if (name.words.length === 1 && isMisspelt(name.words[0]!, word)) named.add(name, SURE);
  if (named.codes.size > 0 || word.length < PARTED) return named;
  for (let at = FILED_BY; at <= word.length - 5 && named.codes.size === 0; at += 1) {
    const end = word.slice(at);
    for (const name of filed.get(placeOf(end)) ?? [])
      if (name.weight >= ABOUT && name.words.length === 1 && isAlike(name.words[0]!, end)) named.add(name, 0.6);
  }
  return named;
}

/** The terms of a query in any language: whole names of codes, other words one by one, no function words. */
export function termsOf(query: string): Term[] {
  const all = foldedWords(query);
  const meant = all.filter((word) => !GRAMMAR.has(word));
  const words = meant.length > 0 ? meant : all;
  const terms: Term[] = [];
  for (let at = 0; at < words.length && terms.length < MAX_TERMS;) {
    const { length, named } = namedAt(words, at);
    const { codes, sure } = named.codes.size > 0 ? named : nearlyNamed(words[at]!);
    terms.push({ words: words.slice(at, at + length), codes, sure });
    at += length;
  }
  return terms;
}
