import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem, ServiceAway } from '#problems';
import { noteProblem } from './requests.js';
import { traceIdOf } from './trace.js';

const titles: Readonly<Record<number, string>> = {
  308: 'Merged',
  400: 'Not readable',
  401: 'No or bad credential',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  408: 'Too slow',
  409: 'The state does not allow it',
  410: 'Withdrawn',
  412: 'Changed in between',
  413: 'Too large',
  414: 'Address too long',
  415: 'Content type not supported',
  417: 'Expectation not met',
  421: 'Not served here',
  422: 'Not valid',
  428: 'If-Match is missing',
  429: 'Too many requests',
  431: 'Headers too large',
  500: 'Internal error',
  503: 'Temporarily unavailable',
};

/** The problem document of RFC 9457 for a failure. */
export function problemDocument(problem: Problem, traceId: string): Record<string, unknown> {
  return {
    type: `urn:lra-network:problem:${problem.code}`,
    title: titles[problem.status] ?? 'Failed',
    status: problem.status,
    detail: problem.detail,
    code: problem.code,
    ...(problem.more.places ? { errors: problem.more.places } : {}),
    ...problem.more.members,
    traceId,
  };
}

export function sendProblem(request: FastifyRequest, reply: FastifyReply, problem: Problem): void {
  noteProblem(reply, problem.code);
  const authenticate = problem.status === 401 ? { 'www-authenticate': 'Bearer' } : {};
  void reply
    .status(problem.status)
    .headers({ ...authenticate, ...problem.more.headers, 'content-type': 'application/problem+json; charset=utf-8' })
    .send(JSON.stringify(problemDocument(problem, traceIdOf(request))));
}

const logger = new Logger('Failure');

/** What the caller learns of any failure. A bug is logged with its stack and returned as 500 without it. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof HttpException) return fromStatus(error.getStatus(), error.message);
  const { statusCode, message } = error as { statusCode?: number; message?: string };
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) return fromStatus(statusCode, message ?? '');
  if (isDatabaseAway(error)) return new ServiceAway('The database does not respond.');
  if (causesOf(error).some(({ code }) => refusedValue.test(String(code)))) {
    logger.warn('A value reached the database that should have been refused earlier.', error);
    return new Problem('request.not-valid', 422, 'A value is too large, or of the wrong kind.');
  }
  logger.error('An unexpected error occurred.', error);
  return new Problem('internal-error', 500, 'An unexpected error occurred. It was logged with the trace id.');
}

function fromStatus(status: number, detail: string): Problem {
  switch (status) {
    case 401:
      return new Problem('identity.missing', 401, 'This call requires a credential.');
    case 404:
      return new Problem('not-found', 404, 'Nothing exists at this address.');
    case 413:
      return new Problem('request.too-large', 413, 'The body exceeds the size limit.');
    case 414:
      return new Problem('request.address-too-long', 414, 'A part of the address is longer than any id.');
    case 415:
      return new Problem('request.media-type', 415, 'This content type is not supported.');
    default:
      return new Problem('request.failed', status, detail);
  }
}

/** When a connection breaks, TypeORM releases it and gives only this message for the next statement of its transaction. */
const brokenTransaction = /^QueryRunner(?:Provider)?AlreadyReleasedError$/;

/** Connection failures, and the SQL states of a server that is starting, is stopping or ends a deadlock. */
const awayCodes = /^(?:ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|08|57P0|53300|40001|40P01)/;

/** SQL states of a value that the database cannot store: data exceptions, and values that exceed its limits. */
const refusedValue = /^(?:22|54)[0-9A-Z]{3}$/;

const awayMessages =
  /^(?:Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;

/** An error with its causes. */
function causesOf(error: unknown): (Error & { code?: unknown })[] {
  const causes = new Set<Error>();
  for (
    let cause: unknown = error;
    cause instanceof Error && !causes.has(cause);
    cause = cause.cause ?? (cause as { driverError?: unknown }).driverError
  ) {
    causes.add(cause);
  }
  return [...causes];
}

export const isDatabaseAway = (error: unknown): boolean =>
  causesOf(error).some(
    ({ code, name, message }) =>
      (typeof code === 'string' && awayCodes.test(code)) || brokenTransaction.test(name) || awayMessages.test(message),
  );

/** Returns a problem document for every failure. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    if (!reply.sent) sendProblem(http.getRequest<FastifyRequest>(), reply, asProblem(error));
  }
}
