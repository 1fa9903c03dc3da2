import 'reflect-metadata';
import type { Type } from '@nestjs/common';
import { RouteParamtypes } from '@nestjs/common/internal';

/** One parameter of a handler that Nest fills from the request. */
export interface RouteArgument {
  readonly kind: RouteParamtypes;
  /** Its place among the handler's parameters. */
  readonly index: number;
  /** Name of the one field that is wanted, or a pipe's options; undefined: the whole. */
  readonly data?: unknown;
}

/**
 * What the handler of a route takes of a request, but for decorators of one's own. Nest keeps each under `<kind>:<index>`; those of
 * one's own under a random text, which may begin with a digit.
 */
export function routeArguments(controller: Type, handler: string): RouteArgument[] {
  const noted = (Reflect.getMetadata('__routeArguments__', controller, handler) ?? {}) as Record<
    string,
    { readonly index: number; readonly data?: unknown }
  >;
  const kinds = Object.values(RouteParamtypes).filter((kind) => typeof kind === 'number');
  return Object.entries(noted).flatMap(([key, { index, data }]) =>
    kinds.filter((kind) => key === `${kind}:${index}`).map((kind) => ({ kind, index, data })),
  );
}
