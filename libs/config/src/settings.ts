import { resolve } from 'node:path';
import ipaddr from 'ipaddr.js';
import { languages, type Language } from '#contracts';
import { AllowList, parseAllowList } from '#outbound';
import { mailAddress } from '#spelling';
import { parseSchedule, type RetrySchedule } from './retry-schedule.js';

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

const units: Readonly<Record<string, number>> = { '': 1, b: 1, kb: 1000, mb: 1_000_000, gb: 1_000_000_000 };

/**
 * Reads the environment.
 * @throws {InvalidSettings} with one sentence per wrong setting
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const problems: string[] = [];
  const text = (name: string) => env[name]?.trim() || undefined;
  const read = <T>(name: string, fallback: T, parse: (value: string) => T | undefined, expected: string): T => {
    const value = text(name);
    if (value === undefined) return fallback;
    const parsed = parse(value);
    if (parsed === undefined) problems.push(`${name} must be ${expected}`);
    return parsed ?? fallback;
  };
  const port = (value: string) => (/^\d{1,5}$/.test(value) && Number(value) <= 65535 ? Number(value) : undefined);
  const count = (value: string) => (/^\d{1,9}$/.test(value) && Number(value) > 0 ? Number(value) : undefined);
  const years = (value: string) => (/^(?:[1-9]\d?|100)$/.test(value) ? Number(value) : undefined);
  const share = (value: string) => (/^(?:0(?:\.\d+)?|1(?:\.0+)?)$/.test(value) ? Number(value) : undefined);
  const logLevel = (value: string) => logLevels.find((level) => level === value.toLowerCase());
  const bytes = (value: string) => {
    const [, amount, unit] = /^(\d{1,12})\s*([a-z]*)$/i.exec(value) ?? [];
    const factor = units[(unit ?? '').toLowerCase()];
    return amount !== undefined && factor !== undefined ? Number(amount) * factor : undefined;
  };
  const url =
    (...protocols: string[]) =>
    (value: string) =>
      URL.canParse(value) && protocols.includes(new URL(value).protocol) ? value.replace(/\/$/, '') : undefined;
  const schedule = (name: string, fallback: string): RetrySchedule => {
    try {
      return parseSchedule(text(name) ?? fallback);
    } catch (error) {
      problems.push(`${name}: ${(error as Error).message.replace(/\.$/, '')}`);
      return [];
    }
  };
  const allowList = (name: string): AllowList => {
    try {
      return parseAllowList(text(name) ?? '');
    } catch (error) {
      problems.push(`${name}: ${(error as Error).message.replace(/\.$/, '')}`);
      return new AllowList();
    }
  };
  const checked = (name: string, isGood: (value: string) => boolean, expected: string) =>
    read<string | undefined>(name, undefined, (value) => (isGood(value) ? value : undefined), expected);
  const list = (name: string, isGood: (entry: string) => boolean, expected: string) =>
    read<readonly string[]>(
      name,
      [],
      (value) => {
        const entries = value.split(',').map((entry) => entry.trim());
        return entries.every(isGood) ? entries : undefined;
      },
      expected,
    );
  const databaseUrl = (name: string) =>
    read<string | undefined>(name, undefined, url('postgres:', 'postgresql:'), 'a postgres:// address');
  const httpUrl = (name: string) =>
    read<string | undefined>(name, undefined, url('http:', 'https:'), 'an http:// or https:// address');

  const settings: Settings = {
    port: read('PORT', 8080, port, 'a port number from 0 to 65535'),
    host: text('HOST') ?? '127.0.0.1',
    dataDir: text('LRA_DATA_DIR') ?? '.data',
    publicUrl: httpUrl('LRA_PUBLIC_URL'),
    database: {
      shared: databaseUrl('DATABASE_URL'),
      ...Object.fromEntries(apps.map((app) => [app, databaseUrl(`DATABASE_URL_${app.toUpperCase()}`)])),
    },
    urls: Object.fromEntries(apps.map((app) => [app, httpUrl(`${app.toUpperCase()}_URL`)])),
    kafka: readKafka(text, problems),
    admin: readAdmin(text, problems),
    oidc: readOidc(text, problems),
    identityKey: checked('LRA_IDENTITY_KEY', isIdentityKey, 'a private Ed25519 key as JWK (JSON)'),
    rateLimit: read('LRA_RATE_LIMIT', 600, count, 'a number of requests a minute, 1 or more'),
    trustProxy: list('LRA_TRUST_PROXY', isAddressOrRange, 'addresses or CIDR ranges, separated by commas'),
    bodyLimit: read('LRA_BODY_LIMIT', 1_000_000, bytes, 'a size such as 1 MB'),
    importLimit: read('LRA_IMPORT_LIMIT', 100_000_000, bytes, 'a size such as 100 MB'),
    webhookAllow: allowList('LRA_WEBHOOK_ALLOW'),
    retrySchedule: schedule('LRA_RETRY_SCHEDULE', '5s,5m,30m,2h,5h,10h,14h,20h,24h'),
    consumerRetrySchedule: schedule('LRA_CONSUMER_RETRY_SCHEDULE', '1s,5s,30s,2m,10m,1h'),
    smtpUrl: read<string | undefined>('SMTP_URL', undefined, url('smtp:', 'smtps:'), 'an smtp:// or smtps:// address'),
    mailFrom: checked('LRA_MAIL_FROM', isMailAddress, 'a mail address'),
    steeringMail: list('LRA_STEERING_MAIL', isMailAddress, 'mail addresses, separated by commas'),
    logLevel: read('LRA_LOG_LEVEL', 'info', logLevel, `one of ${logLevels.join(', ')}`),
    logDir: text('LRA_LOG_DIR'),
    metricsHost: text('LRA_METRICS_HOST') ?? '127.0.0.1',
    metricsPort: read('LRA_METRICS_PORT', 0, port, 'a port number from 0 to 65535'),
    traces: [httpUrl('OTEL_EXPORTER_OTLP_ENDPOINT'), httpUrl('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT')].some(Boolean)
      ? { share: read('OTEL_TRACES_SAMPLER_ARG', 1, share, 'a number from 0 to 1') }
      : undefined,
    erasures: readErasures(text, problems),
    translation: readTranslation(text, problems),
    retentionYears: read('LRA_RETENTION_YEARS', 5, years, 'a number of years from 1 to 100'),
  };
  if (problems.length > 0) throw new InvalidSettings(problems);
  return settings;
}

type ReadText = (name: string) => string | undefined;

function readKafka(text: ReadText, problems: string[]): KafkaSettings | undefined {
  const brokers = (text('KAFKA_BROKERS') ?? '')
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean);
  if (brokers.length === 0) return undefined;
  const mechanism = text('KAFKA_SASL_MECHANISM')?.toLowerCase();
  const [username, password] = [text('KAFKA_SASL_USERNAME'), text('KAFKA_SASL_PASSWORD')];
  if (brokers.some((broker) => !/^\S+:\d{1,5}$/.test(broker)))
    problems.push('KAFKA_BROKERS must be a list of host:port');
  let sasl: KafkaSettings['sasl'];
  if (mechanism === 'plain' || mechanism === 'scram-sha-256' || mechanism === 'scram-sha-512') {
    if (username && password) sasl = { mechanism, username, password };
    else problems.push('KAFKA_SASL_MECHANISM needs KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD');
  } else if (mechanism) problems.push('KAFKA_SASL_MECHANISM must be plain, scram-sha-256 or scram-sha-512');
  return { brokers, ssl: text('KAFKA_SSL') === 'true', sasl };
}

function readAdmin(text: ReadText, problems: string[]): Settings['admin'] {
  const [clientId, clientSecret] = [text('LRA_ADMIN_CLIENT_ID'), text('LRA_ADMIN_CLIENT_SECRET')];
  if (clientId === undefined && clientSecret === undefined) return undefined;
  if (clientId === undefined || clientSecret === undefined) {
    problems.push('LRA_ADMIN_CLIENT_ID and LRA_ADMIN_CLIENT_SECRET must be given together');
  } else if (clientSecret.length < 16) {
    problems.push('LRA_ADMIN_CLIENT_SECRET must have 16 characters or more');
  } else if (!/^\P{C}{1,200}$/u.test(clientId)) {
    problems.push('LRA_ADMIN_CLIENT_ID must be 1 to 200 printable characters');
  } else return { clientId, clientSecret };
  return undefined;
}

function readOidc(text: ReadText, problems: string[]): OidcSettings | undefined {
  const [issuer, clientId, clientSecret] = [text('OIDC_ISSUER'), text('OIDC_CLIENT_ID'), text('OIDC_CLIENT_SECRET')];
  if (issuer === undefined) {
    if (clientId !== undefined || clientSecret !== undefined) problems.push('OIDC_CLIENT_ID needs OIDC_ISSUER');
    return undefined;
  }
  const address = URL.canParse(issuer) ? new URL(issuer) : undefined;
  const isSafe = address?.protocol === 'https:' || (address?.protocol === 'http:' && isLoopback(address.hostname));
  if (!isSafe) problems.push('OIDC_ISSUER must be an https:// address; http:// is taken on this machine only');
  if (clientId === undefined) {
    problems.push('OIDC_ISSUER needs OIDC_CLIENT_ID');
    return undefined;
  }
  return { issuer, clientId, clientSecret, trustEmail: text('OIDC_TRUST_EMAIL') === 'true' };
}

/** Whether a host, as in a URL or a setting, is this machine and reached from nowhere else. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '');
  return bare === 'localhost' || (ipaddr.isValid(bare) && ipaddr.process(bare).range() === 'loopback');
}

function readTranslation(text: ReadText, problems: string[]): TranslationSettings | undefined {
  const [url, secret] = [text('LRA_TRANSLATION_URL'), text('LRA_TRANSLATION_SECRET')];
  const [list = '', limit = '1000000'] = [text('LRA_TRANSLATION_LANGUAGES'), text('LRA_TRANSLATION_LIMIT')];
  if (url === undefined && secret === undefined) return undefined;
  const wanted = list.split(',').map((one) => one.trim()).filter(Boolean); // prettier-ignore
  const known = wanted.filter((one): one is Language => (languages as readonly string[]).includes(one));
  if (known.length < wanted.length)
    problems.push('LRA_TRANSLATION_LANGUAGES must be two-letter codes, separated by commas');
  if (!/^\d{1,12}$/.test(limit)) problems.push('LRA_TRANSLATION_LIMIT must be a number of characters');
  if (url === undefined || secret === undefined) {
    problems.push('LRA_TRANSLATION_URL and LRA_TRANSLATION_SECRET must be given together');
  } else if (!URL.canParse(url) || !['http:', 'https:'].includes(new URL(url).protocol)) {
    problems.push('LRA_TRANSLATION_URL must be an http:// or https:// address');
  } else if (secret.length < 32) {
    problems.push('LRA_TRANSLATION_SECRET must have 32 characters or more');
  } else {
    const [user, password] = [text('LRA_TRANSLATION_USER'), text('LRA_TRANSLATION_PASSWORD')];
    return { url, user, password, secret, languages: known, charactersAMonth: Number(limit) };
  }
  return undefined;
}

function readErasures(text: ReadText, problems: string[]): Settings['erasures'] {
  const [file, key] = [text('LRA_ERASURES_FILE'), text('LRA_ERASURES_KEY')];
  if (file === undefined && key === undefined) return undefined;
  if (file === undefined || key === undefined) {
    problems.push('LRA_ERASURES_FILE and LRA_ERASURES_KEY must be given together');
  } else if (key.length < 32) {
    problems.push('LRA_ERASURES_KEY must have 32 characters or more');
  } else if (`${resolve(file)}/`.startsWith(`${resolve(text('LRA_DATA_DIR') ?? '.data')}/`)) {
    problems.push('LRA_ERASURES_FILE must lie outside of the data folder: it must outlive it');
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

const isAddressOrRange = (entry: string): boolean => ipaddr.isValid(entry) || ipaddr.isValidCIDR(entry);
