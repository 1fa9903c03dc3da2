// Reads the JSON findings of dependency-cruiser and rejects features that depend on each other.
import { readFileSync } from 'node:fs';

/** A feature is a folder of an app. Files beside the folders assemble the app, and migrations are its past. */
const featureOf = (path) => /^(apps\/[^/]+)\/src\/(?!migrations\/)([^/]+)\//.exec(path)?.slice(1);

/** Imports by feature and by the feature that it depends on. Types count, since whoever changes one reads the other. */
function needsOf(modules) {
  const needs = new Map();
  for (const { source, dependencies } of modules) {
    const from = featureOf(source);
    if (!from || /\.(spec|example)\.tsx?$/.test(source)) continue;
    for (const { resolved } of dependencies) {
      const to = featureOf(resolved);
      // A file of data needs nothing, so no circle leads through it.
      if (!to || resolved.endsWith('.json') || to[0] !== from[0] || to[1] === from[1]) continue;
      const needed = needs.get(from.join('/')) ?? new Map();
      needed.set(to.join('/'), [...(needed.get(to.join('/')) ?? []), `${source} → ${resolved}`]);
      needs.set(from.join('/'), needed);
    }
  }
  return needs;
}

/** Whether one feature depends on another, directly or indirectly. */
function reaches(needs, from, to) {
  const seen = new Set();
  const left = [from];
  for (let one = left.pop(); one !== undefined; one = left.pop()) {
    if (one === to) return true;
    if (seen.has(one)) continue;
    seen.add(one);
    left.push(...(needs.get(one)?.keys() ?? []));
  }
  return false;
}

const needs = needsOf(JSON.parse(readFileSync(0, 'utf8')).modules);
for (const [from, needed] of needs) {
  for (const [to, imports] of needed) {
    if (!reaches(needs, to, from)) continue;
    process.exitCode = 1;
    console.error(`${from} needs ${to}, which needs it too:\n${imports.map((line) => `    ${line}`).join('\n')}`);
  }
}
