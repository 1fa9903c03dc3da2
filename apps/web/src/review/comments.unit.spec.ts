import { describe, expect, it } from '@jest/globals';
import { Failure } from '../api/api.js';
import type { Field } from '../form/form.js';
import { commentsIn, faultsOf, WHOLE } from './comments.js';

const fields = [WHOLE, '/title', '/aims'].map((pointer): Field => ({ pointer, kind: 'lines', label: pointer }));

describe('comments on a fact sheet', () => {
  it('go to the fields at which they were typed, in the order of the fact sheet; what is empty is none', () => {
    const typed = new Map([
      ['/aims', ' Sure?\r\nWhy? '],
      ['/title', '  '],
      [WHOLE, 'Good.'],
      ['/unheard', 'x'],
    ]);
    expect(commentsIn(fields, typed)).toEqual([
      { pointer: '', comment: 'Good.' },
      { pointer: '/aims', comment: 'Sure?\nWhy?' },
    ]);
  });

  it('have their faults where they stand', () => {
    const comments = [
      { pointer: '', comment: 'a' },
      { pointer: '/aims', comment: 'b' },
    ];
    const failureAt = (...pointers: string[]) =>
      new Failure({ status: 422, errors: pointers.map((pointer) => ({ pointer, code: 'c', detail: 'd' })) } as never, null); // prettier-ignore
    expect(faultsOf(comments, failureAt('/items/1/comment', '/items/0/pointer'))).toEqual([
      { pointer: '/aims', code: 'c', detail: 'd' },
      { pointer: WHOLE, code: 'c', detail: 'd' },
    ]);
    for (const other of [failureAt(), failureAt('/items'), failureAt('/items/7'), new Error('x')])
      expect(() => faultsOf(comments, other)).toThrow();
  });
});
