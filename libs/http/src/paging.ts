import { applyDecorators } from '@nestjs/common';
import type { ApiPropertyOptions } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsString, Max, MaxLength, Min, ValidateBy } from 'class-validator';
import { Seek, ways, type Way } from '#database';
import { notValid } from '#problems';
import { postgres, type PostgresType } from '#validation';
import { Answer } from './answer.js';
import { OptionalProperty } from './optional-property.js';

const asNumber = ({ value }: { value: unknown }) =>
  typeof value === 'string' && /^-?\d{1,9}$/.test(value) ? Number(value) : value;
const asBoolean = ({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value);
/** The values of a parameter that may be repeated, or separated by commas. */
export const asList = ({ value }: { value: unknown }) =>
  value === undefined || value === null
    ? undefined
    : (Array.isArray(value) ? (value as unknown[]) : [value]).flatMap((entry) =>
        typeof entry === 'string' ? entry.split(',') : [entry],
      );

/** A part of the path that is a number from 1 on. */
export const PathInt = () => applyDecorators(Transform(asNumber), IsInt(), Min(1));

/** A query parameter that is a whole number. */
export const QueryInt = (min: number, max: number, told: ApiPropertyOptions) =>
  applyDecorators(OptionalProperty(told), Transform(asNumber), IsInt(), Min(min), Max(max));

/** A query parameter that is `true` or `false`. */
export const QueryBoolean = (told: ApiPropertyOptions) =>
  applyDecorators(
    OptionalProperty(told),
    Transform(asBoolean),
    IsBoolean({ message: '$property must be true or false' }),
  );

/** What is said of a parameter that takes codes. */
interface CodesTold {
  readonly description: string;
  readonly example?: readonly string[];
  /** Maps a code to what it stands for; returns the code itself when undefined. */
  readonly read?: (value: string) => string | undefined;
  /** Suggests a valid code for an unknown one, if there is a likely one. */
  readonly meant?: (written: unknown) => string | undefined;
}

/** A query parameter that names one or more codes of a closed list, repeated or separated by commas. */
export const QueryCodes = (
  codes: readonly string[],
  { read = () => undefined, meant = () => undefined, ...told }: CodesTold,
) =>
  applyDecorators(
    OptionalProperty({ type: String, isArray: true, ...told }),
    Transform((parameter) =>
      asList(parameter)?.map((value) => (typeof value === 'string' ? (read(value) ?? value) : value)),
    ),
    IsIn(codes, {
      each: true,
      message: ({ value }) => {
        const wrong = [value as unknown].flat().find((code) => !codes.includes(code as string));
        return meant(wrong) ?? `$property must be one of: ${codes.slice(0, 40).join(', ')}`;
      },
    }),
  );

/** Parameters of every list. */
export class PageQuery {
  @QueryInt(1, 100, { description: 'Items on one page.', default: 20 })
  limit?: number;

  @OptionalProperty({
    description: '`next` or `previous` of another page; it stays valid while data change.',
    example: 'WyJtZW1iZXJzIl0',
  })
  @IsString()
  @MaxLength(2_000)
  cursor?: string;

  @QueryBoolean({ description: 'Whether to count all items of the list.' })
  total?: boolean;
}

export const DEFAULT_LIMIT = 20;

/** One page of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Cursor of the page that follows; null at the end. */
  readonly next: string | null;
  /** Cursor of the page before; null on the first one. */
  readonly previous: string | null;
  readonly total?: number;
}

type Place = readonly (string | number)[];

/** A cursor names its list, so a cursor of another list is refused instead of misread. */
export const encodeCursor = (list: string, ...place: Place): string =>
  Buffer.from(JSON.stringify([list, ...place])).toString('base64url');

const notACursor = (parameter: string) =>
  notValid([
    {
      pointer: `/${parameter}`,
      code: 'cursor',
      detail: 'This is not a cursor of this list; omit it to start at the beginning.',
    },
  ]);

/**
 * The place that a cursor names. The database must be able to read each part as a value of its type.
 * @throws {Problem} 422 when the cursor does not belong to this list
 */
export function decodeCursor(
  list: string,
  cursor: string,
  types: readonly PostgresType[],
  parameter = 'cursor',
): string[] {
  try {
    const [name, ...position] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[];
    const parts = position.map((part) => (['string', 'number'].includes(typeof part) ? String(part) : undefined));
    const fit = parts.filter((part, index): part is string => part !== undefined && types[index]?.(part) === true);
    if (name === list && position.length === types.length && fit.length === types.length) return fit;
  } catch {
    // Not our cursor: refused below.
  }
  throw notACursor(parameter);
}

const listTo = (list: string, way: Way): string => (way === 'after' ? list : `${way} ${list}`);

/** The page that a cursor of a list leads to; the first one without a cursor. @throws {Problem} 422 */
export function seekOf(list: string, cursor: string | undefined, types: readonly PostgresType[]): Seek {
  if (cursor === undefined) return new Seek();
  const way = ways.find((one) => Buffer.from(cursor, 'base64url').toString().startsWith(`["${one} `)) ?? 'after';
  return new Seek(decodeCursor(listTo(list, way), cursor, types), way);
}

/** Where the way goes on in the other direction, from a place beyond which nothing is left. */
const back = { after: 'upTo', from: 'before', before: 'from', upTo: 'after' } as const;

/**
 * The page of a list, from rows that come nearest to its place first.
 * @param rows up to one more than `limit`: the extra row means that more follow
 */
export function pageOf<R, T>(
  { list, seek, limit, placeOf }: PageRead<R>,
  rows: readonly R[],
  view: (row: R) => T,
  hasMore = rows.length > limit,
): Page<T> {
  const read = rows.slice(0, limit);
  const [nearest, farthest] = [read[0], read.at(-1)];
  const [on, behind] = seek.isBackwards ? (['before', 'after'] as const) : (['after', 'before'] as const);
  const cursor = (way: Way, place: Place) => encodeCursor(listTo(list, way), ...place);
  const onward = hasMore && farthest !== undefined ? cursor(on, placeOf(farthest)) : null;
  const home =
    seek.place === undefined
      ? null
      : nearest === undefined
        ? cursor(back[seek.way], seek.place)
        : cursor(behind, placeOf(nearest));
  return seek.isBackwards
    ? { items: read.reverse().map(view), next: home, previous: onward }
    : { items: read.map(view), next: onward, previous: home };
}

/** How a page is read. */
interface PageRead<R> {
  /** The name of the list in its cursors. */
  readonly list: string;
  readonly seek: Seek;
  readonly limit: number;
  /** The values of what the list is ordered by. */
  readonly placeOf: (row: R) => Place;
}

/** A list with the addresses of the pages beside this one in the `Link` header (RFC 8288). */
export function listAnswer<T>(path: string, query: object, page: Page<T>): Answer {
  const parameters = Object.entries(query).filter(([name, value]) => name !== 'cursor' && value !== undefined);
  const links = [
    ['next', page.next],
    ['prev', page.previous],
  ].flatMap(([rel, cursor]) => {
    if (cursor === null || cursor === undefined) return [];
    const beside = new URLSearchParams(parameters.map(([name, value]): [string, string] => [name, String(value)]));
    beside.set('cursor', cursor);
    return [`<${path}?${beside.toString()}>; rel="${rel}"`];
  });
  return new Answer(page, links.length > 0 ? { link: links.join(', ') } : {});
}

/** A list that is read page by page, in the order of a property of its things. */
export interface Listed<T> {
  /** Up to as many, nearest to the place first. */
  read(seek: Seek, most: number): Promise<readonly T[]>;
  count(): Promise<number>;
}

/** What a list is ordered by, one value or several, as its cursors tell it. */
interface ListOrder<T> {
  readonly place: (row: T) => string | number | Place;
  readonly type: PostgresType | readonly PostgresType[];
}

/**
 * The page that a query asks for, of a list in the order of its ids unless `order` says otherwise.
 * @throws {Problem} 422 for a cursor of another list
 */
export function pageAnswer<T extends { readonly id: string }>(
  path: string,
  query: PageQuery,
  listed: Listed<T>,
  view: (row: T) => unknown,
): Promise<Answer>;
export function pageAnswer<T>(
  path: string,
  query: PageQuery,
  listed: Listed<T>,
  view: (row: T) => unknown,
  order: ListOrder<T>,
): Promise<Answer>;
export async function pageAnswer<T extends { readonly id: string }>(
  path: string,
  query: PageQuery,
  listed: Listed<T>,
  view: (row: T) => unknown,
  { place, type }: ListOrder<T> = { place: ({ id }) => id, type: postgres.uuid },
): Promise<Answer> {
  const list = path.replace('/v1/', '');
  const { limit = DEFAULT_LIMIT, cursor, total } = query;
  const seek = seekOf(list, cursor, [type].flat());
  const rows = await listed.read(seek, limit + 1);
  const page = pageOf({ list, seek, limit, placeOf: (row: T) => [place(row)].flat() }, rows, view);
  return listAnswer(path, query, total ? { ...page, total: await listed.count() } : page);
}

/** A text that the database can read as a value of a type. */
const OfType = (name: string, type: PostgresType, what: string, format: string) =>
  ValidateBy(
    {
      name,
      validator: {
        validate: (value: unknown) => typeof value === 'string' && type(value),
        defaultMessage: () => `$property must be ${what}`,
      },
    },
    { context: { schema: { type: 'string', format } } },
  );

/** A calendar day that exists, `YYYY-MM-DD`. */
export const IsDay = () => OfType('isDay', postgres.date, 'an existing day as YYYY-MM-DD', 'date');

/** A moment that exists, with its offset (RFC 3339). */
export const IsMoment = () =>
  OfType('isMoment', postgres.timestamptz, 'a time such as 2026-03-01T12:00:00Z', 'date-time');
