import { eventContracts, practicePublications, practiceStepEvents, topics, type EventContract } from '#contracts';
import { notValid } from '#problems';
import { meets, type EventFilter } from './event-filter.js';

/** Parts of a filter that ask for something that not every event has. */
const parts = ['countries', 'dimensions', 'themes', 'members', 'text', 'savedSearch'] as const;
type Part = (typeof parts)[number];

/** The properties of an event's data in which a part of a filter is looked for. */
const lookedFor: Readonly<Record<Exclude<Part, 'savedSearch'>, readonly string[]>> = {
  countries: ['countries'],
  dimensions: ['dimensions'],
  themes: ['themes'],
  members: ['ownerMemberId'],
  text: ['title', 'name'],
};

const publications: readonly string[] = practicePublications.map(({ type }) => type);

function hasPart({ type, topic, schema }: EventContract, part: Part): boolean {
  if (part === 'savedSearch') return publications.includes(type);
  if (part === 'members' && topic === topics.member) return true;
  const properties = (typeof schema === 'object' && schema.properties) || {};
  return lookedFor[part].some((name) => name in properties);
}

/**
 * A filter whose parts no kind of event has together would stay silent for ever, and nobody would know why.
 * @throws {Problem} 422 that names the parts which events of these types do not have
 */
export function assertPossible(filter: EventFilter): void {
  const wanted = [
    ...eventContracts.filter(({ visibility }) => visibility === 'public'),
    ...(filter.steps ? practiceStepEvents : []),
  ].filter(({ type }) => filter.types?.some((pattern) => meets(type, pattern)) ?? true);
  const asked = parts.filter((part) => filter[part] !== null);
  if (wanted.some((contract) => asked.every((part) => hasPart(contract, part)))) return;
  const missing = asked.filter((part) => !wanted.some((contract) => hasPart(contract, part)));
  throw notValid(
    (missing.length > 0 ? missing : ['types']).map((part) => ({
      pointer: `/filter/${part}`,
      code: 'never-matches',
      detail: 'No event of these types has all that the filter asks for: leave this out, or choose other types.',
    })),
  );
}
