import {
  practiceAdopted,
  practiceLabelled,
  practiceLabelLost,
  practiceMerged,
  practicePublished,
  practiceUpdated,
  practiceWithdrawn,
  type PublicEvent,
} from '#contracts';
import { Catalogue } from '#messages';

const catalogue = Catalogue.in(new URL('./messages/', import.meta.url));

/** What readers of a feed care for, with its messages. */
const kinds = {
  [practicePublished.type]: 'published',
  [practiceUpdated.type]: 'updated',
  [practiceLabelled.type]: 'labelled',
  [practiceLabelLost.type]: 'label-lost',
  [practiceAdopted.type]: 'adopted',
  [practiceWithdrawn.type]: 'withdrawn',
  [practiceMerged.type]: 'merged',
} as const satisfies Readonly<Record<string, string>>;

export const typesOfFeed: readonly string[] = Object.keys(kinds);

/** One event, as somebody reads of it. */
export interface FeedEntry {
  readonly id: string;
  readonly title: string;
  /** Address of the page of what it is about. */
  readonly page: string;
  readonly at: string;
  /** Codes of themes and countries. */
  readonly tags: readonly string[];
}

export interface Feed {
  readonly lang: string;
  readonly title: string;
  readonly subtitle: string;
  /** Addresses: of the feed itself, and of the pages. */
  readonly self: string;
  readonly home: string;
  /** Newest first. */
  readonly entries: readonly FeedEntry[];
}

/** The language of a feed nearest to the one wanted. */
export const feedLanguage = (wanted: string): string => catalogue.languageFor(wanted);

/**
 * @param path path and query of the feed
 * @param publicUrl where browsers reach the network
 */
export function feedOf(events: readonly PublicEvent[], lang: string, path: string, publicUrl: string): Feed {
  const say = catalogue.in(lang, 'feed');
  const home = `${publicUrl}/${lang}`;
  return {
    lang,
    title: say('title'),
    subtitle: say('subtitle'),
    self: publicUrl + path,
    home: `${home}/practices`,
    entries: events.map((event) => {
      const { title, themes, countries } = event.data as Told;
      return {
        id: `urn:uuid:${event.id}`,
        title: say(`kind.${kinds[event.type] ?? 'updated'}`, { title: titleIn(title, lang) }),
        page: `${home}/practices/${event.subject}`,
        at: event.time,
        tags: [...themes, ...countries],
      };
    }),
  };
}

/** What the events of practices tell. */
interface Told {
  readonly title: Readonly<Record<string, string>>;
  readonly themes: readonly string[];
  readonly countries: readonly string[];
}

/** The title as far as it is known in a language, in one line. */
const titleIn = (titles: Told['title'], lang: string): string =>
  (titles[lang] ?? titles['en'] ?? Object.values(titles)[0] ?? '').replaceAll(/\s+/g, ' ').trim();
