import { applyDecorators } from '@nestjs/common';
import type { ApiPropertyOptions } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsString, Max, MaxLength, Min, ValidateBy } from 'class-validator';
import { notValid } from '#problems';
import { postgres, type PostgresType } from '#validation';
import { Answer } from './answer.js';
import { OptionalProperty } from './optional-property.js';

const asNumber = ({ value }: { value: unknown }) =>
  typeof value === 'string' && /^-?\d{1,9}$/.test(value) ? Number(value) : value;
const asBoolean = ({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value);
/** The values of a parameter that may be repeated, or separated by commas. */
export const asList = ({ value }: { value: unknown }) =>
  value === undefined
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
    description: '`next` of the previous page; it stays valid while data change.',
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
  readonly next: string | null;
  readonly total?: number;
}

/** A cursor names its list, so a cursor of another list is refused instead of misread. */
export const encodeCursor = (list: string, ...position: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify([list, ...position])).toString('base64url');

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

/** The id after which a list ordered by id continues; undefined at its beginning. @throws {Problem} 422 */
export const idInCursor = (list: string, cursor: string | undefined): string | undefined =>
  cursor === undefined ? undefined : decodeCursor(list, cursor, [postgres.uuid])[0];

/** The number after which a list ordered by a number continues; undefined at its beginning. @throws {Problem} 422 */
export const numberInCursor = (list: string, cursor: string | undefined): number | undefined =>
  cursor === undefined ? undefined : Number(decodeCursor(list, cursor, [postgres.integer])[0]);

/** The page, from up to one row more than `limit`: the extra row means that there is a next page. */
export function pageOf<R, T>(
  rows: readonly R[],
  limit: number,
  view: (row: R) => T,
  cursorOf: (row: R) => string,
): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(view), next: rows.length > limit && last !== undefined ? cursorOf(last) : null };
}

/** A list with the address of its next page in the `Link` header (RFC 8288). */
export function listAnswer<T>(path: string, query: object, page: Page<T>): Answer {
  if (page.next === null) return new Answer(page);
  const parameters = Object.entries(query).filter(([name, value]) => name !== 'cursor' && value !== undefined);
  const next = new URLSearchParams(parameters.map(([name, value]): [string, string] => [name, String(value)]));
  next.set('cursor', page.next);
  return new Answer(page, { link: `<${path}?${next.toString()}>; rel="next"` });
}

/** A list that is read page by page, in the order of a property of its things. */
export interface Listed<T> {
  /** As many of the first ones after (or, the newest first, before) the thing at that place. */
  after(place: string | undefined, most: number): Promise<readonly T[]>;
  count(): Promise<number>;
}

/** What a list is ordered by, as its cursors tell it. */
interface ListOrder<T> {
  readonly place?: (row: T) => string;
  readonly type?: PostgresType;
}

/**
 * The page that a query asks for, of a list in the order of its ids unless `order` says otherwise.
 * @throws {Problem} 422 for a cursor of another list
 */
export async function pageAnswer<T extends { readonly id: string }>(
  path: string,
  query: PageQuery,
  listed: Listed<T>,
  view: (row: T) => unknown,
  { place = ({ id }) => id, type = postgres.uuid }: ListOrder<T> = {},
): Promise<Answer> {
  const name = path.replace('/v1/', '');
  const { limit = DEFAULT_LIMIT, cursor, total } = query;
  const rows = await listed.after(cursor === undefined ? undefined : decodeCursor(name, cursor, [type])[0], limit + 1);
  const page = pageOf(rows, limit, view, (row) => encodeCursor(name, place(row)));
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
