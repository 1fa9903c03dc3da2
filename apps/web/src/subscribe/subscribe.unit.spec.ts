import { describe, expect, it } from '@jest/globals';
import type { FastifyRequest } from 'fastify';
import type { Shape } from '#client';
import { readSettings } from '#config';
import { bodyOf } from '../form/form.js';
import { legalSettings } from '../page/legal.settings.js';
import { Visit } from '../page/visit.js';
import { chosenElsewhere, chosenIn, preferenceFields, wishesOf, type Offered } from './subscribe.view.js';

const visit = new Visit(
  { gatewayUrl: 'http://gateway.invalid', publicUrl: 'https://network.example', settings: readSettings({}, [legalSettings]), isTrial: false },
  { url: '/en/subscriptions/1', headers: {}, params: {} } as unknown as FastifyRequest,
); // prettier-ignore
const [member, other] = ['01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11', '01995D3C-6F2A-7C1E-8F00-0D5F5F3F9F12'];

/** The form as the controller makes it, in a network with members in Finland. */
const offeredFor = (values: ReadonlyMap<string, string>): Offered => {
  const { countries, members, ...rest } = chosenElsewhere(values);
  const there = ['FI', ...countries.filter((code) => code !== 'FI')];
  return { ...rest, countries: there, members: members.map((id) => [id, id] as const) };
};

describe('the form of a subscription', () => {
  it.each<[string, Shape<'FilterDto'>]>([
    ['nothing', {}],
    [
      'what it offers',
      { types: ['eu.lra-network.practice.*'], countries: ['FI'], themes: ['employment'], text: 'café' },
    ],
    ['one kind of event', { types: ['eu.lra-network.practice.withdrawn.v1'] }],
    ['a pattern of events', { types: ['*.published.v1', 'eu.lra-network.member.*'] }],
    ['a country without members', { countries: ['FI', 'MT'] }],
    ['dimensions', { dimensions: ['cultural', 'legal-political'] }],
    ['members', { members: [member, other] }],
  ])('keeps a filter that names %s', (_, filter) => {
    const values = wishesOf({ filter, frequency: 'daily' } as Shape<'SubscriptionView'>);
    const body = bodyOf(preferenceFields(visit, offeredFor(values)), values) as { filter?: Shape<'FilterDto'> };
    expect(body).toEqual({ frequency: 'daily', ...(Object.keys(filter).length > 0 && { filter: expect.anything() }) });
    const sorted = (one: object) =>
      Object.fromEntries(
        Object.entries(one).map(([name, value]) => [
          name,
          Array.isArray(value) ? value.toSorted() : (value as unknown),
        ]),
      );
    expect(sorted(body.filter ?? {})).toEqual(sorted(filter));
  });

  it('passes over what an address cannot mean', () => {
    const values = chosenIn(new URLSearchParams('type=<b>&country=XX&dimension=social&member=abc&theme=x'));
    expect(chosenElsewhere(values)).toEqual({ types: [], countries: [], dimensions: [], members: [] });
  });
});
