/**
 * The error at one place of a request. `pointer` is a JSON Pointer (RFC 6901) into the body, or `/name` of a parameter.
 */
export interface ProblemPlace {
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
}

/** The most places in one problem: enough to show the errors, and the answer stays small whatever was sent. */
export const MOST_PLACES = 50;
/** Longest pointer or detail of a place, in characters: the sender chooses a key, which may be as long as a body. */
const LONGEST_TEXT = 500;

const shortText = (text: string): string =>
  text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT - 1).toWellFormed()}…` : text;

/** The errors, limited to what an answer may hold. */
export const told = (places: readonly ProblemPlace[]): ProblemPlace[] =>
  places
    .slice(0, MOST_PLACES)
    .map(({ pointer, code, detail }) => ({ pointer: shortText(pointer), code, detail: shortText(detail) }));

/** What a problem contains besides its code, status and detail. */
interface More {
  readonly places?: readonly ProblemPlace[];
  readonly headers?: Readonly<Record<string, string>>;
  /** Extra members of the problem document. */
  readonly members?: Readonly<Record<string, unknown>>;
}

/**
 * An expected failure, as the caller will read it (RFC 9457). `detail` says how to correct it; `places` name the
 * fields. Rules throw it and need not know the HTTP framework; the status is part of the meaning of the failure.
 */
export class Problem extends Error {
  override readonly name: string = 'Problem';

  readonly more: More;

  constructor(
    readonly code: string,
    readonly status: number,
    readonly detail: string,
    more: More = {},
  ) {
    super(`${code}: ${detail}`);
    this.more = more.places ? { ...more, places: told(more.places) } : more;
  }
}

/** 422: the request was understood and is invalid. */
export const notValid = (places: readonly ProblemPlace[], code = 'request.not-valid'): Problem =>
  new Problem(
    code,
    422,
    told(places)
      .slice(0, 3)
      .map((place) => `${place.pointer || 'The body'}: ${place.detail}`)
      .join(' '),
    { places },
  );

export const notFound = (what: string): Problem => new Problem('not-found', 404, `There is no such ${what}.`);

/** What was looked for. @throws {Problem} 404 when it was not found */
export function found<T>(thing: T | null | undefined, what: string): T {
  if (thing === null || thing === undefined) throw notFound(what);
  return thing;
}

/** 503: something this app depends on does not answer; the caller may try again soon. */
export class ServiceAway extends Problem {
  constructor(detail: string) {
    super('service.away', 503, `${detail} Try again in a moment.`, { headers: { 'retry-after': '1' } });
  }
}
