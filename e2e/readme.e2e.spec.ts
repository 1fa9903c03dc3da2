import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { networkClient, type Shape } from '#client';
import { freePort } from '#testing';
import { System } from './system.js';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Ports in the README that may be in use on the test machine. */
const fixedPorts = ['8080', '9099'];

type Sheet = Shape<'FactSheetDto'>;

describe('the README', () => {
  let system: System;
  let inPlaceOf: (text: string) => string;
  let blocks: string[];
  let freed: Record<string, string>;

  beforeAll(async () => {
    const readme = await readFile(`${root}README.md`, 'utf8');
    blocks = [...readme.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block]) => block!.trim());
    freed = Object.fromEntries(await Promise.all(fixedPorts.map(async (port) => [port, String(await freePort())])));
    inPlaceOf = (text) => fixedPorts.reduce((changed, port) => changed.replaceAll(port, freed[port]!), text);
    const line = blockWith('LRA_WEBHOOK_ALLOW');
    expect(line).toMatch(/npm start$/);
    system = await System.start({ ...environmentOf(inPlaceOf(line)), PORT: freed['8080']! });
  }, 90_000);
  afterAll(() => system.destroy(), 60_000);

  const blockWith = (text: string) => blocks.find((block) => block.includes(text))!;
  const environmentOf = (line: string) =>
    Object.fromEntries([...line.matchAll(/(\w+)=(\S+)/g)].map(([, name, value]) => [name!, value!]));

  it('names two commands that do all set-up', () => {
    expect(blocks).toContain('npm ci && npm start');
    expect(blocks).toContain('npm ci && npm test');
  });

  const demo = () =>
    run('npm', ['run', 'demo'], {
      ...environmentOf(inPlaceOf(blockWith('npm run demo'))),
      PORT: freed['8080']!,
      DEMO_RECEIVER_PORT: freed['9099']!,
    });

  it('has a demo that loads the 37 case studies and sees a practice arrive as a signed webhook', async () => {
    const { code, output } = await demo();
    expect(output).toContain('37 added');
    expect(output).toMatch(/✓ signed webhook {2}practice\.published\.v1 {2}Language café/);
    expect(output).toMatch(/Demo Editor, of .*: .*practice draft \(\d+\), practice changes requested \(\d+\)/);
    expect(output).toMatch(/Demo Secretary: practice to review \(\d+\), application to decide \(\d+\)/);
    expect(output).toContain('Things to try');
    expect(code).toBe(0);
    for (const url of output.match(/http:\/\/127\.0\.0\.1:\d+\/(?!v1\/session)\S+/g)!)
      expect([url, (await fetch(url)).status]).toEqual([url, 200]);
  }, 120_000);

  const network = () => networkClient(`http://127.0.0.1:${freed['8080']}`);
  const practices = async () =>
    (await network().GET('/v1/practices', { params: { query: { limit: 100, total: true } } })).data!;
  const members = async () => (await network().GET('/v1/members', { params: { query: { limit: 100 } } })).data!.items;

  it('has a demo in which every practice belongs to the member of its place', async () => {
    const owners = new Map((await members()).map((member) => [member.id, member]));
    for (const { ownerMemberId, factSheet } of (await practices()).items) {
      const { title, place, countries } = factSheet as Sheet;
      const owner = owners.get(ownerMemberId!);
      expect([title, place?.name, countries]).toEqual([title, owner?.place, [owner?.country]]);
      expect([title, typeof place?.latitude, typeof place?.longitude]).toEqual([title, 'number', 'number']);
    }
  });

  it('has a demo whose fact sheets tell what was done, with whom it was paid for and what came of it', async () => {
    const told = [
      'context',
      'objectives',
      'activities',
      'outcomes',
      'evaluation',
      'notes',
      'period',
      'funding',
    ] as const;
    for (const { factSheet, completeness } of (await practices()).items) {
      const sheet = factSheet as Sheet;
      expect([sheet.title, completeness.percent, told.filter((field) => !sheet[field])]).toEqual([
        sheet.title,
        100,
        [],
      ]);
    }
  });

  it('has a demo that invents only at places which say so', async () => {
    for (const { ownerName, factSheet, provenance } of (await practices()).items) {
      const { title, organiser, notes } = factSheet as Sheet;
      const isInvented = ownerName!.endsWith(' (demo)');
      expect([title, provenance.source]).toEqual([title, isInvented ? 'demonstration-data' : 'study-of-2012']);
      expect([title, organiser!.name!.endsWith(' (demo)')]).toEqual([title, isInvented]);
      expect(notes!.en).toMatch(isInvented ? /^Made up/ : /^Case study \d+ of the 2012 study/);
    }
  });

  it('has a demo that shows every side of a practice', async () => {
    const { items } = await practices();
    expect(items.filter(({ version }) => version > 1).length).toBeGreaterThanOrEqual(3);
    expect(items.filter(({ label }) => label.awarded).length).toBeGreaterThanOrEqual(2);
    expect(items.some(({ label }) => !label.awarded && label.explanation.assessors > 1)).toBe(true);
    const chains = await Promise.all(
      items
        .filter(({ adoptions }) => adoptions.count > 0)
        .map(({ id }) => network().GET('/v1/practices/{id}/adoption-chain', { params: { path: { id } } })),
    );
    const deep = chains.filter(({ data }) => data!.items.some(({ distance }) => distance === 2));
    expect(deep.length).toBeGreaterThanOrEqual(2);
    const types = ['withdrawn', 'merged'].map((what) => `eu.lra-network.practice.${what}.v1`);
    const gone = (await network().GET('/v1/changes', { params: { query: { types } } })).data!.items;
    expect(gone.map(({ type }) => type).sort()).toEqual(types.toSorted());
    const inFrench = await network().GET('/v1/practices', { params: { query: { lang: ['fr'], limit: 100 } } });
    expect(inFrench.data!.items.some(({ factSheet }) => (factSheet as Sheet).originalLanguage === 'fi')).toBe(true);
  });

  it('has a demo that can be run again, and adds nothing', async () => {
    const before = [(await practices()).total, (await members()).length];
    const { code, output } = await demo();
    expect(output).toContain('37 unchanged');
    expect(code).toBe(0);
    expect([(await practices()).total, (await members()).length]).toEqual(before);
  }, 120_000);

  it('shows calls that answer', async () => {
    for (const [, url] of blockWith('curl').matchAll(/curl '([^']+)'/g)) {
      const response = await fetch(inPlaceOf(url!));
      expect(response.status).toBe(200);
      expect(JSON.stringify(await response.json())).toMatch(/"(items|rows)":\[\{/);
    }
  });
});

async function run(command: string, args: string[], env: Record<string, string>) {
  const child = spawn(command, args, {
    cwd: root,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, output };
}
