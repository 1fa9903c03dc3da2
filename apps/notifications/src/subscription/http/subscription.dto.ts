import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsBoolean, IsDefined, IsIn, IsOptional, IsString, IsUUID, isUUID, Matches, MaxLength, ValidateBy, ValidateIf } from 'class-validator'; // prettier-ignore
import { countries, countryMeant, dimensions, languages, publicEventTypes, themes } from '#contracts';
import { IsMoment, OneOf, OptionalProperty, PageQuery, QueryCodes } from '#http';
import { hasRole, isOwn, type Principal } from '#identity';
import { notValid, type ProblemPlace } from '#problems';
import { isSearchable } from '#spelling';
import { IsMailAddress, ObjectOf } from '#validation';
import type { Tried } from '../try-receiver/try-receiver.js';
import { meansSomeType, type EventFilter } from '../event-filter.js';
import type { Wishes } from '../link/change-by-link.js';
import type { Target } from '../subscribe/subscribe.js';
import {
  frequencies,
  stepsNotAllowed,
  type Changes,
  type Contact,
  type Frequency,
  type Subscription,
} from '../subscription.js';
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

/** How a mailbox is refused, in the document of the API. */
export const forWebhooks = { 'subscription.channel': 'This is only for webhooks; the subscription goes to a mailbox.' };

const channels = ['webhook', 'email'] as const;

export class ChannelDto {
  @ApiProperty({ description: 'How events are delivered.', enum: channels })
  @IsIn(channels, { message: 'type must be webhook or email' })
  type!: (typeof channels)[number];

  @ApiPropertyOptional({
    format: 'uri',
    description:
      'For a webhook: an https address that is public. It is challenged first and must return 200 with the same `challenge`.',
    example: 'https://city.example/events',
  })
  @ValidateIf(({ type }: ChannelDto) => type === 'webhook')
  @IsString()
  @MaxLength(2048)
  url?: string;

  @ApiPropertyOptional({
    format: 'email',
    description: 'For e-mail: an address, whose reader must confirm the subscription by the link of a first mail.',
    example: 'aino@city.example',
    maxLength: 254,
  })
  @ValidateIf(({ type }: ChannelDto) => type === 'email')
  @IsMailAddress()
  address?: string;
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

  @OptionalProperty({
    format: 'uuid',
    example: '01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f22',
    description:
      'Id of a search that you saved (`/v1/saved-searches`): versions of practices that it finds when they are published. It must be yours, so it needs an account. By the link of a mail it stays as it is, or ends with null.',
  })
  @IsUUID()
  savedSearch?: string | null;
}

export class WebhookContactDto {
  @ApiProperty({
    format: 'email',
    description: 'A mailbox: it is told when the receiver has failed for a while, accepts again, or is called no more.',
    example: 'webmaster@city.example',
    maxLength: 254,
  })
  @IsMailAddress()
  address!: string;

  @OneOf(languages, {
    optional: true,
    description: 'Language of these mails; English when it is unset.',
    message: 'language must be a language code such as en',
  })
  language?: string | null;
}

const ContactOf = (description: string) =>
  applyDecorators(
    OptionalProperty({ type: WebhookContactDto, nullable: true, description }),
    ObjectOf(() => WebhookContactDto),
  );

export const Frequencies = (optional?: 'optional') =>
  OneOf(frequencies, {
    ...(optional && { optional: true }),
    description:
      'How often events are sent. A webhook receives each at once; mails come at once, or at 7 in the morning of each day, Monday, or first day of a quarter.',
    message: `frequency must be one of ${frequencies.join(', ')}`,
  });

const ReadersLanguage = () =>
  OneOf(languages, {
    optional: true,
    description: 'Your language, for mails. It has no effect on webhooks, since events contain every language.',
    message: 'language must be a language code such as en',
  });

export const Zone = () =>
  applyDecorators(
    OptionalProperty({
      description: 'Your time zone (IANA), for mails: their days begin there. Default: that of Brussels.',
      example: 'Europe/Helsinki',
      maxLength: 64,
    }),
    IsString(),
    MaxLength(64),
  );

export class SubscriptionDto {
  @ApiProperty()
  @IsDefined({ message: 'channel must say where to deliver' })
  @ObjectOf(() => ChannelDto)
  channel!: ChannelDto;

  @ApiProperty({ description: 'Events must match every part of the filter; within a part one match is enough.' })
  @IsDefined({ message: 'filter must say what to deliver; {} means everything' })
  @ObjectOf(() => FilterDto)
  filter!: FilterDto;

  @Frequencies()
  frequency!: Frequency;

  @ReadersLanguage()
  language?: string | null;

  @Zone()
  zone?: string | null;

  @ContactOf('For a webhook: who is told by mail how its receiver fares. Nobody when it is unset.')
  contact?: WebhookContactDto | null;
}

/** What the subscriber of a mailbox changes; what is not sent stays. */
export class SubscriptionChangeDto {
  @ApiPropertyOptional({ description: 'What to send from now on.' })
  @IsOptional()
  @ObjectOf(() => FilterDto)
  filter?: FilterDto;

  @Frequencies('optional')
  frequency?: Frequency;

  @ReadersLanguage()
  language?: string | null;

  @Zone()
  zone?: string | null;
}

/** What an owner changes; what is not sent stays. */
export class OwnSubscriptionChangeDto extends SubscriptionChangeDto {
  @ApiPropertyOptional({
    format: 'uri',
    description:
      'Of a webhook: where to deliver from now on. The subscription is pending until the receiver there has returned the challenge, and what waits is sent there.',
    example: 'https://city.example/new-events',
  })
  @ValidateIf(({ url }: OwnSubscriptionChangeDto) => url !== undefined)
  @IsString()
  @MaxLength(2048)
  url?: string;

  @ContactOf('Of a webhook: who is told by mail how its receiver fares. `null` removes the contact.')
  contact?: WebhookContactDto | null;
}

export class LinkParams {
  @ApiProperty({
    description: 'The secret of the link in a mail.',
    example: 'q83vEjRWeJq83vEjRWeJq83vEjRWeJq83vEjRWeJq80',
  })
  @Matches(/^[\w-]{1,100}$/, { message: 'token must be copied whole from the mail' })
  token!: string;
}

/** What mail programs send; nothing depends on it, so that ending a subscription never fails. */
export class OneClickDto {
  @ApiPropertyOptional({ enum: ['One-Click'], description: 'As RFC 8058 has it.' })
  'List-Unsubscribe'?: string;
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
  @ApiProperty({
    description: 'Active once the receiver has responded to the challenge, or the reader of the mailbox has confirmed.',
    enum: states,
  })
  state!: string;
  @ApiPropertyOptional({
    description: 'For a webhook: signs the requests (Standard Webhooks); shown only once.',
    example: 'whsec_…',
  })
  secret?: string;
}

export class SecretView {
  @ApiProperty({ description: 'Signs the requests from now on; shown only once.', example: 'whsec_…' })
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
    example: 'The receiver did not send a complete response within 15000 ms.',
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
  @ApiProperty({
    type: WebhookContactDto,
    nullable: true,
    description: 'Who is told how the receiver of a webhook fares. Only its owner sees this.',
  })
  contact!: WebhookContactDto | null;
  @ApiProperty({ description: 'How often events are sent.', enum: frequencies }) frequency!: Frequency;
  @ApiProperty({ description: 'Language of the subscriber.', example: 'fi', type: String, nullable: true }) language!:
    string | null;
  @ApiProperty({ description: 'Time zone of a mailbox.', example: 'Europe/Helsinki', type: String, nullable: true })
  zone!: string | null;
  @ApiProperty({ format: 'date-time' }) createdAt!: Date;
  @ApiProperty({
    type: Date,
    nullable: true,
    description: 'When the receiver responded to the challenge, or the reader of the mailbox confirmed.',
  })
  confirmedAt!: Date | null;
  @ApiProperty({ type: LastErrorView, nullable: true, description: 'The last failure.' })
  lastError!: LastErrorView | null;
  @ApiProperty({
    type: Date,
    nullable: true,
    description:
      'Of the first failure since the receiver last accepted anything. When it was tried in vain for five days it is disabled.',
  })
  failingSince!: Date | null;
  @ApiProperty({
    type: Date,
    nullable: true,
    description:
      'While what was missed since then is being queued, which a recovery asked for; nothing is sent meanwhile.',
  })
  recoveringSince!: Date | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Id of the principal who may change it; null for a mailbox without an account.',
    example: '01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11',
  })
  owner!: string | null;
  @ApiProperty({
    type: Date,
    nullable: true,
    description: 'When the saved search of its filter was deleted: nothing matches it any more.',
  })
  searchDeletedAt!: Date | null;
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
    example: 'The receiver did not send a complete response within 15000 ms.',
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
  savedSearch,
}: FilterDto): EventFilter => ({
  types: steps ? listed(types) : withoutSteps(listed(types)),
  countries: listed(places),
  dimensions: listed(kinds),
  themes: listed(topics),
  members: listed(members?.map((id) => id.toLowerCase())),
  text: text ?? null,
  steps: steps ?? false,
  savedSearch: savedSearch?.toLowerCase() ?? null,
});

function withoutSteps(types: string[] | null): string[] | null {
  const detail = 'This matches only steps of work: include them with `steps: true`.';
  const places = (types ?? []).flatMap((type, index) =>
    meansSomeType(type) ? [] : [{ pointer: `/filter/types/${index}`, code: 'event-type', detail }],
  );
  if (places.length > 0) throw notValid(places);
  return types;
}

export const toWishes = ({ filter, frequency, language, zone }: SubscriptionChangeDto): Wishes => ({
  // The reader of a mailbox, who has no account, cannot name a search: it stays unless it is taken away.
  filter: filter && { ...toFilter(filter), ...(filter.savedSearch === undefined && { savedSearch: undefined }) },
  frequency,
  language,
  zone: zone ?? undefined,
});

export const toChanges = ({ url, contact, filter, ...rest }: OwnSubscriptionChangeDto): Changes => ({
  ...(filter && toFilter(filter)),
  url,
  contact: contact && toContact(contact),
  frequency: rest.frequency ?? undefined,
  language: rest.language,
  zone: rest.zone ?? undefined,
});

const toContact = ({ address, language }: WebhookContactDto): Contact => ({ address, language: language ?? null });

/** The time zone of a subscriber who names none: that of the network's seat. */
export const ZONE = 'Europe/Brussels';

/** @throws {Problem} 422 when the parts of the channel do not belong together */
export function toTarget({ channel, frequency, zone, contact }: SubscriptionDto): Target {
  const { type, url, address } = channel;
  const places: ProblemPlace[] = [];
  const refuse = (pointer: string, detail: string) => places.push({ pointer, code: 'channel', detail });
  if (type === 'webhook') {
    if (address !== undefined)
      refuse('/channel/address', 'A webhook has an address of the web, `url`. Leave this out.');
    if (frequency !== 'immediate') refuse('/frequency', 'A webhook receives each event at once: immediate.');
  } else {
    if (url !== undefined) refuse('/channel/url', 'A mailbox has an `address`. Leave this out.');
    if (contact) refuse('/contact', 'This is only for webhooks. Leave it out.');
  }
  if (places.length > 0) throw notValid(places);
  return type === 'webhook'
    ? { url: url!, contact: contact ? toContact(contact) : null }
    : { address: address!, frequency, zone: zone ?? ZONE };
}

/** @throws {Problem} 403 when the caller asks for steps and has neither a member nor the steering committee's role */
export function assertMayAsk(by: Principal, { steps }: EventFilter): void {
  const isEditor = hasRole(by, 'member-editor') && by.memberId !== undefined;
  if (steps && !isEditor && !hasRole(by, 'steering')) throw stepsNotAllowed();
}

/** Everything but the secret. @param by the contact is shown to its owner alone, and to nobody without an account */
export const toSubscriptionView = (subscription: Subscription, by?: Principal): SubscriptionView => {
  const { id, state, url, address, frequency, language, zone, createdAt, confirmedAt, lastError, failingSince } =
    subscription;
  const { recoveringSince } = subscription;
  const { types, countries: places, dimensions: kinds, themes: topics, members, text, savedSearch } = subscription;
  const filter = { types, countries: places, dimensions: kinds, themes: topics, members, text, savedSearch };
  const given = {
    ...Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== null)),
    ...(subscription.steps ? { steps: true } : {}),
  };
  const { contactAddress, contactLanguage, owner } = subscription;
  const isShown = contactAddress !== null && by !== undefined && owner !== null && isOwn(by, owner);
  return {
    id,
    state,
    contact: isShown ? { address: contactAddress, language: contactLanguage } : null,
    channel: url === null ? { type: 'email', address: address! } : { type: 'webhook', url },
    filter: given,
    frequency,
    language,
    zone,
    createdAt,
    confirmedAt,
    lastError,
    failingSince,
    recoveringSince,
    owner,
    searchDeletedAt: subscription.searchDeletedAt,
  };
};
