import type { ExecutionContext } from '@nestjs/common';
import { describe, expect, it } from '@jest/globals';
import { ParametersInterceptor } from './parameters.interceptor.js';

class ThingController {
  take(): void {}
}

/** A request of a route with one parameter of one's own, which Nest has given a random key. */
function call(random: string, request: object): void {
  Reflect.defineMetadata(
    '__routeArguments__',
    { [`${random}__customRouteArgs__:0`]: { index: 0 } },
    ThingController,
    'take',
  );
  const context = {
    getType: () => 'http',
    getClass: () => ThingController,
    getHandler: () => ({ name: 'take' }),
    switchToHttp: () => ({ getRequest: () => request }),
  } as unknown as ExecutionContext;
  new ParametersInterceptor().intercept(context, { handle: () => undefined as never });
}

describe('a route that takes neither query nor body', () => {
  it.each(['aBcD', '4BcD', '3-x', '0a', '4'])(
    'refuses a query whatever the key of its own parameter is: %s',
    (random) => {
      expect(() => call(random, { query: { dryRun: 'true' } })).toThrow(
        expect.objectContaining({ status: 422, more: { places: [expect.objectContaining({ pointer: '/dryRun' })] } }),
      );
    },
  );
});
