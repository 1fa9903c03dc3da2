import type { ComponentChildren } from 'preact';
import type { Visit } from '../page/visit.js';
import type { Key } from '../words/keys.js';

/** A sentence of the messages, with links and other elements at the places that it names. */
export function Said({
  visit,
  message,
  parts,
}: {
  visit: Visit;
  message: Key;
  parts: Readonly<Record<string, ComponentChildren>>;
}) {
  const marks = Object.fromEntries(Object.keys(parts).map((name) => [name, `\u001f${name}\u001f`]));
  const pieces = visit.t(message, marks).split('\u001f');
  return <>{pieces.map((piece, index) => (index % 2 === 1 ? parts[piece] : piece))}</>;
}
