import 'reflect-metadata';
import * as nest from '@nestjs/common';

/** The parts of a request that a handler can take; `request`: the whole, from which it reads itself. */
export type Part = 'body' | 'query' | 'path' | 'request';

const PARTS = Symbol('parts of the request');

/** The parts that a handler takes, each with the class that checks it, if there is one. */
export const partsOf = (handler: object): ReadonlyMap<Part, nest.Type | undefined> =>
  (Reflect.getMetadata(PARTS, handler) as ReadonlyMap<Part, nest.Type | undefined> | undefined) ?? new Map();

/** Stores that a handler takes a part. */
export function takePart(handler: object, part: Part, type: unknown): void {
  const checks = typeof type === 'function' && type !== Object ? (type as nest.Type) : undefined;
  Reflect.defineMetadata(PARTS, new Map([...partsOf(handler), [part, checks]]), handler);
}

const noted =
  (part: Part, decorate: ParameterDecorator): ParameterDecorator =>
  (target, name, index) => {
    const types = Reflect.getMetadata('design:paramtypes', target, name!) as readonly unknown[];
    takePart((target as Record<string | symbol, object>)[name!]!, part, types[index]);
    decorate(target, name, index);
  };

// Nest's own, which tell also those who document a route and refuse what it does not take.
export const Body = () => noted('body', nest.Body());
export const Query = () => noted('query', nest.Query());
export const Param = () => noted('path', nest.Param());
export const Req = () => noted('request', nest.Req());
