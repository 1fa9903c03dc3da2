import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { RouteParamtypes } from '@nestjs/common/internal';
import type { FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { notValid } from '#problems';
import { RawBody } from './body.js';
import { routeArguments } from './route-arguments.js';

/** Refuses parameters and bodies on routes that declare none: what is sent in vain is a mistake worth telling. */
@Injectable()
export class ParametersInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const declared = declaredParameters(context);
    const [unknown] = Object.keys((request.query as object | undefined) ?? {});
    if (unknown !== undefined && !declared.has(RouteParamtypes.QUERY)) {
      throw notValid([{ pointer: `/${unknown}`, code: 'unknown-field', detail: 'This call takes no such parameter.' }]);
    }
    if (
      request.body instanceof RawBody &&
      !declared.has(RouteParamtypes.BODY) &&
      !declared.has(RouteParamtypes.REQUEST)
    ) {
      const body = request.body.json();
      const [field] = typeof body === 'object' && body !== null ? Object.keys(body) : [''];
      if (body !== undefined && field !== undefined) {
        throw notValid([{ pointer: `/${field}`, code: 'unknown-field', detail: 'This call takes no body.' }]);
      }
    }
    return next.handle();
  }
}

const declaredParameters = (context: ExecutionContext): Set<RouteParamtypes> =>
  new Set(routeArguments(context.getClass(), context.getHandler().name).map(({ kind }) => kind));
