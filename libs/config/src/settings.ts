import { isAddressOrRange } from '#outbound';
import { parseSchedule, type RetrySchedule } from './retry-schedule.js';
import { SettingReader, type Environment } from './setting-reader.js';

/** The four apps that store; each has its own database schema, role and inner address. */
export const apps = ['gateway', 'practices', 'network', 'notifications'] as const;
export type App = (typeof apps)[number];

/** What can run as a process of its own: these apps, and the pages, which store nothing. */
export const programs = [...apps, 'web'] as const;
export type Program = (typeof programs)[number];

/** How much is logged; each level includes those after it. */
export const logLevels = ['debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Settings that belong together. Those of one feature are in its folder, and its module names them. */
export class SettingsOf<T> {
  constructor(readonly read: (reader: SettingReader) => T) {}
}

/** All settings of one process, read once at start. docs/settings.md lists the environment variables. */
export interface Settings {
  readonly port: number;
  /** Address to listen on; in a container `0.0.0.0`. */
  readonly host: string;
  /** Folder for everything that must survive a restart in the embedded form. */
  readonly dataDir: string;
  /** Address under which the public reaches the gateway; unset: its own address. */
  readonly publicUrl: string | undefined;
  /** Connection of each app; undefined: the embedded PostgreSQL. `shared`: its role creates schemas and roles. */
  readonly database: { readonly shared: string | undefined } & Readonly<Partial<Record<App, string>>>;
  readonly urls: Readonly<Partial<Record<Program, string>>>;
  readonly kafka: KafkaSettings | undefined;
  /** Private Ed25519 key (JWK, JSON) that signs internal identities. */
  readonly identityKey: string | undefined;
  /** Requests a minute per principal (or address without a credential) and gateway instance. */
  readonly rateLimit: number;
  /** Addresses or CIDRs of proxies whose `X-Forwarded-For` is trusted; empty: none. */
  readonly trustProxy: readonly string[];
  /** Largest request body in bytes. */
  readonly bodyLimit: number;
  /** Largest import file in bytes. */
  readonly importLimit: number;
  /** Pauses between the attempts of an event whose handler fails. */
  readonly consumerRetrySchedule: RetrySchedule;
  readonly logLevel: LogLevel;
  /** Folder of the log files; unset: in the data folder, or standard output when an app runs alone. */
  readonly logDir: string | undefined;
  /** Address at which the metrics are served: only to this machine, unless the operator says otherwise. */
  readonly metricsHost: string;
  /** Port of the metrics; 0: a free one. */
  readonly metricsPort: number;
  /** Set when traces are sent to a collector; the exporter itself reads the standard variables. */
  readonly traces: { /** Share of all traces that are recorded, 0 to 1. */ readonly share: number } | undefined;
  /** For how many years personal data are kept after the last update of the record they belong to. */
  readonly retentionYears: number;
  /** The settings of one part, such as a feature. */
  readonly of: <T>(part: SettingsOf<T>) => T;
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

/**
 * Reads the environment: what every process needs, and these parts.
 * @throws {InvalidSettings} with one sentence per invalid setting
 */
export function readSettings(env: Environment, parts: readonly SettingsOf<unknown>[] = []): Settings {
  const read = new SettingReader(env);
  const values = new Map<SettingsOf<unknown>, unknown>();
  const valueOf = (part: SettingsOf<unknown>): unknown => {
    if (!values.has(part)) values.set(part, part.read(read));
    return values.get(part);
  };
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
    urls: Object.fromEntries(programs.map((name) => [name, read.httpUrl(`${name.toUpperCase()}_URL`)])),
    kafka: readKafka(read),
    identityKey: read.matching('LRA_IDENTITY_KEY', isIdentityKey, 'a private Ed25519 key as JWK (JSON)'),
    rateLimit: read.value('LRA_RATE_LIMIT', 600, count, 'a number of requests a minute, 1 or more'),
    trustProxy: read.list('LRA_TRUST_PROXY', isAddressOrRange, 'addresses or CIDR ranges'),
    bodyLimit: read.bytes('LRA_BODY_LIMIT', 1_000_000, '1 MB'),
    importLimit: read.bytes('LRA_IMPORT_LIMIT', 100_000_000, '100 MB'),
    consumerRetrySchedule: schedule('LRA_CONSUMER_RETRY_SCHEDULE', '1s,5s,30s,2m,10m,1h'),
    logLevel: read.value('LRA_LOG_LEVEL', 'info', logLevel, `one of ${logLevels.join(', ')}`),
    logDir: read.text('LRA_LOG_DIR'),
    metricsHost: read.text('LRA_METRICS_HOST') ?? '127.0.0.1',
    metricsPort: port('LRA_METRICS_PORT', 0),
    traces: [read.httpUrl('OTEL_EXPORTER_OTLP_ENDPOINT'), read.httpUrl('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT')].some(
      Boolean,
    )
      ? { share: read.value('OTEL_TRACES_SAMPLER_ARG', 1, share, 'a number from 0 to 1') }
      : undefined,
    retentionYears: read.value('LRA_RETENTION_YEARS', 5, years, 'a number of years from 1 to 100'),
    of: <T>(part: SettingsOf<T>) => {
      const value = valueOf(part) as T;
      read.assertValid();
      return value;
    },
  };
  parts.forEach(valueOf);
  read.refuseMisspelled();
  read.assertValid();
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

function isIdentityKey(value: string): boolean {
  try {
    const { kty, crv, x, d } = JSON.parse(value) as Record<string, unknown>;
    return kty === 'OKP' && crv === 'Ed25519' && typeof x === 'string' && typeof d === 'string';
  } catch {
    return false;
  }
}

const portIn = (value: string) => (/^\d{1,5}$/.test(value) && Number(value) <= 65535 ? Number(value) : undefined);

const isBroker = (entry: string): boolean => {
  const [, port = ''] = /^(?:[^\s:]+|\[[\da-f:]+\]):(\d+)$/i.exec(entry) ?? [];
  return (portIn(port) ?? 0) > 0;
};

const mechanisms = ['plain', 'scram-sha-256', 'scram-sha-512'] as const;
const mechanismIn = (value: string) => mechanisms.find((mechanism) => mechanism === value.toLowerCase());
