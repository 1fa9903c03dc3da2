import { afterEach, describe, expect, it } from '@jest/globals';
import { counter, gauge, histogram } from './metric.js';
import { serveMetrics, type MetricsServer } from './metrics-server.js';
import { Metrics } from './metrics.js';

const depth = gauge('lra_spec_depth', 'Depth');
const done = counter('lra_spec_done_total', 'Done', 'outcome');
const took = histogram('lra_spec_seconds', 'Took', [0.1, 1], 'route');

describe('The metrics of a process', () => {
  const servers: MetricsServer[] = [];
  afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

  const sample = (text: string, name: string) => text.split('\n').filter((line) => line.startsWith(name));

  it('are those of all its apps, told apart by the label app', async () => {
    const metrics = new Metrics();
    metrics.atScrape('practices', 'outbox', (note) => note(depth, {}, 3));
    metrics.atScrape('network', 'outbox', (note) => note(depth, {}, 4));
    metrics.count('network', done, { outcome: 'good' });
    metrics.observe('network', took, { route: '/v1/members/:id' }, 0.5);
    const text = await metrics.scrape();
    expect(sample(text, 'lra_spec_depth')).toEqual([
      'lra_spec_depth{app="practices"} 3',
      'lra_spec_depth{app="network"} 4',
    ]);
    expect(text.match(/# TYPE lra_spec_depth/g)).toHaveLength(1);
    expect(sample(text, 'lra_spec_done_total')).toEqual(['lra_spec_done_total{app="network",outcome="good"} 1']);
    expect(text).toContain('lra_spec_seconds_bucket{le="1",app="network",route="/v1/members/:id"} 1');
  });

  it('are read at each scrape anew: what is no longer there is no longer shown, and counters do not add up', async () => {
    const metrics = new Metrics();
    let groups = ['a', 'b'];
    metrics.atScrape('network', 'groups', (note) => {
      for (const outcome of groups) note(done, { outcome }, 7);
    });
    await metrics.scrape();
    groups = ['a'];
    expect(sample(await metrics.scrape(), 'lra_spec_done_total')).toEqual([
      'lra_spec_done_total{app="network",outcome="a"} 7',
    ]);
  });

  it('do without what cannot be read: a database that is away does not break the scrape', async () => {
    const metrics = new Metrics();
    const end = metrics.atScrape('network', 'broken', (note) => {
      note(depth, {}, 1);
      return Promise.reject(new Error('away'));
    });
    metrics.atScrape('practices', 'fine', (note) => note(depth, {}, 2));
    const text = await metrics.scrape();
    expect(sample(text, 'lra_spec_depth')).toEqual(['lra_spec_depth{app="practices"} 2']);
    expect(text).toContain('lra_scrape_source_up{app="network",source="broken"} 0');
    expect(text).toContain('lra_scrape_source_up{app="practices",source="fine"} 1');
    end();
    expect(await metrics.scrape()).not.toContain('source="broken"');
  });

  it('wait for a slow source two seconds at most, and do not ask it again before it has answered', async () => {
    const metrics = new Metrics();
    let asked = 0;
    let answer: () => void = () => undefined;
    metrics.atScrape('network', 'slow', () => {
      asked += 1;
      return new Promise<void>((resolve) => (answer = resolve));
    });
    const begun = performance.now();
    expect(await metrics.scrape()).toContain('source="slow"} 0');
    expect(performance.now() - begun).toBeLessThan(4_000);
    expect(await metrics.scrape()).toContain('source="slow"} 0');
    expect(asked).toBe(1);
    answer();
    await new Promise((resolve) => setImmediate(resolve));
    const third = metrics.scrape();
    answer();
    expect(await third).toContain('source="slow"} 1');
    expect(asked).toBe(2);
  });

  it('that cannot be told break off their own answer alone', async () => {
    const failing = { contentType: 'text/plain', scrape: () => Promise.reject(new Error('Not now')) };
    const server = await serveMetrics(failing as unknown as Metrics, 0, '127.0.0.1');
    servers.push(server);
    await expect(fetch(server.at.url)).rejects.toThrow('fetch failed');
    expect((await fetch(new URL('/', server.at.url))).status).toBe(404);
  });

  it('are served at /metrics alone, in the format of Prometheus, with those of the process', async () => {
    const server = await serveMetrics(Metrics.ofProcess('1.2.3'), 0, '127.0.0.1');
    servers.push(server);
    const answer = await fetch(server.at.url);
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    const text = await answer.text();
    expect(text).toContain(`lra_build_info{version="1.2.3",node="${process.versions.node}"} 1`);
    for (const name of [
      'process_cpu_seconds_total',
      'process_resident_memory_bytes',
      'nodejs_eventloop_lag_p99_seconds',
    ]) {
      expect(text).toContain(`\n${name} `);
    }
    expect((await fetch(new URL('/', server.at.url))).status).toBe(404);
    expect((await fetch(server.at.url, { method: 'POST' })).status).toBe(404);
  });
});
