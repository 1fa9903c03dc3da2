import 'reflect-metadata';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { OpenAPIObject } from '@nestjs/swagger';
import { wholeDocument } from './describe.js';

/** Codes that no response in the document has, with the reason for each. */
const undocumented: Readonly<Record<string, string>> = {
  'internal-error': 'a bug of ours, which nobody should plan for',
  'practice.in-work': 'told of a row of an import, not as an answer',
  'submission.too-many-lines': 'told of a line',
  'submission.withdrawn': 'told of a submission that was refused',
};

const sources = ['apps', 'libs'].flatMap((root) =>
  readdirSync(root, { withFileTypes: true, recursive: true })
    .filter(({ name }) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => !/libs\/(testing|client|http\/src\/openapi)\/|\/test\//.test(path)),
);

/** Every code that the source gives to a problem, in any of the possible ways. */
function codesInSources(): Set<string> {
  const text = sources.map((path) => readFileSync(path, 'utf8')).join('\n');
  const found = (pattern: RegExp, code = (name: string) => name) =>
    [...text.matchAll(pattern)].map(([, name]) => code(name!));
  return new Set([
    ...found(/new Problem\(\s*'([^']+)'/g),
    ...found(/file(?:Refused|Problem)\(\s*'([^']+)'/g),
    ...found(/oauthProblem\(\s*'([^']+)'/g, (error) => `oauth.${error.replaceAll('_', '-')}`),
    // The same rule governs rights of clients and of invited persons.
    ...['client', 'invitation'].flatMap((what) =>
      found(/new Problem\(`\$\{what\}\.([a-z-]+)`/g, (rule) => `${what}.${rule}`),
    ),
    ...found(/\bgone\(\s*'([^']+)'/g, (what) => `activation.${what}`),
    // The second argument of notValid.
    ...found(/[\])],\s*'([a-z]+\.[a-z-]+)',?\s*\)/g),
    ...found(/new Workflow<[^>]*>\(\s*'([^']+)'/g, (thing) => `${thing}.state`),
    'request.not-valid', // the default of notValid
    'service.away', // of ServiceAway
  ]);
}

describe('the codes of problems', () => {
  let documented: Set<string>;
  beforeAll(async () => {
    const document: OpenAPIObject = await wholeDocument();
    const examples = [...JSON.stringify(document).matchAll(/"urn:lra-network:problem:([a-z0-9.-]+)"/g)];
    documented = new Set(examples.map(([, code]) => code!));
  }, 60_000);

  it('that the sources use are all in the OpenAPI document', () => {
    const missing = [...codesInSources()].filter((code) => !documented.has(code) && !(code in undocumented));
    expect(missing).toEqual([]);
  });

  it('that the document names are all used', () => {
    const used = codesInSources();
    expect([...documented].filter((code) => !used.has(code))).toEqual([]);
    expect(documented.size).toBeGreaterThan(40);
  });
});
