import { closestMatch } from 'leven';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Our prefixes: an unknown name that nearly matches a setting is a typing mistake, and would otherwise be ignored
 * silently.
 */
const OURS = /^(?:LRA|KAFKA|OIDC|SMTP|DATABASE)_/;

/** The most letters by which a misspelt name differs. */
const SLIP = 2;

const units: Readonly<Record<string, number>> = { '': 1, b: 1, kb: 1000, mb: 1_000_000, gb: 1_000_000_000 };

/** Whether a text is an address with a host, of one of these schemes. */
export const isUrl =
  (schemes: readonly string[]) =>
  (text: string): boolean =>
    URL.canParse(text) && schemes.some((scheme) => text.toLowerCase().startsWith(`${scheme}://`));

/** Names every invalid setting at once, so that the operator can correct them together. */
export class InvalidSettings extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`Invalid settings: ${problems.join('; ')}.`);
    this.name = 'InvalidSettings';
  }
}

/** Reads settings from the environment, and collects their errors. */
export class SettingReader {
  readonly problems: string[] = [];
  private readonly known = new Set<string>();

  constructor(private readonly env: Environment) {}

  /** The value without surrounding spaces; undefined when unset or empty. */
  text(name: string): string | undefined {
    this.known.add(name);
    return this.env[name]?.trim() || undefined;
  }

  /** @param parse returns undefined for what is not `expected` */
  value<T>(name: string, fallback: T, parse: (value: string) => T | undefined, expected: string): T {
    const value = this.text(name);
    if (value === undefined) return fallback;
    const parsed = parse(value);
    if (parsed === undefined) this.problems.push(`${name} must be ${expected}`);
    return parsed ?? fallback;
  }

  flag(name: string): boolean {
    const parse = (value: string) => ({ true: true, false: false })[value.toLowerCase()];
    return this.value(name, false, parse, 'true or false');
  }

  bytes(name: string, fallback: number, example: string): number {
    const parse = (value: string) => {
      const [, amount, unit] = /^(\d{1,12})\s*([a-z]*)$/i.exec(value) ?? [];
      return Number(amount) * (units[(unit ?? '').toLowerCase()] ?? Number.NaN) || undefined;
    };
    return this.value(name, fallback, parse, `a size such as ${example}`);
  }

  matching(name: string, isGood: (value: string) => boolean, expected: string): string | undefined {
    return this.value<string | undefined>(name, undefined, (value) => (isGood(value) ? value : undefined), expected);
  }

  /** @param what the entries are, in the plural */
  list<T extends string>(name: string, isGood: (entry: string) => entry is T, what: string): readonly T[];
  list(name: string, isGood: (entry: string) => boolean, what: string): readonly string[];
  list(name: string, isGood: (entry: string) => boolean, what: string): readonly string[] {
    const parse = (value: string) => {
      const entries = value.split(',').map((entry) => entry.trim()).filter(Boolean); // prettier-ignore
      return entries.length > 0 && entries.every(isGood) ? entries : undefined;
    };
    return this.value<readonly string[]>(name, [], parse, `${what}, separated by commas`);
  }

  /** An address without a trailing slash. */
  url(name: string, schemes: readonly string[], expected: string): string | undefined {
    return this.matching(name, isUrl(schemes), expected)?.replace(/\/$/, '');
  }

  httpUrl(name: string): string | undefined {
    return this.url(name, ['http', 'https'], 'an http:// or https:// address');
  }

  /** @param parse throws an error whose message says in one sentence what is invalid */
  parsed<T>(name: string, fallback: string, parse: (value: string) => T): T | undefined {
    try {
      return parse(this.text(name) ?? fallback);
    } catch (error) {
      this.problems.push(`${name}: ${(error as Error).message.replace(/\.$/, '')}`);
      return undefined;
    }
  }

  /** @throws {InvalidSettings} */
  assertValid(): void {
    if (this.problems.length > 0) throw new InvalidSettings(this.problems);
  }

  /** Reports every unread variable whose name nearly matches a setting. Call it last. */
  refuseMisspelled(): void {
    for (const [name, value] of Object.entries(this.env)) {
      if (!value || !OURS.test(name) || this.known.has(name)) continue;
      const meant = closestMatch(name, [...this.known], { maxDistance: SLIP });
      if (meant !== undefined) this.problems.push(`${name} is not a setting; did you mean ${meant}?`);
    }
  }
}
