import type { Feed, FeedEntry } from './practice-feed.js';

/** What XML 1.0 cannot hold, not even escaped. */
const UNSPEAKABLE = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

const marks: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(UNSPEAKABLE, '')
    .replaceAll(/[&<>"]/g, (mark) => marks[mark]!);

/** XML whose texts are escaped; what is XML already stands in arrays. */
const xml = (parts: TemplateStringsArray, ...values: readonly (string | readonly string[])[]): string =>
  parts.map((part, n) => part + (n < values.length ? textOf(values[n]!) : '')).join('');
const textOf = (value: string | readonly string[]): string =>
  typeof value === 'string' ? escaped(value) : value.join('');

/** Before anything has happened. */
const NEVER = '1970-01-01T00:00:00Z';

/** A feed as Atom (RFC 4287). */
export const atomOf = ({ lang, title, subtitle, self, home, entries }: Feed): string => xml`<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${lang}">
  <id>${self}</id>
  <title>${title}</title>
  <subtitle>${subtitle}</subtitle>
  <updated>${entries[0]?.at ?? NEVER}</updated>
  <author><name>${title}</name></author>
  <link rel="self" type="application/atom+xml" href="${self}"/>
  <link rel="alternate" type="text/html" href="${home}"/>
${entries.map(entryOf)}</feed>
`; // prettier-ignore

const entryOf = ({ id, title, page, at, tags }: FeedEntry): string => xml`  <entry>
    <id>${id}</id>
    <title>${title}</title>
    <updated>${at}</updated>
    <link rel="alternate" type="text/html" href="${page}"/>
    ${tags.map((tag) => xml`<category term="${tag}"/>`)}
  </entry>
`;
