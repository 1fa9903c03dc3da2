import type { OpenAPIObject } from '@nestjs/swagger';
import type { App } from '#config';
import { operationsOf } from '#http';
import type { AppContent, UpstreamApp } from '#app';

const description = `The backbone of a network of local and regional authorities for the integration of third-country
nationals. Reading what is published needs no credential. \`x-allowed\` of an operation names the roles that may call it;
\`own:\` means: only for what belongs to the caller's member, \`foreign:\` only for what belongs to others. Failures are problem documents (RFC 9457).`;

/**
 * One document of the gateway's own paths and those that it forwards, without the apps' internal routes.
 * @throws {Error} when two apps use one name for different things, or no feature describes a tag
 */
export function mergedDocument(
  gateway: OpenAPIObject,
  apps: Readonly<Record<UpstreamApp, OpenAPIObject>>,
  contents: Readonly<Record<App, Pick<AppContent, 'paths' | 'tags'>>>,
): OpenAPIObject {
  const merged: OpenAPIObject = {
    openapi: gateway.openapi,
    info: {
      title: 'Network of local and regional authorities for integration',
      version: '1',
      description,
      license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' } as never,
    },
    servers: [{ url: '/', description: 'The gateway that serves this document.' }],
    tags: [],
    paths: { ...gateway.paths },
    components: { ...gateway.components },
  };
  for (const [app, document] of Object.entries(apps) as [UpstreamApp, OpenAPIObject][]) {
    for (const [path, item] of Object.entries(document.paths)) {
      if (contents[app].paths.some((prefix) => path === prefix || path.startsWith(`${prefix}/`)))
        merged.paths[path] = item;
    }
    merged.components!.schemas = joined(merged.components?.schemas ?? {}, document.components?.schemas ?? {}, app);
  }
  dropUnused(merged);
  merged.tags = tagsOf(merged, Object.assign({}, ...Object.values(contents).map(({ tags }) => tags)) as Tags);
  return merged;
}

function joined<T>(schemas: Record<string, T>, more: Record<string, T>, app: string): Record<string, T> {
  const twice = Object.entries(more).find(
    ([name, schema]) => name in schemas && JSON.stringify(schemas[name]) !== JSON.stringify(schema),
  );
  if (twice) throw new Error(`${twice[0]} of ${app} means something else in another app: give it a name of its own.`);
  return { ...schemas, ...more };
}

/** Components that nothing in the document refers to, such as those of an app's internal routes. */
function dropUnused(document: OpenAPIObject): void {
  const components = document.components as Record<string, Record<string, unknown>>;
  const used = new Set<string>();
  const open: unknown[] = [document.paths];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const [, kind, name] of JSON.stringify(next).matchAll(/"#\/components\/(\w+)\/([^"]+)"/g)) {
      if (used.has(`${kind}/${name}`)) continue;
      used.add(`${kind}/${name}`);
      open.push(components[kind!]?.[name!] ?? {});
    }
  }
  for (const [kind, named] of Object.entries(components)) {
    if (kind === 'securitySchemes') continue;
    components[kind] = Object.fromEntries(
      Object.entries(named)
        .filter(([name]) => used.has(`${kind}/${name}`))
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  }
}

type Tags = Readonly<Record<string, string>>;

function tagsOf(document: OpenAPIObject, tags: Tags) {
  const used = new Set(operationsOf(document).flatMap(({ operation }) => operation.tags ?? []));
  const unknown = [...used].find((tag) => !(tag in tags));
  if (unknown !== undefined) throw new Error(`The tag ${unknown} is described by no feature.`);
  return Object.entries(tags)
    .filter(([name]) => used.has(name))
    .map(([name, text]) => ({ name, description: text }));
}
