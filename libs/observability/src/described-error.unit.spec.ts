import { describe, expect, it } from '@jest/globals';
import { describeError, errorLine } from './described-error.js';

/** What somebody sent, and an error could quote. */
const SENT = 'eija.virtanen@example.org';

const thrownBy = (work: () => unknown): unknown => {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('It did not throw.');
};
const withFields = (error: Error, fields: object) => Object.assign(error, fields);

describe('What a log may hold of an error', () => {
  const quoting: [string, unknown][] = [
    ['JSON that was not JSON', thrownBy(() => JSON.parse(`{"email": ${SENT}`))],
    ['no number', thrownBy(() => BigInt(SENT))],
    ['no address', thrownBy(() => new URL(SENT))],
    ['a header', thrownBy(() => new Headers([['x', `${SENT}\u0000`]]))],
    ['a value that PostgreSQL could not convert', withFields(new Error(`invalid input syntax: "${SENT}"`), { code: '22P02', detail: SENT, where: SENT })], // prettier-ignore
    ['a row that broke a rule', withFields(new Error('violates check'), { code: '23514', detail: `(${SENT})`, constraint: 'has_consent' })], // prettier-ignore
    ['parameters of a statement', withFields(new Error(`failed: ${SENT}`), { query: SENT, parameters: [SENT] })],
    ['a cause', new Error('outer', { cause: new Error(SENT) })],
    ['a driver error', withFields(new Error(SENT), { driverError: withFields(new Error(SENT), { code: '22001' }) })],
    ['a name', withFields(new Error('x'), { name: SENT, code: SENT, table: SENT })],
    ['a message of several lines', new Error(`first\n    at ${SENT}:1:1\n    at x (${SENT}:1:1)`)],
    ['a text that was thrown', SENT],
    ['an object that was thrown', { message: SENT }],
    ['a type error with a value in it', new TypeError(`Failed to parse URL from ${SENT}`)],
  ];
  it.each(quoting)('has no part of what was sent: %s', (_, error) => {
    expect(JSON.stringify(describeError(error))).not.toMatch(/eija|virtanen/i);
    expect(errorLine(error)).not.toMatch(/eija|virtanen/i);
  });

  it('has what a developer needs to find a mistake', () => {
    const missing: { some?: { thing: string } } = {};
    const described = describeError(thrownBy(() => missing.some!.thing));
    expect(described).toMatchObject({ name: 'TypeError', message: expect.stringContaining("reading 'thing'") });
    expect(described.at?.[0]).toContain('described-error.unit.spec');
  });

  it('has where it was, also in a folder with a blank and brackets in its name', () => {
    const error = withFields(new Error('x'), {
      stack: 'Error: x\n    at run (file:///srv/our network (new)/dist/main.js:3:7)\n    at /srv/our network/x.js:1:2',
    });
    expect(describeError(error).at).toEqual([
      'at run (file:///srv/our network (new)/dist/main.js:3:7)',
      'at /srv/our network/x.js:1:2',
    ]);
  });

  it('has no place when the message was changed after it was written into the stack', () => {
    const error = withFields(new Error('second'), { stack: `Error: first\n    at /${SENT}:1:1\n    at /srv/x.js:1:2` });
    expect(describeError(error).at).toBeUndefined();
  });

  it('has the state, the table and the constraint of a database error, and which server does not answer', () => {
    const unique = withFields(new Error('duplicate key value violates unique constraint "member_name"'), {
      code: '23505', table: 'member', constraint: 'member_name', detail: `Key (name)=(${SENT}) already exists.`,
    }); // prettier-ignore
    expect(describeError(unique)).toMatchObject({ code: '23505', table: 'member', constraint: 'member_name' });
    const refused = withFields(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' });
    expect(errorLine(refused)).toBe('Error ECONNREFUSED connect ECONNREFUSED 127.0.0.1:5432');
    expect(errorLine(new Error('QueryFailed', { cause: refused }))).toContain('ECONNREFUSED');
  });
});
