import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Failure } from '../api/api.js';
import { bodyOf, faultsIn, faultsOfSending, missingIn, TRAP, type Field } from './form.js';
import { told } from './form.view.js';

const fields: readonly Field[] = [
  { pointer: '/name', kind: 'text', label: 'Name', isRequired: true },
  { pointer: '/contact/email', kind: 'email', label: 'Mail' },
  { pointer: '/contact/name', kind: 'text', label: 'Contact' },
  { pointer: '/consent', kind: 'consent', label: 'Yes', isRequired: true },
];

const failure = (...pointers: string[]) =>
  new Failure({ status: 422, errors: pointers.map((pointer) => ({ pointer, code: 'c', detail: 'd' })) } as never, null);

describe('a form', () => {
  it('becomes what the API takes: values at their pointers, without spaces around, without what is empty', () => {
    const typed = {
      '/name': ' Pori ',
      '/contact/email': 'a@b.example',
      '/contact/name': '  ',
      '/consent': 'yes',
      '/more': 'x',
    };
    expect(bodyOf(fields, new Map(Object.entries(typed)))).toEqual({
      name: 'Pori',
      contact: { email: 'a@b.example' },
      consent: true,
    });
  });

  it('knows what is missing before anybody is asked', () => {
    expect(missingIn(fields, new Map([['/name', ' ']])).map(({ pointer }) => pointer)).toEqual(['/name', '/consent']);
  });

  it('is sent when nothing is missing, unless a program filled in what people do not see', async () => {
    const whole = { '/name': 'Pori', '/consent': 'yes' };
    const sent: object[] = [];
    const send = (typed: object) =>
      faultsOfSending(fields, new Map(Object.entries(typed)), (body) => Promise.resolve(sent.push(body)));
    expect(await send({ ...whole, '/name': '' })).toEqual([{ pointer: '/name', code: undefined }]);
    expect(await send({ ...whole, [TRAP]: 'Cheap pills' })).toEqual([]);
    expect(sent).toEqual([]);
    expect(await send(whole)).toEqual([]);
    expect(sent).toEqual([{ name: 'Pori', consent: true }]);
    const refused = faultsOfSending(fields, new Map(Object.entries(whole)), () => Promise.reject(failure('/name')));
    expect(await refused).toEqual([{ pointer: '/name', code: 'c', detail: 'd' }]);
  });

  it.each([
    ['/name', '/name'],
    ['/contact/email', '/contact/email'],
    ['/contact', '/contact/email'],
    ['/name/en', '/name'],
    ['/nothing', '/name'],
  ])('shows a fault at %s at the nearest field', (at, shown) => {
    expect(faultsIn(fields, failure(at))).toEqual([{ pointer: shown, code: 'c', detail: 'd' }]);
  });

  it('leaves a failure that is about no field to the page of failures', () => {
    expect(() => faultsIn(fields, failure())).toThrow(Failure);
    expect(() => faultsIn(fields, new Error('x'))).toThrow('x');
  });

  it('has words for whatever the registry finds wrong with a fact sheet', () => {
    const folder = 'apps/practices/src/fact-sheet/';
    const source = readdirSync(folder).map((file) => readFileSync(folder + file, 'utf8')).join('\n'); // prettier-ignore
    const codes = [...source.matchAll(/problem\(\s*'([a-z-]+)'/g)].map(([, code]) => code!);
    expect(codes.length).toBeGreaterThan(10);
    expect(codes.filter((code) => told[code] === undefined)).toEqual([]);
  });
});
