import { readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { validate } from 'dockerfile-utils';
import { readDockerfile, type Stage, type Step } from './dockerfile.js';

describe('the Dockerfile (read, not built: this needs no engine)', () => {
  let stages: readonly Stage[];
  let steps: readonly Step[];
  let runtime: Stage;
  beforeAll(async () => {
    stages = await readDockerfile('Dockerfile');
    steps = stages.flatMap((stage) => stage.steps);
    runtime = stages.at(-1)!;
  });
  const of = (keyword: string) => runtime.steps.filter((step) => step.keyword === keyword);

  it('has nothing that a Dockerfile linter finds', async () => {
    expect(validate(await readFile('Dockerfile', 'utf8'))).toEqual([]);
    expect(validate('FROM node\nCMND ["node"]')).toHaveLength(1);
  });

  it('begins every stage with the same image, pinned to one version of a line with long-term support', () => {
    const bases = new Set(stages.map(({ base }) => base));
    expect([...bases]).toEqual([expect.stringMatching(/^node:24\.\d+\.\d+-[a-z]+-slim$/)]);
  });

  it('installs what the lock file says, and runs no install script of a package', () => {
    const installs = steps.filter(({ keyword, text }) => keyword === 'RUN' && text.includes('npm'));
    expect(installs.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^npm ci .*--ignore-scripts/),
      'npm run build',
      expect.stringMatching(/^npm ci --omit=dev --omit=optional --ignore-scripts/),
    ]);
  });

  it('fetches nothing by itself: no ADD, no curl, no wget, no sudo, no apt', () => {
    expect(steps.filter(({ keyword }) => keyword === 'ADD')).toEqual([]);
    expect(steps.filter(({ text }) => /\b(?:curl|wget|sudo|apt(?:-get)?|eval)\b/.test(text))).toEqual([]);
  });

  it('runs as a numbered user that is not root, and changes nothing after it', () => {
    expect(of('USER').map(({ words }) => words)).toEqual([['1000:1000']]);
    const after = runtime.steps.slice(runtime.steps.findIndex(({ keyword }) => keyword === 'USER') + 1);
    expect(after.map(({ keyword }) => keyword)).toEqual(['EXPOSE', 'HEALTHCHECK', 'ENTRYPOINT', 'CMD']);
  });

  it('starts node itself, in exec form, so that signals reach it and no npm is needed', () => {
    expect(of('ENTRYPOINT').map(({ exec }) => exec)).toEqual([['node', 'tools/start-app.mjs']]);
    expect(of('CMD').map(({ exec }) => exec)).toEqual([['gateway']]);
    expect(of('HEALTHCHECK').map(({ exec }) => exec)).toEqual([['node', 'tools/health.mjs', 'live']]);
  });

  it('copies only what exists, and no folder as a whole into what runs', () => {
    for (const { words, flags } of of('COPY')) {
      for (const source of words.slice(0, -1)) {
        expect(source).not.toMatch(/^\.?\/?$/);
        const path = source.replace(/^\/app\//, '').replace(/\*.*$/, '');
        if (!path.startsWith('dist/')) expect([path, existsSync(path)]).toEqual([path, true]);
        expect([source, source.startsWith('/app/')]).toEqual([source, flags['from'] !== undefined]);
        if (flags['from'] !== undefined) expect(stages.map(({ name }) => name)).toContain(flags['from']);
      }
    }
  });

  it('says what it is in OCI labels', () => {
    const labels = of('LABEL')
      .map(({ text }) => text)
      .join(' ');
    for (const label of ['title', 'description', 'licenses', 'version', 'revision']) {
      expect(labels).toContain(`org.opencontainers.image.${label}=`);
    }
  });

  it('is built from named files only: neither secrets nor data nor tests are sent to the engine', async () => {
    const lines = (await readFile('.dockerignore', 'utf8')).split('\n').filter((line) => line && !line.startsWith('#'));
    expect(lines[0]).toBe('*');
    const taken = lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
    for (const path of taken) expect([path, existsSync(path)]).toEqual([path, true]);
    expect(taken.filter((path) => /^\.(?:env|git|data)/.test(path))).toEqual([]);
    expect(lines).toContain('**/*.spec.ts');
  });
});
