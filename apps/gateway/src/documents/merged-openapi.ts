import type { OpenAPIObject } from '@nestjs/swagger';
import { request } from 'undici';
import { upstreamApps, upstreamPaths, type UpstreamApp, type Upstreams } from '../upstreams.js';

/** How long a merged document is served before the apps are asked again, in milliseconds. */
const FRESH_MS = 5_000;

/** Longest wait for an app's document, in milliseconds. */
const ANSWER_WITHIN_MS = 3_000;

/** One document of the whole API: the gateway's own and those of the apps, which each describe themselves. */
export class MergedOpenApi {
  private readonly documents = new Map<UpstreamApp, OpenAPIObject>();
  private merged: { readonly at: number; readonly json: Promise<string> } | undefined;

  constructor(
    private readonly own: () => OpenAPIObject,
    private readonly upstreams: Upstreams,
  ) {}

  /** The document as JSON. An app that is away is described as it last was, or left out until it answers. */
  json(): Promise<string> {
    if (!this.merged || Date.now() - this.merged.at > FRESH_MS) this.merged = { at: Date.now(), json: this.merge() };
    return this.merged.json;
  }

  private async merge(): Promise<string> {
    await Promise.all(upstreamApps.map((app) => this.fetch(app)));
    const whole = structuredClone(this.own());
    for (const app of upstreamApps) {
      const document = this.documents.get(app);
      if (document) mergeInto(whole, document, app);
    }
    return JSON.stringify(whole);
  }

  private async fetch(app: UpstreamApp): Promise<void> {
    try {
      const answer = await request(`${this.upstreams.urlOf(app)}/openapi.json`, {
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      });
      if (answer.statusCode === 200) this.documents.set(app, (await answer.body.json()) as OpenAPIObject);
      else await answer.body.dump();
    } catch {
      // Away; what it said before still holds.
    }
  }
}

/** Adds the paths that the gateway passes on to this app, and the schemas they speak of. */
function mergeInto(whole: OpenAPIObject, document: OpenAPIObject, app: UpstreamApp): void {
  const components = (whole.components ??= {});
  const schemas = (components.schemas ??= {});
  const named = Object.entries(document.components?.schemas ?? {});
  // Two apps may mean different things by one name.
  const taken = named.filter(
    ([name, schema]) => schemas[name] && JSON.stringify(schemas[name]) !== JSON.stringify(schema),
  );
  const nameOf = (name: string) => (taken.some(([other]) => other === name) ? `${app}_${name}` : name);
  let text = JSON.stringify({ paths: document.paths, schemas: named.map(([name, schema]) => [nameOf(name), schema]) });
  for (const [name] of taken) {
    text = text.replaceAll(`"#/components/schemas/${name}"`, `"#/components/schemas/${nameOf(name)}"`);
  }
  const renamed = JSON.parse(text) as { paths: OpenAPIObject['paths']; schemas: [string, object][] };
  Object.assign(schemas, Object.fromEntries(renamed.schemas));
  for (const [path, item] of Object.entries(renamed.paths)) {
    if (upstreamPaths[app].some((prefix) => path === prefix || path.startsWith(`${prefix}/`))) whole.paths[path] = item;
  }
}
