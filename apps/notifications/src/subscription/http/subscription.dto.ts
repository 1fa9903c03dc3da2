import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsBoolean, IsDefined, IsIn, IsOptional, IsString, isUUID, MaxLength, ValidateBy } from 'class-validator'; // prettier-ignore
import { countries, countryMeant, dimensions, languages, publicEventTypes, themes } from '#contracts';
import { IsMoment, OneOf, OptionalProperty, PageQuery, QueryCodes } from '#http';
import { hasRole, type Principal } from '#identity';
import { notValid, type ProblemPlace } from '#problems';
import { isSearchable } from '#spelling';
import { ObjectOf } from '#validation';
import type { Tried } from '../try-receiver/try-receiver.js';
import { meansSomeType, type EventFilter } from '../event-filter.js';
import { stepsNotAllowed, type Subscription } from '../subscription.js';
import type { SubscriptionState } from '../subscription.workflow.js';

const states = ['pending', 'active', 'paused', 'failed'] as const;

/** The most values in one part of a filter. */
const MOST_VALUES = 300;

/** A list whose items are checked one by one, so that the problem names the item and, if possible, a valid value. */
function FilterList(
  code: string,
  isGood: (item: unknown) => boolean,
  detail: string,
  meant?: (written: unknown) => string | undefined,
): PropertyDecorator {
  const locate = (value: unknown): ProblemPlace[] =>
    (Array.isArray(value) ? (value as unknown[]) : []).flatMap((item, index) =>
      isGood(item) ? [] : [{ pointer: `/${index}`, code, detail: meant?.(item) ?? detail }],
    );
  return applyDecorators(
    IsOptional(),
    ValidateBy(
      { name: code, validator: { validate: (value) => locate(value).length === 0, defaultMessage: () => detail } },
      { context: { locate } },
    ),
    ArrayMaxSize(MOST_VALUES),
    IsArray(),
  );
}

const isOneOf = (codes: readonly string[]) => (item: unknown) => typeof item === 'string' && codes.includes(item);

const IsSearchable = () =>
  ValidateBy({
    name: 'isSearchable',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && isSearchable(value),
      defaultMessage: () => 'text must contain letters or digits',
    },
  });

export class ChannelDto {
  @ApiProperty({ description: 'How events are delivered.' })
  @IsIn(['webhook'], { message: 'type must be webhook; delivery by e-mail is not offered yet' })
  type!: 'webhook';

  @ApiProperty({
    format: 'uri',
    description:
      'An https address that is public. It is challenged first and must return 200 with the same `challenge`.',
    example: 'https://city.example/events',
  })
  @IsString()
  @MaxLength(2048)
  url!: string;
}

export class FilterDto {
  @ApiPropertyOptional({
    type: [String],
    description: 'Event types; `*` matches anything.',
    example: ['eu.lra-network.practice.*'],
  })
  @FilterList(
    'event-type',
    (item) => typeof item === 'string' && (meansSomeType(item) || meansSomeType(item, 'step')),
    `Must be a public event type, or a pattern that matches one: ${publicEventTypes.join(', ')}.`,
  )
  types?: string[] | null;

  @ApiPropertyOptional({ type: [String], description: 'ISO 3166-1 alpha-2', example: ['FI'] })
  @FilterList('country', isOneOf(countries), 'Must be an ISO 3166-1 alpha-2 code such as FI.', countryMeant)
  countries?: string[] | null;

  @ApiPropertyOptional({ description: 'Dimensions of integration.', enum: dimensions, isArray: true })
  @FilterList('dimension', isOneOf(dimensions), `Name one of: ${dimensions.join(', ')}.`)
  dimensions?: string[] | null;

  @ApiPropertyOptional({ description: 'Themes.', enum: themes, isArray: true })
  @FilterList('theme', isOneOf(themes), `Name one of: ${themes.join(', ')}.`)
  themes?: string[] | null;

  @ApiPropertyOptional({
    example: ['01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11'],
    type: [String],
    description: 'Ids of current or former members: events about them or what they own.',
  })
  @FilterList('member', (item) => isUUID(item), 'Must be the id of a member.')
  members?: string[] | null;

  @OptionalProperty({
    example: 'language',
    description: 'Part of the title in any language; case and accents do not matter.',
  })
  @IsSearchable()
  @IsString()
  @MaxLength(200)
  text?: string | null;

  @OptionalProperty({
    description:
      'Whether to include the steps of work on practices (drafted, submitted, changes requested, …): your member’s, or, for the steering committee, all.',
  })
  @IsBoolean()
  steps?: boolean | null;
}

export class SubscriptionDto {
  @ApiProperty()
  @IsDefined({ message: 'channel must say where to deliver' })
  @ObjectOf(() => ChannelDto)
  channel!: ChannelDto;

  @ApiProperty({ description: 'Events must match every part of the filter; within a part one match is enough.' })
  @IsDefined({ message: 'filter must say what to deliver; {} means everything' })
  @ObjectOf(() => FilterDto)
  filter!: FilterDto;

  @ApiProperty({ description: 'How often events are delivered.' })
  @IsIn(['immediate'], {
    message: 'frequency must be immediate; daily, weekly and quarterly digests are not offered yet',
  })
  frequency!: 'immediate';

  @OneOf(languages, {
    optional: true,
    description: 'Your language. It has no effect on webhooks, since events contain every language.',
    message: 'language must be a language code such as en',
  })
  language?: string | null;
}

export class RecoveryDto {
  @OptionalProperty({
    description:
      'Time from which to include missed events: given up, or published while the subscription had failed. Default: only what is waiting.',
  })
  @IsMoment()
  since?: string | null;
}

export class SubscriptionMade {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ description: 'Active once the receiver has responded to the challenge.', enum: states })
  state!: string;
  @ApiProperty({ description: 'Signs the requests (Standard Webhooks); shown only once.', example: 'whsec_…' })
  secret!: string;
}

export class SubscriptionListQuery extends PageQuery {
  @QueryCodes(states, { description: 'Default: all.' })
  state?: SubscriptionState[];
}

class LastErrorView {
  @ApiProperty({ description: 'A code for a program.', example: 'webhook.timeout' }) code!: string;
  @ApiProperty({
    description: 'A sentence for the owner; contains nothing that the receiver sent.',
    example: 'The receiver did not send a complete response within 10000 ms.',
  })
  detail!: string;
  @ApiProperty({ format: 'date-time', description: 'When the call failed.' }) at!: string;
}

export class SubscriptionView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ description: '`failed`: the receiver did not respond; a recovery tries again.', enum: states })
  state!: string;
  @ApiProperty({ type: ChannelDto }) channel!: ChannelDto;
  @ApiProperty({ type: FilterDto }) filter!: FilterDto;
  @ApiProperty({ description: 'How often events are delivered.', enum: ['immediate'] }) frequency!: 'immediate';
  @ApiProperty({ description: 'Language of the subscriber.', example: 'fi', type: String, nullable: true }) language!:
    string | null;
  @ApiProperty({ format: 'date-time' }) createdAt!: Date;
  @ApiProperty({ type: Date, nullable: true, description: 'When the receiver responded to the challenge.' })
  confirmedAt!: Date | null;
  @ApiProperty({ type: LastErrorView, nullable: true, description: 'The last failure.' })
  lastError!: LastErrorView | null;
}

export class TestView {
  @ApiProperty({ format: 'uuid', description: 'Of the test event; also its `webhook-id`.' }) eventId!: string;
  @ApiProperty({ description: 'Whether the receiver accepted it.' }) accepted!: boolean;
  @ApiProperty({ example: 204, type: Number, nullable: true, description: 'HTTP status, when one arrived.' }) status!:
    number | null;
  @ApiProperty({ type: String, nullable: true, description: 'What went wrong; null if it was accepted.', example: 'webhook.timeout' }) // prettier-ignore
  error!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'The same in a sentence.',
    example: 'The receiver did not send a complete response within 10000 ms.',
  })
  detail!: string | null;
  @ApiProperty({ type: 'integer', example: 120, description: 'Milliseconds until its response.' }) durationMs!: number;
  @ApiProperty({ format: 'date-time', description: 'When it was sent.' }) at!: Date;
}

export const toTestView = ({ ok, status, error, detail, ...tried }: Tried): TestView => ({
  ...tried,
  accepted: ok,
  status: status ?? null,
  error: error ?? null,
  detail: detail ?? null,
});

/** An empty list means no condition, as from a form in which nothing was chosen. */
const listed = (values: readonly string[] | null | undefined): string[] | null =>
  values && values.length > 0 ? [...new Set(values)] : null;

/** @throws {Problem} 422 for a type that only a subscription to steps could receive */
export const toFilter = ({
  types,
  countries: places,
  dimensions: kinds,
  themes: topics,
  members,
  text,
  steps,
}: FilterDto): EventFilter => ({
  types: steps ? listed(types) : withoutSteps(listed(types)),
  countries: listed(places),
  dimensions: listed(kinds),
  themes: listed(topics),
  members: listed(members?.map((id) => id.toLowerCase())),
  text: text ?? null,
  steps: steps ?? false,
});

function withoutSteps(types: string[] | null): string[] | null {
  const detail = 'This matches only steps of work: include them with `steps: true`.';
  const places = (types ?? []).flatMap((type, index) =>
    meansSomeType(type) ? [] : [{ pointer: `/filter/types/${index}`, code: 'event-type', detail }],
  );
  if (places.length > 0) throw notValid(places);
  return types;
}

/** @throws {Problem} 403 when the caller asks for steps and has neither a member nor the steering committee's role */
export function assertMayAsk(by: Principal, { steps }: EventFilter): void {
  const isEditor = hasRole(by, 'member-editor') && by.memberId !== undefined;
  if (steps && !isEditor && !hasRole(by, 'steering')) throw stepsNotAllowed();
}

/** Everything but the secret. */
export const toSubscriptionView = (subscription: Subscription): SubscriptionView => {
  const { id, state, url, frequency, language, createdAt, confirmedAt, lastError } = subscription;
  const { types, countries: places, dimensions: kinds, themes: topics, members, text } = subscription;
  const filter = { types, countries: places, dimensions: kinds, themes: topics, members, text };
  const given = {
    ...Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== null)),
    ...(subscription.steps ? { steps: true } : {}),
  };
  return {
    id,
    state,
    channel: { type: 'webhook', url },
    filter: given,
    frequency,
    language,
    createdAt,
    confirmedAt,
    lastError,
  };
};
