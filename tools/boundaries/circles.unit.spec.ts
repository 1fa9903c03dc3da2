import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';

/** The result of the check for imports, each from a file to a file. */
function check(...imports: readonly (readonly [from: string, to: string])[]) {
  const modules = imports.map(([source, resolved]) => ({ source, dependencies: [{ resolved }] }));
  const input = JSON.stringify({ modules });
  const { status, stderr } = spawnSync(process.execPath, ['tools/boundaries/circles.mjs'], { input, encoding: 'utf8' });
  return { status, stderr };
}

describe('the features of an app', () => {
  it('may need each other in one direction, from whatever folder', () => {
    expect(
      check(
        ['apps/a/src/meeting/http/meeting.dto.ts', 'apps/a/src/vote/vote.ts'],
        ['apps/a/src/meeting/meeting.ts', 'apps/a/src/member/member.ts'],
        ['apps/a/src/vote/vote.ts', 'apps/a/src/member/member.ts'],
        ['apps/a/src/app.module.ts', 'apps/a/src/vote/vote.ts'],
      ),
    ).toEqual({ status: 0, stderr: '' });
  });

  it('may not need each other, not even by way of a third; each import is named', () => {
    const { status, stderr } = check(
      ['apps/a/src/meeting/meeting.ts', 'apps/a/src/vote/http/vote.dto.ts'],
      ['apps/a/src/vote/vote.ts', 'apps/a/src/member/member.ts'],
      ['apps/a/src/member/member.ts', 'apps/a/src/meeting/http/meeting.dto.ts'],
    );
    expect(status).toBe(1);
    expect(stderr).toContain('apps/a/src/meeting/meeting.ts → apps/a/src/vote/http/vote.dto.ts');
    expect(stderr).toContain('apps/a/src/vote/vote.ts → apps/a/src/member/member.ts');
    expect(stderr).toContain('apps/a/src/member/member.ts → apps/a/src/meeting/http/meeting.dto.ts');
  });

  it('are left alone in tests, and with those of another app, for which there is a rule of its own', () => {
    expect(
      check(
        ['apps/a/src/meeting/meeting.ts', 'apps/a/src/vote/vote.ts'],
        ['apps/a/src/vote/vote.int.spec.ts', 'apps/a/src/meeting/meeting.example.ts'],
        ['apps/b/src/vote/vote.ts', 'apps/b/src/meeting/meeting.ts'],
      ).status,
    ).toBe(0);
  });
});
