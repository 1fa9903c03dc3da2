import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { contents } from '../apps.js';
import { workflowPage } from './workflow-page.js';

const root = join(import.meta.dirname, '..', '..');

const allWorkflows = Object.values(contents).flatMap(({ workflows }) => workflows);

describe('the page of workflows', () => {
  it('says what the tables say: else run `npm run docs:workflows`', () => {
    expect(readFileSync(join(root, 'docs', 'workflows.md'), 'utf8')).toBe(workflowPage(allWorkflows));
  });

  it('has every workflow of every app', () => {
    const files = readdirSync(join(root, 'apps'), { recursive: true, encoding: 'utf8' });
    const made = files
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
      .filter((file) => readFileSync(join(root, 'apps', file), 'utf8').includes('new Workflow<'));
    expect(allWorkflows).toHaveLength(made.length);
  });

  it('draws each way between two states once, with all actions that lead along it', () => {
    const way = { to: 'b-c', who: ['me'] } as const;
    const page = workflowPage([
      {
        title: 'T',
        about: 'A.',
        first: 'a',
        workflow: { table: { a: { go: way, run: way, stay: { to: 'a', who: ['me'] } }, 'b-c': {} } },
      },
    ]);
    expect(page).toContain('  state "b-c" as b_c\n  [*] --> a\n  a --> b_c: go, run\n```');
    expect(page).toContain('| a        | stay   | me  | a        |');
  });
});
