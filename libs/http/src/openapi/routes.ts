import type { INestApplication, Type } from '@nestjs/common';
import { RouteParamtypes } from '@nestjs/common/internal';
import { MetadataScanner, ModulesContainer, Reflector } from '@nestjs/core';
import { allowedOf, type Allowed } from '#identity';
import { takesIdempotencyKey } from '../idempotency.js';
import { ifMatchOf } from '../revision.js';
import { routeArguments } from '../route-arguments.js';
import {
  answerOf, failuresOf, otherMediaTypesOf, otherMediaTypesOfFailures, type DeclaredAnswer, type DeclaredFailures,
} from './answers.js'; // prettier-ignore

/** What the code says of one route. */
export interface Route {
  readonly allowed: readonly Allowed[];
  readonly answer: DeclaredAnswer | undefined;
  readonly otherMediaTypes: readonly string[];
  readonly failures: DeclaredFailures;
  readonly otherMediaTypesOfFailures: readonly string[];
  readonly ifMatch: 'required' | 'honoured' | undefined;
  readonly idempotencyKey: boolean;
  /** Classes that check the parts of a request; undefined where the part is not taken. */
  readonly body: Type | undefined;
  readonly query: Type | undefined;
  readonly path: Type | undefined;
}

/** `MemberController.read` → `Member.read`: the name of the operation in the document. */
export const operationIdOf = (controller: string, method: string): string =>
  `${controller.replace(/Controller$/, '')}.${method}`;

/** Every handler of an app's controllers by the name of its operation. */
export function routesOf(app: INestApplication): Map<string, Route> {
  const [reflector, scanner] = [new Reflector(), new MetadataScanner()];
  const found = new Map<string, Route>();
  for (const module of app.get(ModulesContainer).values()) {
    for (const { metatype } of module.controllers.values()) {
      if (typeof metatype !== 'function') continue;
      const prototype = metatype.prototype as object;
      for (const name of scanner.getAllMethodNames(prototype)) {
        found.set(operationIdOf(metatype.name, name), routeOf(reflector, metatype as Type, name));
      }
    }
  }
  return found;
}

function routeOf(reflector: Reflector, controller: Type, name: string): Route {
  const handler = (controller.prototype as Record<string, () => unknown>)[name]!;
  const context = { getHandler: () => handler, getClass: () => controller as never };
  const [onClass, onMethod] = [failuresOf(controller), failuresOf(handler)];
  const statuses = [...new Set([...Object.keys(onClass), ...Object.keys(onMethod)].map(Number))];
  return {
    allowed: allowedOf(reflector, context) ?? [],
    answer: answerOf(handler),
    otherMediaTypes: otherMediaTypesOf(handler),
    otherMediaTypesOfFailures: otherMediaTypesOfFailures(handler),
    failures: Object.fromEntries(statuses.map((status) => [status, { ...onClass[status], ...onMethod[status] }])),
    ifMatch: ifMatchOf(handler),
    idempotencyKey: takesIdempotencyKey(reflector, context),
    ...classesOf(controller, name),
  };
}

/** The class that `@ApiBody({ type })` names, for routes that read their body themselves. */
function documentedBody(controller: Type, name: string): Type | undefined {
  const handler = (controller.prototype as Record<string, object>)[name]!;
  const parameters = (Reflect.getMetadata('swagger/apiParameters', handler) ?? []) as { in: string; type?: unknown }[];
  const type = parameters.find((parameter) => parameter.in === 'body')?.type;
  return typeof type === 'function' && type !== String ? (type as Type) : undefined;
}

function classesOf(controller: Type, name: string): Pick<Route, 'body' | 'query' | 'path'> {
  const types = (Reflect.getMetadata('design:paramtypes', controller.prototype as object, name) ?? []) as unknown[];
  const taken = routeArguments(controller, name);
  const classAt = (wanted: RouteParamtypes): Type | undefined => {
    const argument = taken.find(({ kind }) => kind === wanted);
    const type = argument && argument.data === undefined ? types[argument.index] : undefined;
    return typeof type === 'function' && type !== Object ? (type as Type) : undefined;
  };
  return {
    body: documentedBody(controller, name) ?? classAt(RouteParamtypes.BODY),
    query: classAt(RouteParamtypes.QUERY),
    path: classAt(RouteParamtypes.PARAM),
  };
}
