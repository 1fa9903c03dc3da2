import { AsyncLocalStorage } from 'node:async_hooks';
import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { tap, type Observable } from 'rxjs';
import { assertOwnAsked, forOwn, type IdentifiedRequest } from '#identity';

/** Answers nothing to a caller who was let in for what is own alone before something has asked whose it is: reads too. */
@Injectable()
export class OwnInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const { narrowedAt } = context.switchToHttp().getRequest<IdentifiedRequest>();
    if (!narrowedAt) return next.handle();
    return forOwn(narrowedAt, () => next.handle().pipe(tap(AsyncLocalStorage.bind(assertOwnAsked))));
  }
}
