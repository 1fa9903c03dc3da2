import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import { etagOf, strongTags } from './revision.js';

/** A body with its headers. A handler that sets no header returns the body alone. */
export class Answer {
  constructor(
    readonly body: unknown,
    readonly headers: Readonly<Record<string, string>> = {},
    /** Unset: the status that the route declares. */
    readonly status?: number,
  ) {}

  /** One thing with the ETag of its present state. */
  static of(body: unknown, revision: number): Answer {
    return new Answer(body, { etag: etagOf(revision) });
  }
}

/** Sends `Answer`s. A GET whose caller already has that ETag receives 304. */
@Injectable()
export class AnswerInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    return next.handle().pipe(map((answer) => sendAnswer(http.getRequest(), http.getResponse(), answer)));
  }
}

/** Sets status and headers of an answer. @returns what is left to send */
export function sendAnswer(request: FastifyRequest, reply: FastifyReply, answer: unknown): unknown {
  if (!(answer instanceof Answer)) return answer;
  void reply.headers(answer.headers);
  if (answer.status !== undefined) void reply.status(answer.status);
  const { etag } = answer.headers;
  const known = request.headers['if-none-match']?.trim() ?? '';
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  if (isRead && etag !== undefined && (known === '*' || strongTags(known).includes(etag))) {
    void reply.status(304);
    return undefined;
  }
  return answer.body;
}
