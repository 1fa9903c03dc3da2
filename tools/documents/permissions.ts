import type { OpenAPIObject } from '@nestjs/swagger';
import { operationsOf } from '#http';
import { roles, type Allowed, type Role } from '#identity';

/** The columns of the table of callers. `own`: things of the caller or its member; `foreign`: those of another. */
export const callers = ['public', ...roles.flatMap((role) => [`${role} own`, `${role} foreign`] as const)] as const;
export type Caller = 'public' | `${Role} ${'own' | 'foreign'}`;

/** Whether a route that declares `allowed` is open to the caller. */
export function mayCall(allowed: readonly Allowed[], caller: Caller): boolean {
  if (allowed.includes('public')) return true;
  const [role, whose] = caller.split(' ') as [Role | 'public', 'own' | 'foreign' | undefined];
  if (role === 'public') return false;
  const names: readonly Allowed[] = [
    'any-credential', role, `${whose ?? 'own'}:${role}`, ...(whose === 'own' ? (['own:any-credential'] as const) : []),
  ]; // prettier-ignore
  return names.some((name) => allowed.includes(name));
}

const cellOf = (allowed: readonly Allowed[], role: Role): string => {
  const [own, foreign] = [mayCall(allowed, `${role} own`), mayCall(allowed, `${role} foreign`)];
  if (own) return foreign ? 'yes' : 'own';
  return foreign ? 'others' : '–';
};

export const allowedIn = (operation: object): readonly Allowed[] =>
  (operation as { 'x-allowed': readonly Allowed[] })['x-allowed'];

/** docs/permissions.md: every route of the document with who may call it. */
export function permissionsPage(document: OpenAPIObject): string {
  const sections = (document.tags ?? []).map(({ name, description }) => {
    const rows = operationsOf(document)
      .filter(({ operation }) => operation.tags?.includes(name))
      .map(({ method, path, operation }) => {
        const allowed = allowedIn(operation);
        const cells = [allowed.includes('public') ? 'yes' : '–', ...roles.map((role) => cellOf(allowed, role))];
        return `| \`${method.toUpperCase()} ${path}\` | ${cells.join(' | ')} |`;
      });
    const heading = ['call', 'public', ...roles];
    return [
      `## ${name[0]?.toUpperCase()}${name.slice(1)}`,
      description,
      [`| ${heading.join(' | ')} |`, `| ${heading.map(() => '---').join(' | ')} |`, ...rows].join('\n'),
    ].join('\n\n');
  });
  return [introduction, ...sections].join('\n\n');
}

const introduction = `# Who may call what

Generated from the code by \`npm run documents\`; a test calls every route as every role and compares.

**yes**: may call. **own**: only for what belongs to the caller’s own member (for subscriptions, to the caller; a member’s editors also see its webhooks); for anything else
the call returns 403, or 404 where existence must not be revealed. **others**: only for what belongs to another member. **–**: 403,
and 401 without a credential. A principal with several roles may do what any of them may. Credentials of a suspended member may
read; if they write, the call returns 403.`;
