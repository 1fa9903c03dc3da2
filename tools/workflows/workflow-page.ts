import type { DescribedWorkflow } from '#workflow';

interface Cell {
  readonly from: string;
  readonly action: string;
  readonly to: string;
  readonly who: readonly string[];
  readonly condition: string;
}

/** The page of all workflows in Markdown, each with a diagram and its table. */
export function workflowPage(workflows: readonly DescribedWorkflow[]): string {
  const intro = [
    '# Workflows',
    '',
    'Made from the tables in the code by `npm run docs:workflows`; a test compares them. What is not in a table cannot be done.',
  ];
  return [...intro, ...workflows.flatMap(section), ''].join('\n');
}

function section({ title, about, first, workflow }: DescribedWorkflow): string[] {
  const cells = Object.entries(workflow.table).flatMap(([from, actions]) =>
    Object.entries(actions).map(([action, step]): Cell => {
      const { to, who, given } = step!;
      return { from, action, to, who, condition: given ? given.name : '' };
    }),
  );
  return ['', `## ${title}`, '', about, '', ...diagram(first, cells), '', ...table(cells)];
}

/** Mermaid does not allow hyphens in the name of a state. */
const idOf = (state: string): string => state.replaceAll('-', '_');

function diagram(first: string, cells: readonly Cell[]): string[] {
  const states = [...new Set(cells.flatMap(({ from, to }) => [from, to]))];
  const arrows = new Map<string, string[]>();
  for (const { from, to, action } of cells.filter((cell) => cell.from !== cell.to)) {
    const key = `${idOf(from)} --> ${idOf(to)}`;
    arrows.set(key, [...(arrows.get(key) ?? []), action]);
  }
  return [
    '```mermaid',
    'stateDiagram-v2',
    ...states.filter((state) => idOf(state) !== state).map((state) => `  state "${state}" as ${idOf(state)}`),
    `  [*] --> ${idOf(first)}`,
    ...[...arrows].map(([arrow, actions]) => `  ${arrow}: ${actions.join(', ')}`),
    '```',
  ];
}

function table(cells: readonly Cell[]): string[] {
  const rows = cells.map(({ from, action, to, who, condition }) => [from, action, who.join(', '), to, condition]);
  const head = ['in state', 'action', 'who', 'leads to', 'condition'];
  const widths = head.map((name, column) =>
    Math.max(...[head, ...rows].map((row) => row[column]!.length), name.length),
  );
  const line = (row: readonly string[]) => `| ${row.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rows.map(line)];
}
