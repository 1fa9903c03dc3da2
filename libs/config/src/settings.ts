import { resolve } from 'node:path';
import { languages, type Language } from '#contracts';
import { AllowList, isAddressOrRange, isLoopback, parseAllowList } from '#outbound';
import { mailAddress } from '#spelling';
import { parseSchedule, type RetrySchedule } from './retry-schedule.js';
import { isUrl, SettingReader, type Environment } from './setting-reader.js';

/** The four apps; each has its own database schema, role and inner address. */
export const apps = ['gateway', 'practices', 'network', 'notifications'] as const;
export type App = (typeof apps)[number];

/** How much of what happens is logged; each level holds those after it. */
export const logLevels = ['debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** All settings of one process, read once at start. Names of the environment variables stand in docs/settings.md. */
export interface Settings {
  readonly port: number;
  /** Address to listen on; in a container `0.0.0.0`. */
  readonly host: string;
  /** Folder for everything that must survive a restart in the embedded form. */
  readonly dataDir: string;
  /** Address under which the public reaches the gateway; unset: its own address. */
  readonly publicUrl: string | undefined;
  /** Connection of each app; undefined: the embedded PostgreSQL. `shared`: its role makes schemas and roles. */
  readonly database: { readonly shared: string | undefined } & Readonly<Partial<Record<App, string>>>;
  readonly urls: Readonly<Partial<Record<App, string>>>;
  readonly kafka: KafkaSettings | undefined;
  readonly admin: { readonly clientId: string; readonly clientSecret: string } | undefined;
  /** Where people sign in; undefined: nowhere, or at the development issuer of the embedded form. */
  readonly oidc: OidcSettings | undefined;
  /** Private Ed25519 key (JWK, JSON) that signs internal identities. */
  readonly identityKey: string | undefined;
  /** Requests a minute per principal (or address without a credential) and gateway instance. */
  readonly rateLimit: number;
  /** Addresses or CIDRs of proxies whose `X-Forwarded-For` is believed; empty: none. */
  readonly trustProxy: readonly string[];
  /** Largest request body in bytes. */
  readonly bodyLimit: number;
  /** Largest import file in bytes. */
  readonly importLimit: number;
  /** Private targets that webhooks may reach all the same: `host:port` or CIDR, comma-separated. */
  readonly webhookAllow: AllowList;
  /** Pauses between the attempts of a webhook delivery. */
  readonly retrySchedule: RetrySchedule;
  /** Pauses between the attempts of an event whose handler fails. */
  readonly consumerRetrySchedule: RetrySchedule;
  /** Server that takes mails; unset: mails are files in the data folder. */
  readonly smtpUrl: string | undefined;
  /** Address that mails come from; unset: `no-reply` at the host of the public address. */
  readonly mailFrom: string | undefined;
  /** Where the steering committee reads its mail: told of every application for membership. Empty: nobody is told. */
  readonly steeringMail: readonly string[];
  readonly logLevel: LogLevel;
  /** Folder of the log files; unset: of the data folder, or standard output where an app runs alone. */
  readonly logDir: string | undefined;
  /** Address at which the metrics are served: to this machine alone, unless the operator says otherwise. */
  readonly metricsHost: string;
  /** Port of the metrics; 0: a free one. */
  readonly metricsPort: number;
  /** Set when traces are sent to a collector; the exporter itself reads the standard variables. */
  readonly traces: { /** Share of all traces that are recorded, 0 to 1. */ readonly share: number } | undefined;
  /** List of erasures outside of the data folder, and the key of its hashes; unset: none is kept. */
  readonly erasures: { readonly file: string; readonly key: string } | undefined;
  /** Service that translates fact sheets; unset: people do. */
  readonly translation: TranslationSettings | undefined;
  /** For how many years personal data are kept after the last update of what they belong to. */
  readonly retentionYears: number;
}

export interface TranslationSettings {
  readonly url: string;
  readonly user: string | undefined;
  readonly password: string | undefined;
  /** Proves that a result answers a request of ours. */
  readonly secret: string;
  /** Into which every published practice is translated without being asked. */
  readonly languages: readonly Language[];
  /** Characters sent in a month at most. */
  readonly charactersAMonth: number;
}

export interface KafkaSettings {
  readonly brokers: readonly string[];
  readonly ssl: boolean;
  readonly sasl:
    | {
        readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
        readonly username: string;
        readonly password: string;
      }
    | undefined;
}

/** An OpenID Connect issuer, and what it knows this system as. */
export interface OidcSettings {
  /** As the issuer writes it itself, a slash at its end included. */
  readonly issuer: string;
  readonly clientId: string;
  /** Unset: a public client, which PKCE alone protects. */
  readonly clientSecret: string | undefined;
  /** Whether addresses without `email_verified` count, because the issuer has verified all it knows. */
  readonly trustEmail: boolean;
}

/** Names every wrong setting at once, so that the operator mends them in one go. */
export class InvalidSettings extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`Settings are not valid: ${problems.join('; ')}.`);
    this.name = 'InvalidSettings';
  }
}

/**
 * Reads the environment.
 * @throws {InvalidSettings} with one sentence per wrong setting
 */
export function readSettings(env: Environment): Settings {
  const read = new SettingReader(env);
  const port = (name: string, fallback: number) => read.value(name, fallback, portIn, 'a port number from 0 to 65535');
  const databaseUrl = (name: string) => read.url(name, ['postgres', 'postgresql'], 'a postgres:// address');
  const count = (value: string) => (/^\d{1,9}$/.test(value) && Number(value) > 0 ? Number(value) : undefined);
  const years = (value: string) => (/^(?:[1-9]\d?|100)$/.test(value) ? Number(value) : undefined);
  const share = (value: string) => (/^(?:0(?:\.\d+)?|1(?:\.0+)?)$/.test(value) ? Number(value) : undefined);
  const logLevel = (value: string) => logLevels.find((level) => level === value.toLowerCase());
  const schedule = (name: string, fallback: string) => read.parsed(name, fallback, parseSchedule) ?? [];

  const settings: Settings = {
    port: port('PORT', 8080),
    host: read.text('HOST') ?? '127.0.0.1',
    dataDir: read.text('LRA_DATA_DIR') ?? '.data',
    publicUrl: read.httpUrl('LRA_PUBLIC_URL'),
    database: {
      shared: databaseUrl('DATABASE_URL'),
      ...Object.fromEntries(apps.map((app) => [app, databaseUrl(`DATABASE_URL_${app.toUpperCase()}`)])),
    },
    urls: Object.fromEntries(apps.map((app) => [app, read.httpUrl(`${app.toUpperCase()}_URL`)])),
    kafka: readKafka(read),
    admin: readAdmin(read),
    oidc: readOidc(read),
    identityKey: read.matching('LRA_IDENTITY_KEY', isIdentityKey, 'a private Ed25519 key as JWK (JSON)'),
    rateLimit: read.value('LRA_RATE_LIMIT', 600, count, 'a number of requests a minute, 1 or more'),
    trustProxy: read.list('LRA_TRUST_PROXY', isAddressOrRange, 'addresses or CIDR ranges'),
    bodyLimit: read.bytes('LRA_BODY_LIMIT', 1_000_000, '1 MB'),
    importLimit: read.bytes('LRA_IMPORT_LIMIT', 100_000_000, '100 MB'),
    webhookAllow: read.parsed('LRA_WEBHOOK_ALLOW', '', parseAllowList) ?? new AllowList(),
    retrySchedule: schedule('LRA_RETRY_SCHEDULE', '5s,5m,30m,2h,5h,10h,14h,20h,24h'),
    consumerRetrySchedule: schedule('LRA_CONSUMER_RETRY_SCHEDULE', '1s,5s,30s,2m,10m,1h'),
    smtpUrl: read.url('SMTP_URL', ['smtp', 'smtps'], 'an smtp:// or smtps:// address'),
    mailFrom: read.matching('LRA_MAIL_FROM', isMailAddress, 'a mail address'),
    steeringMail: read.list('LRA_STEERING_MAIL', isMailAddress, 'mail addresses'),
    logLevel: read.value('LRA_LOG_LEVEL', 'info', logLevel, `one of ${logLevels.join(', ')}`),
    logDir: read.text('LRA_LOG_DIR'),
    metricsHost: read.text('LRA_METRICS_HOST') ?? '127.0.0.1',
    metricsPort: port('LRA_METRICS_PORT', 0),
    traces: [read.httpUrl('OTEL_EXPORTER_OTLP_ENDPOINT'), read.httpUrl('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT')].some(
      Boolean,
    )
      ? { share: read.value('OTEL_TRACES_SAMPLER_ARG', 1, share, 'a number from 0 to 1') }
      : undefined,
    erasures: readErasures(read),
    translation: readTranslation(read),
    retentionYears: read.value('LRA_RETENTION_YEARS', 5, years, 'a number of years from 1 to 100'),
  };
  read.refuseMisspelled();
  if (read.problems.length > 0) throw new InvalidSettings(read.problems);
  return settings;
}

function readKafka(read: SettingReader): KafkaSettings | undefined {
  const brokers = read.list('KAFKA_BROKERS', isBroker, 'host:port');
  const ssl = read.flag('KAFKA_SSL');
  const mechanism = read.value('KAFKA_SASL_MECHANISM', undefined, mechanismIn, `one of ${mechanisms.join(', ')}`);
  const [username, password] = [read.text('KAFKA_SASL_USERNAME'), read.text('KAFKA_SASL_PASSWORD')];
  if (brokers.length === 0) return undefined;
  if (mechanism !== undefined && !(username && password)) {
    read.problems.push('KAFKA_SASL_MECHANISM needs KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD');
  } else if (mechanism === undefined && (username ?? password)) {
    read.problems.push('KAFKA_SASL_USERNAME needs KAFKA_SASL_MECHANISM');
  }
  return { brokers, ssl, sasl: mechanism && username && password ? { mechanism, username, password } : undefined };
}

function readAdmin(read: SettingReader): Settings['admin'] {
  const [clientId, clientSecret] = [read.text('LRA_ADMIN_CLIENT_ID'), read.text('LRA_ADMIN_CLIENT_SECRET')];
  if (clientId === undefined && clientSecret === undefined) return undefined;
  if (clientId === undefined || clientSecret === undefined) {
    read.problems.push('LRA_ADMIN_CLIENT_ID and LRA_ADMIN_CLIENT_SECRET must be given together');
  } else if (clientSecret.length < 16) {
    read.problems.push('LRA_ADMIN_CLIENT_SECRET must have 16 characters or more');
  } else if (!/^\P{C}{1,200}$/u.test(clientId)) {
    read.problems.push('LRA_ADMIN_CLIENT_ID must be 1 to 200 printable characters');
  } else return { clientId, clientSecret };
  return undefined;
}

function readOidc(read: SettingReader): OidcSettings | undefined {
  const [issuer, clientId] = [read.text('OIDC_ISSUER'), read.text('OIDC_CLIENT_ID')];
  const [clientSecret, trustEmail] = [read.text('OIDC_CLIENT_SECRET'), read.flag('OIDC_TRUST_EMAIL')];
  if (issuer === undefined) {
    if (clientId !== undefined || clientSecret !== undefined) read.problems.push('OIDC_CLIENT_ID needs OIDC_ISSUER');
    return undefined;
  }
  const address = URL.canParse(issuer) ? new URL(issuer) : undefined;
  const isSafe = address?.protocol === 'https:' || (address?.protocol === 'http:' && isLoopback(address.hostname));
  if (!isSafe) read.problems.push('OIDC_ISSUER must be an https:// address; http:// is taken on this machine only');
  if (clientId === undefined) {
    read.problems.push('OIDC_ISSUER needs OIDC_CLIENT_ID');
    return undefined;
  }
  return { issuer, clientId, clientSecret, trustEmail };
}

function readTranslation(read: SettingReader): TranslationSettings | undefined {
  const url = read.matching('LRA_TRANSLATION_URL', isUrl(['http', 'https']), 'an http:// or https:// address');
  const secret = read.text('LRA_TRANSLATION_SECRET');
  const [user, password] = [read.text('LRA_TRANSLATION_USER'), read.text('LRA_TRANSLATION_PASSWORD')];
  const known = read.list('LRA_TRANSLATION_LANGUAGES', isLanguage, 'two-letter codes');
  const charactersAMonth = read.value('LRA_TRANSLATION_LIMIT', 1_000_000, charactersIn, 'a number of characters');
  if (read.text('LRA_TRANSLATION_URL') === undefined && secret === undefined) {
    if (known.length > 0) read.problems.push('LRA_TRANSLATION_LANGUAGES needs LRA_TRANSLATION_URL');
  } else if (read.text('LRA_TRANSLATION_URL') === undefined || secret === undefined) {
    read.problems.push('LRA_TRANSLATION_URL and LRA_TRANSLATION_SECRET must be given together');
  } else if (secret.length < 32) {
    read.problems.push('LRA_TRANSLATION_SECRET must have 32 characters or more');
  } else if (url !== undefined) return { url, user, password, secret, languages: known, charactersAMonth };
  return undefined;
}

function readErasures(read: SettingReader): Settings['erasures'] {
  const [file, key] = [read.text('LRA_ERASURES_FILE'), read.text('LRA_ERASURES_KEY')];
  if (file === undefined && key === undefined) return undefined;
  if (file === undefined || key === undefined) {
    read.problems.push('LRA_ERASURES_FILE and LRA_ERASURES_KEY must be given together');
  } else if (key.length < 32) {
    read.problems.push('LRA_ERASURES_KEY must have 32 characters or more');
  } else if (`${resolve(file)}/`.startsWith(`${resolve(read.text('LRA_DATA_DIR') ?? '.data')}/`)) {
    read.problems.push('LRA_ERASURES_FILE must lie outside of the data folder: it must outlive it');
  } else return { file, key };
  return undefined;
}

function isIdentityKey(value: string): boolean {
  try {
    const { kty, crv, x, d } = JSON.parse(value) as Record<string, unknown>;
    return kty === 'OKP' && crv === 'Ed25519' && typeof x === 'string' && typeof d === 'string';
  } catch {
    return false;
  }
}

const isMailAddress = (entry: string): boolean => !/[\s,;<>"]/.test(entry) && mailAddress(entry) !== undefined;

const isLanguage = (entry: string): entry is Language => (languages as readonly string[]).includes(entry);

const portIn = (value: string) => (/^\d{1,5}$/.test(value) && Number(value) <= 65535 ? Number(value) : undefined);

const isBroker = (entry: string): boolean => {
  const [, port = ''] = /^(?:[^\s:]+|\[[\da-f:]+\]):(\d+)$/i.exec(entry) ?? [];
  return (portIn(port) ?? 0) > 0;
};

const mechanisms = ['plain', 'scram-sha-256', 'scram-sha-512'] as const;
const mechanismIn = (value: string) => mechanisms.find((mechanism) => mechanism === value.toLowerCase());

const charactersIn = (value: string) => (/^\d{1,12}$/.test(value) ? Number(value) : undefined);
