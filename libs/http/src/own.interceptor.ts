import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { tap, type Observable } from 'rxjs';
import { assertOwnAsked, type Principal } from '#identity';

/** Answers nothing to a caller who was let in for what is own alone before something has asked whose it is: reads too. */
@Injectable()
export class OwnInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const { principal } = context.switchToHttp().getRequest<FastifyRequest & { principal: Principal }>();
    return next.handle().pipe(tap(() => assertOwnAsked(principal)));
  }
}
