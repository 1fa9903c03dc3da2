import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

const root = new URL('../', import.meta.url);
const { scripts } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as {
  scripts: Record<string, string>;
};

describe('the scripts of package.json', () => {
  const programs = Object.entries(scripts).flatMap(([name, script]) =>
    [...script.matchAll(/(?:^|\s)((?:tools|bench|demo)\/[\w./-]+?)\.m?js\b/g)].map(
      ([, file]) => [name, file!] as const,
    ),
  );

  it.each(programs)('%s runs a program that the project has: %s', (_name, file) => {
    expect(['.ts', '.mjs'].filter((ending) => existsSync(new URL(file + ending, root)))).toHaveLength(1);
  });
});
