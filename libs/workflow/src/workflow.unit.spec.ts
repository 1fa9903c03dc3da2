import { describe, expect, it } from '@jest/globals';
import { Problem } from '#problems';
import { waysOf } from './ways.js';
import { Workflow } from './workflow.js';

interface Door {
  readonly hasKey: boolean;
}

const door = new Workflow<'open' | 'shut' | 'gone', 'shut' | 'open' | 'burn', 'guest' | 'host', Door>('door', {
  open: { shut: { to: 'shut', who: ['guest', 'host'] } },
  shut: {
    open: {
      to: 'open',
      who: ['host'],
      given: ({ hasKey }) => {
        if (!hasKey) throw new Problem('door.no-key', 422, 'Bring the key.');
      },
    },
    burn: { to: 'gone', who: ['host'] },
  },
  gone: {},
});
const key = { hasKey: true };

describe('a workflow', () => {
  it('leads to the state of its table, for whoever has one of the capacities', () => {
    expect(door.next('open', 'shut', ['guest'], key)).toBe('shut');
    expect(door.next('shut', 'open', ['guest', 'host'], key)).toBe('open');
  });

  it('refuses a step that the state does not know with 409, and says what is possible', () => {
    expect(() => door.next('open', 'burn', ['host'], key)).toThrow(
      expect.objectContaining({ status: 409, code: 'door.state', detail: 'The door is open; possible now: shut.' }),
    );
    expect(() => door.next('gone', 'open', ['host'], key)).toThrow(
      expect.objectContaining({ detail: 'The door is gone; possible now: nothing.' }),
    );
  });

  it('refuses a step that is for others with 403, also somebody without any capacity', () => {
    for (const who of [['guest'], []] as const) {
      expect(() => door.next('shut', 'open', who, key)).toThrow(
        expect.objectContaining({ status: 403, code: 'door.not-allowed', detail: 'Only host may do this.' }),
      );
    }
  });

  it('asks for the condition of a step last, and of no other', () => {
    const locked = { hasKey: false };
    expect(() => door.next('shut', 'open', ['host'], locked)).toThrow(expect.objectContaining({ code: 'door.no-key' }));
    expect(() => door.next('shut', 'open', ['guest'], locked)).toThrow(expect.objectContaining({ status: 403 }));
    expect(door.next('shut', 'burn', ['host'], locked)).toBe('gone');
  });

  it('can be told as the list of its ways, each cell tried', () => {
    expect(waysOf(door, key)).toEqual([
      'open shut guest, host → shut',
      'shut open host → open',
      'shut burn host → gone',
    ]);
    expect(() => waysOf(door, { hasKey: false })).toThrow(expect.objectContaining({ code: 'door.no-key' }));
  });
});
