import {
  aims, basicPrinciples, countries, dimensions, fundingSources, organiserKinds, partnerKinds, ranges, replicated, targetGroups, themes,
  type Language,
} from '#contracts'; // prettier-ignore
import type { FactSheet } from '../../apps/practices/src/fact-sheet/fact-sheet.js';

/** Characters of prose in one fact sheet. */
const PROSE = 3_000;

/** Words of a language: the more often one is used, the smaller its rank (Zipf). */
const VOCABULARY = 20_000;

interface Tongue {
  readonly language: Language;
  /** Of 100 practices. */
  readonly share: number;
  /** The most frequent words, which say nothing alone. */
  readonly grammar: readonly string[];
  /** What practices of the network are about; the rest of the vocabulary is made of syllables. */
  readonly topics: readonly string[];
  readonly syllables: readonly string[];
}

const listed = (text: string): string[] => text.trim().split(/\s+/);

const tongues: readonly Tongue[] = [
  {
    language: 'en', share: 30,
    grammar: listed('the of and to in a for is that with as was on are by an be from which their at it or this have not were has will also'),
    topics: listed(`city integration migrants training courses women language housing school work health support families services young people
      employment advice education culture children volunteers mothers teachers neighbourhood refugees newcomers mentoring theatre sport
      interpreters entrepreneurs discrimination qualification apprenticeship mediation parents libraries kindergarten nurses citizenship`),
    syllables: listed('bar ten lo ming ster ca ry den for ti on el wick ham pro ve ral sun ne tor by gal mi chan ter le ster ple'),
  },
  {
    language: 'de', share: 20,
    grammar: listed('die der und in zu den das nicht von sie ist des sich mit dem dass er es ein ich auf so eine auch als an nach wie im'),
    topics: listed(`stadt integration zuwanderer ausbildung sprachkurs frauen sprache wohnung schule arbeit gesundheit beratung familien
      jugendliche bildung kultur kinder ehrenamtliche mütter lehrkräfte nachbarschaft flüchtlinge patenschaft theater sport dolmetscher
      gründer diskriminierung anerkennung lehrstelle eltern bibliothek kindergarten pflege einbürgerung wohnraumlotsen`),
    syllables: listed('ber gen stadt wer kel ung schaft heim bach tal ein ver mar lich keit burg fen dor hau sen wal ter rich'),
  },
  {
    language: 'fr', share: 16,
    grammar: listed('de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se avec il sont ce ou aux'),
    topics: listed(`ville intégration migrants formation cours femmes langue logement école travail santé soutien familles services jeunes
      emploi conseil éducation culture enfants bénévoles mères enseignants quartier réfugiés parrainage théâtre sport interprètes
      entrepreneurs discrimination apprentissage médiation parents bibliothèque crèche infirmières citoyenneté`),
    syllables: listed('mont ville cha teau re nou ve lier ro che ment tion bel fon tai ne mar sei val lon gue ri cour'),
  },
  {
    language: 'es', share: 14,
    grammar: listed('de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha'),
    topics: listed(`ciudad integración inmigrantes formación cursos mujeres idioma vivienda escuela trabajo salud apoyo familias servicios
      jóvenes empleo asesoramiento educación cultura niños voluntarios madres profesores barrio refugiados teatro deporte intérpretes
      emprendedores discriminación aprendizaje mediación padres biblioteca guardería enfermeras ciudadanía`),
    syllables: listed('ca sa mon te ri o va lle san ta cruz ge ne ra ción do mar to re ci be lla ma dri go'),
  },
  {
    language: 'pl', share: 10,
    grammar: listed('i w na z do nie się że to jest o jak za po od przez dla są co oraz tym ale czy tego może być ich'),
    topics: listed(`miasto integracja imigranci szkolenia kursy kobiety język mieszkanie szkoła praca zdrowie wsparcie rodziny usługi młodzież
      zatrudnienie doradztwo edukacja kultura dzieci wolontariusze matki nauczyciele dzielnica uchodźcy teatr sport tłumacze
      przedsiębiorcy dyskryminacja nauka mediacja rodzice biblioteka przedszkole pielęgniarki obywatelstwo`),
    syllables: listed('kra ków wie licz ka no wy dwór sta ra mo sto wisz cze pol ska gó ra bia ły rze szów lub'),
  },
  {
    language: 'el', share: 10,
    grammar: listed('και το να του η της με που την από για τα είναι των σε ο οι στο θα τη στην τον τους δεν τις ένα μια ότι'),
    topics: listed(`πόλη ένταξη μετανάστες κατάρτιση μαθήματα γυναίκες γλώσσα στέγαση σχολείο εργασία υγεία στήριξη οικογένειες υπηρεσίες
      νέοι απασχόληση συμβουλές εκπαίδευση πολιτισμός παιδιά εθελοντές μητέρες δάσκαλοι γειτονιά πρόσφυγες θέατρο αθλητισμός διερμηνείς
      επιχειρηματίες διακρίσεις μαθητεία διαμεσολάβηση γονείς βιβλιοθήκη νηπιαγωγείο νοσοκόμες ιθαγένεια`),
    syllables: listed('θεσ σα λο νί κη πα τρα γα λα νά κα στρο μέ γα ρο νέ α πό λη βα σι λι κό χω ρι δρο'),
  },
]; // prettier-ignore

/** Repeatable chance (mulberry32), from 0 to below 1. */
export function chanceFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The words of a language, the most frequent first. */
function wordsOf({ grammar, topics, syllables }: Tongue): string[] {
  const chance = chanceFrom(12);
  const words = new Set([...grammar, ...topics]);
  while (words.size < VOCABULARY) {
    const length = 2 + Math.floor(chance() * 3);
    words.add(Array.from({ length }, () => syllables[Math.floor(chance() * syllables.length)]).join(''));
  }
  return [...words];
}

const spoken = tongues.map((tongue) => ({ ...tongue, words: wordsOf(tongue) }));
type Spoken = (typeof spoken)[number];

/** Ranks by Zipf's law: a word is used in inverse proportion to its rank. */
const rankBy = (chance: number): number => Math.floor(VOCABULARY ** chance) - 1;

function tongueBy(chance: number): Spoken {
  let left = chance * 100;
  return spoken.find(({ share }) => (left -= share) < 0) ?? spoken[0]!;
}

/** The `n`-th fact sheet: complete, with 3 kB of prose in one language, or in two. */
export function sheet(n: number): FactSheet {
  const chance = chanceFrom(1_000_003 * (n + 1));
  const pick = <T>(list: readonly T[]): T => list[Math.floor(chance() * list.length)]!;
  /** The first of a list are the most frequent. */
  const oneOf = <T>(list: readonly T[]): T => list[Math.floor(chance() ** 2 * list.length)]!;
  const some = <T>(list: readonly T[], most: number): T[] => [
    ...new Set(Array.from({ length: 1 + Math.floor(chance() * most) }, () => oneOf(list))),
  ];
  const tongue = tongueBy(chance());
  const other = chance() < 0.2 ? tongueBy(chance()) : tongue;
  const text = ({ words }: Spoken, length: number): string => {
    let made = '';
    while (made.length < length) made += `${words[rankBy(chance())]!} `;
    return made.trimEnd();
  };
  const prose = (share: number) =>
    other === tongue
      ? { [tongue.language]: text(tongue, PROSE * share) }
      : { [tongue.language]: text(tongue, PROSE * share * 0.6), [other.language]: text(other, PROSE * share * 0.4) };
  const title = ({ topics, words }: Spoken) => `${pick(topics)} ${pick(topics)} ${words[rankBy(chance())]!} ${n}`;
  const start = 1998 + Math.floor(chance() * 25);
  const ongoing = chance() < 0.4;
  return {
    originalLanguage: tongue.language,
    title: { [tongue.language]: title(tongue), ...(other === tongue ? {} : { [other.language]: title(other) }) },
    organiser: { name: `${pick(tongue.topics)} ${pick(tongue.words)}`, kind: oneOf(organiserKinds) },
    range: oneOf(ranges),
    countries: some(countries.slice(0, 30), 2),
    place: { name: pick(tongue.words), latitude: 35 + chance() * 30, longitude: chance() * 25 },
    period: { start: String(start), ...(ongoing ? {} : { end: String(start + 3) }), ongoing },
    dimensions: some(dimensions, 2),
    themes: some(themes, 3),
    aims: some(aims, 3),
    targetGroups: some(targetGroups, 3),
    basicPrinciples: some(basicPrinciples, 4),
    partners: some(partnerKinds, 3).map((kind) => ({ kind })),
    context: prose(0.3),
    objectives: prose(0.2),
    activities: prose(0.3),
    outcomes: prose(0.2),
    funding: { amounts: [{ amount: `${String(1 + Math.floor(chance() * 900))}000.00`, currency: 'EUR', period: 'total' }], sources: some(fundingSources, 2) },
    beneficiaries: { count: Math.floor(chance() ** 3 * 20_000), estimate: true },
    evaluation: { conducted: chance() < 0.5 ? 'yes' : 'no' },
    replicated: oneOf(replicated),
    licence: 'CC-BY-4.0',
  }; // prettier-ignore
}

/** What is searched: one to three words of a language, frequent ones and rare ones, with a filter now and then. */
export interface Query {
  readonly q: string;
  readonly language: Language;
  readonly country?: string;
}

export function queries(count: number): Query[] {
  const chance = chanceFrom(7);
  return Array.from({ length: count }, () => {
    const { words, grammar, topics, language } = tongueBy(chance());
    const about = grammar.length + topics.length;
    const word = () =>
      chance() < 0.5
        ? topics[Math.floor(chance() * topics.length)]!
        : words[Math.floor(about * (words.length / about) ** chance())]!;
    const q = Array.from({ length: 1 + Math.floor(chance() * 3) }, word).join(' ');
    return { q, language, ...(chance() < 0.2 ? { country: countries[Math.floor(chance() ** 2 * 30)]! } : {}) };
  });
}
