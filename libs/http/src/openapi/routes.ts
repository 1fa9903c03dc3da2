import type { INestApplication, Type } from '@nestjs/common';
import { MetadataScanner, ModulesContainer, Reflector } from '@nestjs/core';
import { allowedOf, type Allowed } from '#identity';
import { partsOf } from '#validation';
import { takesIdempotencyKey } from '../idempotency.js';
import { ifMatchOf } from '../revision.js';
import {
  answerOf, failuresOf, otherMediaTypesOf, otherMediaTypesOfFailures, type DeclaredAnswer, type DeclaredFailures,
} from './answers.js'; // prettier-ignore

/** What the code says about one route. */
export interface Route {
  readonly allowed: readonly Allowed[];
  readonly answer: DeclaredAnswer | undefined;
  readonly otherMediaTypes: readonly string[];
  readonly failures: DeclaredFailures;
  readonly otherMediaTypesOfFailures: readonly string[];
  readonly ifMatch: 'required' | 'honoured' | undefined;
  readonly idempotencyKey: boolean;
  /** Classes that check the parts of a request; undefined for a part that the route does not accept. */
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
  const parts = partsOf(handler);
  const statuses = [...new Set([...Object.keys(onClass), ...Object.keys(onMethod)].map(Number))];
  return {
    allowed: allowedOf(reflector, context) ?? [],
    answer: answerOf(handler),
    otherMediaTypes: otherMediaTypesOf(handler),
    otherMediaTypesOfFailures: otherMediaTypesOfFailures(handler),
    failures: Object.fromEntries(statuses.map((status) => [status, { ...onClass[status], ...onMethod[status] }])),
    ifMatch: ifMatchOf(handler),
    idempotencyKey: takesIdempotencyKey(reflector, context),
    body: parts.get('body'),
    query: parts.get('query'),
    path: parts.get('path'),
  };
}
