import { describe, expect, it } from '@jest/globals';
import { anonymous, type Principal } from '#identity';
import { assertMayWrite } from './may-write.js';

const editor: Principal = { ...anonymous, kind: 'client', id: 'c', roles: ['member-editor'], memberId: 'm' };
const failure = (by: Principal, status: Parameters<typeof assertMayWrite>[1]) => {
  try {
    assertMayWrite(by, status);
    return undefined;
  } catch (error) {
    return error;
  }
};

describe('who may write for a member', () => {
  it('lets editors of approved members write', () => expect(failure(editor, 'approved')).toBeUndefined());
  it('keeps editors of suspended members from it', () =>
    expect(failure(editor, 'suspended')).toMatchObject({ status: 403, code: 'member.suspended' }));
  it('keeps editors of former members from it', () =>
    expect(failure(editor, 'ended')).toMatchObject({ status: 403, code: 'member.ended' }));
  it('asks editors of a member that is not known yet to try again', () =>
    expect(failure(editor, undefined)).toMatchObject({ status: 503, code: 'service.away' }));
  it('keeps editors without a member from it', () =>
    expect(failure({ ...editor, memberId: undefined }, undefined)).toMatchObject({
      status: 403,
      code: 'practice.without-member',
    }));
  it.each(['suspended', 'ended', undefined] as const)('does not bind the steering committee (%s)', (status) =>
    expect(failure({ ...editor, roles: ['steering'] }, status)).toBeUndefined(),
  );
});
