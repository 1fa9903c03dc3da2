import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';

export interface ComposeService {
  readonly image?: string;
  readonly build?: { readonly context: string; readonly target: string };
  readonly command?: readonly string[];
  readonly user?: string;
  readonly read_only?: boolean;
  readonly privileged?: boolean;
  readonly cap_drop?: readonly string[];
  readonly cap_add?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly ports?: readonly string[];
  readonly networks?: readonly string[];
  readonly volumes?: readonly string[];
  readonly environment?: Readonly<Record<string, string | number>>;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly deploy?: { readonly resources?: { readonly limits?: Readonly<Record<string, string | number>> } };
}

export interface ComposeFile {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean } | null>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

/** The message of Compose for a missing required variable. */
export class MissingVariable extends Error {
  constructor(name: string, message: string) {
    super(`required variable ${name} is missing a value: ${message}`);
  }
}

/**
 * A Compose file as Compose reads it: merged, and with its variables substituted.
 * @throws {MissingVariable} for a required variable that is missing in `variables`
 */
export async function readCompose(
  file: string,
  variables: Readonly<Record<string, string>> = {},
): Promise<ComposeFile> {
  const parsed = parse(await readFile(file, 'utf8'), { merge: true }) as ComposeFile;
  return interpolated(parsed, variables) as ComposeFile;
}

/** `$NAME`, `${NAME}`, `${NAME:-default}` and `${NAME:?message}`; an empty variable counts as unset, as after `:`. */
function interpolated(value: unknown, variables: Readonly<Record<string, string>>): unknown {
  if (typeof value === 'string') {
    return value.replaceAll(
      /\$(?:\{(\w+)(?::([-?])([^}]*))?\}|(\w+))/g,
      (_, braced: string | undefined, operator: string | undefined, rest = '', plain: string | undefined) => {
        const name = braced ?? plain ?? '';
        const given = variables[name];
        if (given) return given;
        if (operator === '?') throw new MissingVariable(name, rest as string);
        return operator === '-' ? (rest as string) : '';
      },
    );
  }
  if (Array.isArray(value)) return value.map((item) => interpolated(item, variables));
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, interpolated(item, variables)]));
  }
  return value;
}

/** The variables of an env file: `NAME=value` or `NAME='value'`, and comments. */
export function readEnv(text: string): Record<string, string> {
  return Object.fromEntries(
    text
      .split('\n')
      .filter((line) => /^\w+=/.test(line))
      .map((line) => {
        const [name = '', value = ''] = line.split(/=(.*)/s);
        return [name, value.replace(/^'(.*)'$/, '$1')] as const;
      }),
  );
}
