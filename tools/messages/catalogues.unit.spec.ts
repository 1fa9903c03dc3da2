import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { Catalogue, faultsOf, SOURCE_LANGUAGE } from '#messages';

const root = join(import.meta.dirname, '..', '..');
const folders = ['apps', 'libs'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(`/messages/${SOURCE_LANGUAGE}.json`))
    .map((file) => dirname(join(folder, file))),
);

describe('the messages of all features', () => {
  it('are found', () => {
    expect(folders).toContain('apps/network/src/membership-application/messages');
  });

  it.each(folders)('say the same in every language: %s', (folder) => {
    const { messages } = Catalogue.in(pathToFileURL(`${join(root, folder)}/`));
    const source = messages.get(SOURCE_LANGUAGE)!;
    const faults = [...messages].flatMap(([language, translated]) =>
      faultsOf(language, source, translated).map((fault) => `${language} ${fault}`),
    );
    expect(faults).toEqual([]);
  });
});
