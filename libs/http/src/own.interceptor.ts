import { AsyncLocalStorage } from 'node:async_hooks';
import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { tap, type Observable } from 'rxjs';
import { assertOwnAsked, forOwn, type IdentifiedRequest } from '#identity';

/**
 * Withholds the answer, of reads too, from a caller who may only act on own things until a check has asked whose the
 * thing is.
 */
@Injectable()
export class OwnInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const { narrowedAt } = context.switchToHttp().getRequest<IdentifiedRequest>();
    if (!narrowedAt) return next.handle();
    return forOwn(narrowedAt, () => next.handle().pipe(tap(AsyncLocalStorage.bind(assertOwnAsked))));
  }
}
