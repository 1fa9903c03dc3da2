import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { notValid } from '#problems';
import { partsOf } from '#validation';
import { RawBody } from './body.js';

/** Refuses parameters and bodies on routes that accept none: the caller should learn that they have no effect. */
@Injectable()
export class ParametersInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const taken = partsOf(context.getHandler());
    const [unknown] = Object.keys((request.query as object | undefined) ?? {});
    if (unknown !== undefined && !taken.has('query')) {
      throw notValid([
        { pointer: `/${unknown}`, code: 'unknown-field', detail: 'This call does not accept this parameter.' },
      ]);
    }
    if (request.body instanceof RawBody && !taken.has('body') && !taken.has('request')) {
      const body = request.body.json();
      const [field] = typeof body === 'object' && body !== null ? Object.keys(body) : [''];
      if (body !== undefined && field !== undefined) {
        throw notValid([{ pointer: `/${field}`, code: 'unknown-field', detail: 'This call does not accept a body.' }]);
      }
    }
    return next.handle();
  }
}
