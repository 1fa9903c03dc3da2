import { eventContracts, practiceStepEvents, publicEventTypes, topics, type CloudEvent } from '#contracts';

/** Which events a subscription wants. A null part matches everything; within a part one match is enough. */
export interface EventFilter {
  /** Event types, where `*` stands for anything. */
  readonly types: readonly string[] | null;
  /** ISO 3166-1 alpha-2. */
  readonly countries: readonly string[] | null;
  readonly dimensions: readonly string[] | null;
  readonly themes: readonly string[] | null;
  /** Ids of members that the event concerns, or that own what it concerns. */
  readonly members: readonly string[] | null;
  /** Part of a title in any language; case and accents do not matter. */
  readonly text: string | null;
  /** Also the steps of work on practices: those of the subscriber's member, or all for the steering committee. */
  readonly steps: boolean;
  /** Id of a saved search of the subscriber: only what it finds when it is published. */
  readonly savedSearch: string | null;
}

/** What filters check in an event, besides its titles in all languages. */
export interface EventTraits {
  readonly countries: readonly string[];
  readonly dimensions: readonly string[];
  readonly themes: readonly string[];
  readonly members: readonly string[];
  /** Not public: a step of work. */
  readonly isStep: boolean;
}

const stepTypes = practiceStepEvents.map(({ type }) => type);

/** Whether the pattern matches any type of that kind. */
export function meansSomeType(pattern: string, kind: 'public' | 'step' = 'public'): boolean {
  if (!/^[a-z0-9.*-]{1,200}$/.test(pattern)) return false;
  return (kind === 'public' ? publicEventTypes : stepTypes).some((type) => meets(type, pattern));
}

/**
 * Whether a type meets a pattern, as by SQL's LIKE. Implemented by hand, since a stranger's pattern as a regular
 * expression could run for ever.
 */
export function meets(type: string, pattern: string): boolean {
  const parts = pattern.split('*');
  const first = parts[0]!;
  const last = parts.at(-1)!;
  if (parts.length === 1) return type === first;
  if (!type.startsWith(first)) return false;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = type.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return type.length - last.length >= at && type.endsWith(last);
}

const aboutMembers = new Set(eventContracts.filter(({ topic }) => topic === topics.member).map(({ type }) => type));

/** The values of an event that filters check; a missing value matches no filter that asks for it. */
export function traitsOf(event: CloudEvent): EventTraits {
  const data = event.data as Readonly<Record<string, unknown>>;
  const owner = data['ownerMemberId'];
  return {
    countries: textsIn(data['countries']),
    dimensions: textsIn(data['dimensions']),
    themes: textsIn(data['themes']),
    members: [...textsIn([owner]), ...(aboutMembers.has(event.type) ? [event.subject] : [])],
    isStep: stepTypes.includes(event.type),
  };
}

const textsIn = (values: unknown): string[] =>
  Array.isArray(values) ? values.filter((value): value is string => typeof value === 'string') : [];
