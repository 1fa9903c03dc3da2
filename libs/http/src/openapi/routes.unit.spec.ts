import type { INestApplication } from '@nestjs/common';
import { describe, expect, it } from '@jest/globals';
import { routesOf } from './routes.js';

class ThingDto {}
class ThingController {
  make(): void {}
}

/** What Nest and the compiler note of `make(@By() by: Principal, @Body() body: ThingDto)`. */
const by = (random: string) => {
  Reflect.defineMetadata('design:paramtypes', [Object, ThingDto], ThingController.prototype, 'make');
  Reflect.defineMetadata(
    '__routeArguments__',
    { [`${random}__customRouteArgs__:0`]: { index: 0 }, '3:1': { index: 1, data: undefined } },
    ThingController,
    'make',
  );
  const modules = new Map([['m', { controllers: new Map([['c', { metatype: ThingController }]]) }]]);
  return routesOf({ get: () => modules } as unknown as INestApplication).get('Thing.make');
};

describe('the routes of an app', () => {
  it.each(['aBcD', '3BcD', '3', '4x'])(
    'know the class of a body beside a parameter of one’s own, named %s',
    (random) => {
      expect(by(random)?.body).toBe(ThingDto);
    },
  );
});
