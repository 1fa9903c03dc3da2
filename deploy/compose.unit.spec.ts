import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { DCLinter } from 'dclint';
import { parse } from 'yaml';
import { contentOf } from '#app';
import { apps, programs, readSettings } from '#config';
import { settingsFor } from '#runtime';
import { MissingVariable, readCompose, readEnv, type ComposeFile, type ComposeService } from './compose-file.js';
import { readDockerfile } from './dockerfile.js';
import { webApp } from '../apps/web/src/web.app.js';
import { definitions } from '../tools/apps.js';

const run = promisify(execFile);
const files = ['docker-compose.yml', 'deploy/compose.local.yml', 'deploy/compose.test.yml'];
const isApp = (name: string): name is (typeof apps)[number] => (apps as readonly string[]).includes(name);
const parts = { ...definitions, web: webApp };

const envOf = ({ environment = {} }: ComposeService): Record<string, string> =>
  Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, String(value)]));

/** We choose the order of lines; the test below checks a port's interface, where its variable has a value. */
const notOurs = [
  'service-keys-order', 'services-alphabetical-order', 'top-level-properties-order', 'no-unbound-port-interfaces',
  'require-project-name-field',
]; // prettier-ignore

function lint(file: string): string[] {
  const linter = new DCLinter({
    rules: Object.fromEntries(notOurs.map((rule) => [rule, 0])),
    quiet: false,
    debug: false,
    exclude: [],
  });
  // The package's types cannot be found from an ES module.
  const results = linter.lintFiles([file], false) as { messages: { message: string }[] }[];
  return results.flatMap(({ messages }) => messages.map(({ message }) => message));
}

describe('the Compose files (read, not run: this needs no engine)', () => {
  let variables: Record<string, string>;
  let compose: ComposeFile;
  let services: (readonly [string, ComposeService])[];
  beforeAll(async () => {
    variables = readEnv((await run(process.execPath, ['deploy/make-env.mjs'])).stdout);
    compose = await readCompose('docker-compose.yml', variables);
    services = Object.entries(compose.services);
  });

  it.each(files)('%s obeys the schema of the Compose specification and its linter', (file) => {
    expect(lint(file)).toEqual([]);
  });

  it('would be refused with a key that Compose does not know', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lra-compose-'));
    const file = join(folder, 'docker-compose.yml');
    await writeFile(file, 'name: x\nservices:\n  a:\n    image: a:1\n    helthcheck: {}\n');
    expect(lint(file)).toEqual([expect.stringMatching(/services\/a.*must NOT have additional properties/)]);
    await rm(folder, { recursive: true });
  });

  it('names every missing secret and how to make it', async () => {
    for (const name of Object.keys(variables)) {
      const others = Object.fromEntries(Object.entries(variables).filter(([other]) => other !== name));
      await expect(readCompose('docker-compose.yml', others)).rejects.toThrow(
        new MissingVariable(name, 'run node deploy/make-env.mjs > .env'),
      );
    }
  });

  it('makes other secrets each time, long ones', async () => {
    const again = readEnv((await run(process.execPath, ['deploy/make-env.mjs'])).stdout);
    expect(Object.keys(again)).toEqual(Object.keys(variables));
    for (const [name, value] of Object.entries(again)) {
      if (name === 'LRA_ADMIN_CLIENT_ID') continue;
      expect(value).not.toBe(variables[name]);
      expect(value.length).toBeGreaterThanOrEqual(22);
    }
  });

  it('runs the four apps and the pages, each alone, with settings that exist and that are enough', () => {
    const known = new Set<string>();
    const settings = Object.values(parts).flatMap(({ module }) => contentOf(module).settings);
    readSettings(new Proxy({}, { get: (_, name) => void known.add(String(name)) }), settings);
    for (const app of programs) {
      const service = compose.services[app]!;
      expect(service.command).toEqual([app]);
      const env = envOf(service);
      expect(Object.keys(env).filter((name) => !known.has(name))).toEqual([]);
      expect(() => settingsFor(parts[app], { HOST: '0.0.0.0', PORT: '8080', ...env })).not.toThrow();
    }
  });

  it('lets the parts find each other: every address names a service', () => {
    for (const app of programs) {
      const { environment = {} } = compose.services[app]!;
      for (const [name, value] of Object.entries(environment)) {
        if (name === 'LRA_PUBLIC_URL' || !URL.canParse(String(value)) || !String(value).includes('://')) continue;
        expect([name, Object.keys(compose.services)]).toEqual([
          name,
          expect.arrayContaining([new URL(String(value)).hostname]),
        ]);
      }
      for (const other of programs) {
        const url = environment[`${other.toUpperCase()}_URL`];
        if (url !== undefined) expect(url).toBe(`http://${other}:8080`);
      }
      expect(environment['KAFKA_BROKERS']).toBe(app === 'web' ? undefined : 'kafka:9092');
    }
    expect(compose.services['kafka']!.environment).toMatchObject({
      KAFKA_ADVERTISED_LISTENERS: 'PLAINTEXT://kafka:9092',
    });
  });

  it('pins every image, and all files name the same versions', async () => {
    const versions = new Map<string, Set<string>>();
    for (const file of files) {
      for (const { image } of Object.values((await readCompose(file, variables)).services)) {
        if (image === undefined) continue;
        const [name = '', version = ''] = image.split(':');
        if (name !== 'lra-network') expect(version).toMatch(/^v?\d+\.\d+(?:\.\d+)?(?:-[a-z0-9.]+)?$/);
        versions.set(name, (versions.get(name) ?? new Set()).add(version));
      }
    }
    expect([...versions].filter(([, found]) => found.size > 1)).toEqual([]);
  });

  it('takes privileges away from every container: no root, no capability, nothing writable but its own', () => {
    for (const [name, service] of services) {
      expect([name, service]).toEqual([
        name,
        expect.objectContaining({
          user: expect.stringMatching(/^[1-9]\d*:\d+$/),
          read_only: true,
          cap_drop: ['ALL'],
          security_opt: ['no-new-privileges:true'],
        }),
      ]);
      expect([name, service.privileged, service.cap_add]).toEqual([name, undefined, undefined]);
      for (const volume of service.volumes ?? []) {
        const [source = '', , mode] = volume.split(':');
        const isOwn = source in compose.volumes;
        expect([name, volume, isOwn || mode === 'ro']).toEqual([name, volume, true]);
      }
    }
  });

  it('bounds every container in CPU, memory and processes', () => {
    for (const [name, { deploy }] of services) {
      expect([name, Object.keys(deploy?.resources?.limits ?? {}).sort()]).toEqual([name, ['cpus', 'memory', 'pids']]);
    }
  });

  it('publishes the gateway alone, on loopback, and keeps the servers in a network without a way out', () => {
    expect(services.flatMap(([name, { ports = [] }]) => ports.map((port) => [name, port]))).toEqual([
      ['gateway', '127.0.0.1:8080:8080'],
    ]);
    expect(compose.networks['inner']).toEqual({ internal: true });
    for (const name of ['postgres', 'kafka', 'web']) expect(compose.services[name]!.networks).toEqual(['inner']);
  });

  it('opens the operator’s pages on loopback only, when asked to', async () => {
    const local = await readCompose('deploy/compose.local.yml');
    for (const [name, { ports = [] }] of Object.entries(local.services)) {
      expect(compose.services).toHaveProperty(name);
      expect(ports).toEqual([expect.stringMatching(/^127\.0\.0\.1:\d+:\d+$/)]);
    }
  });

  it('waits for what answers: every container has a health check, every dependency a condition', async () => {
    for (const [name, { healthcheck, depends_on = {} }] of services) {
      expect([name, healthcheck?.test[0]]).toEqual([name, 'CMD']);
      if (isApp(name) || name === 'web')
        expect(healthcheck?.test).toEqual(['CMD', 'node', 'tools/health.mjs', 'ready']);
      for (const [other, { condition }] of Object.entries(depends_on)) {
        expect([name, other, condition]).toEqual([name, other, 'service_healthy']);
        expect(compose.services).toHaveProperty(other);
      }
      if (isApp(name)) expect(Object.keys(depends_on)).toEqual(expect.arrayContaining(['postgres', 'kafka']));
    }
    const health = await readFile('libs/http/src/health.controller.ts', 'utf8');
    for (const path of ["@Controller('health')", "@Get('live')", "@Get('ready')"]) expect(health).toContain(path);
  });

  it('mounts and builds only what exists', async () => {
    for (const [name, { volumes = [], build }] of services) {
      for (const [source = ''] of volumes.map((volume) => volume.split(':'))) {
        const isThere = source.startsWith('./') ? existsSync(source) : source in compose.volumes;
        expect([name, source, isThere]).toEqual([name, source, true]);
      }
      if (build) {
        const stages = await readDockerfile(join(build.context, 'Dockerfile'));
        expect(stages.map((stage) => stage.name)).toContain(build.target);
      }
    }
  });

  it('asks every app for its metrics, by rules that exist', async () => {
    const prometheus = parse(await readFile('deploy/prometheus/prometheus.yml', 'utf8'));
    const [{ dns_sd_configs: found }] = prometheus.scrape_configs;
    expect(found[0].names).toEqual([...programs]);
    for (const app of programs) {
      const { metricsHost, metricsPort } = readSettings(envOf(compose.services[app]!));
      expect([metricsHost, metricsPort]).toEqual(['0.0.0.0', found[0].port]);
    }
    for (const file of prometheus.rule_files ?? []) expect(existsSync(join('deploy/prometheus', file))).toBe(true);
    expect(compose.services['prometheus']!.command).toContain('--config.file=/etc/prometheus/prometheus.yml');
    const provisioned = parse(await readFile('deploy/grafana/provisioning/datasources/prometheus.yml', 'utf8'));
    expect(provisioned.datasources[0].url).toBe('http://prometheus:9090');
    expect(basename(provisioned.datasources[0].uid)).toBe('prometheus');
  });
});
