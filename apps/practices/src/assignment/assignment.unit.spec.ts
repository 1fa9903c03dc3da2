import { describe, expect, it } from '@jest/globals';
import { Practice } from '../practice/practice.js';
import { assign } from './assignment.js';

const practice = () =>
  Practice.draft(
    { id: '0197f0c0-0000-7000-8000-000000000001', ownerMemberId: null, provenance: { kind: 'direct' } },
    { originalLanguage: 'en', title: { en: 'Welcome' } },
    { by: 'editor', as: ['owner'], at: new Date('2027-01-02T03:04:05.678Z') },
  );

describe('a task is due', () => {
  const due = (dueOn: string | null, moment: string, ended = false) => {
    const assignment = { task: 'edit', assigneeId: 'somebody', dueOn, ended } as const;
    assign(practice(), assignment, { by: 'secretary', as: ['steering'], at: new Date(moment) });
  };

  it.each([
    ['today', '2027-01-02', '2027-01-02T12:00:00Z'],
    ['later', '2027-01-03', '2027-01-02T12:00:00Z'],
    ['on no day', null, '2027-01-02T12:00:00Z'],
    ['today in Brussels, where it is tomorrow already', '2027-07-03', '2027-07-02T22:00:00Z'],
    ['today in Brussels, where it is not yet over', '2027-01-02', '2027-01-02T22:59:59Z'],
  ])('%s', (_, dueOn, moment) => expect(() => due(dueOn, moment)).not.toThrow());

  it.each([
    ['yesterday', '2027-01-01', '2027-01-02T12:00:00Z'],
    ['long ago', '0001-01-01', '2027-01-02T12:00:00Z'],
    ['yesterday in Brussels, where it is tomorrow already', '2027-07-02', '2027-07-02T22:00:00Z'],
  ])('never %s, unless it is taken away', (_, dueOn, moment) => {
    const places = [expect.objectContaining({ pointer: '/dueOn', code: 'past' })];
    expect(() => due(dueOn, moment)).toThrow(expect.objectContaining({ status: 422, more: { places } }));
    expect(() => due(dueOn, moment, true)).not.toThrow();
  });
});
