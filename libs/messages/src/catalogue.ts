import { readdirSync, readFileSync } from 'node:fs';
import { IntlMessageFormat } from 'intl-messageformat';

/** Messages of one language: ICU MessageFormat by key. */
export type Messages = Readonly<Record<string, string>>;

/** The values of a message's arguments. */
export type Values = Readonly<Record<string, string | number | Date>>;

/** The text of a message. @throws {Error} for an unknown key or a missing value: a bug in the program */
export type Say = (key: string, values?: Values) => string;

/** The language in which messages are written first; the others are translated from it. */
export const SOURCE_LANGUAGE = 'en';

/** English is written and dated as in Europe. */
const LOCALES: Readonly<Record<string, string>> = { en: 'en-GB' };

/** Formats that messages may name: `{until, date, moment}`. Times are in the network's own zone. */
const formats = {
  date: { moment: { dateStyle: 'full', timeStyle: 'short', timeZone: 'Europe/Brussels' } },
} as const;

/** The messages of a feature in all available languages, from `<folder>/<language>.json`. */
export class Catalogue {
  private readonly made = new Map<string, IntlMessageFormat>();

  private constructor(readonly messages: ReadonlyMap<string, Messages>) {}

  /** @throws if a file is not JSON, or none is in the source language */
  static in(folder: URL): Catalogue {
    const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
    const messages = new Map(
      files.map((name) => [
        name.slice(0, -'.json'.length),
        JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Messages,
      ]),
    );
    if (!messages.has(SOURCE_LANGUAGE)) throw new Error(`There is no ${SOURCE_LANGUAGE}.json in ${folder.pathname}.`);
    return new Catalogue(messages);
  }

  /** The nearest language with messages. */
  languageFor(wanted: string): string {
    const base = wanted.split('-')[0]!;
    return [wanted, base].find((language) => this.messages.has(language)) ?? SOURCE_LANGUAGE;
  }

  /** Formats messages with one prefix in a language: `say('subject')` returns `<prefix>.subject`. */
  in(language: string, prefix: string): Say {
    const known = this.languageFor(language);
    return (key, values) => this.say(known, `${prefix}.${key}`, values);
  }

  private say(language: string, key: string, values: Values = {}): string {
    const id = `${language} ${key}`;
    let message = this.made.get(id);
    if (!message) {
      const text = this.messages.get(language)?.[key] ?? this.messages.get(SOURCE_LANGUAGE)?.[key];
      if (text === undefined) throw new Error(`There is no message ${key}.`);
      message = new IntlMessageFormat(text, LOCALES[language] ?? language, formats, { ignoreTag: true });
      this.made.set(id, message);
    }
    return message.format<string>(values) as string;
  }
}
