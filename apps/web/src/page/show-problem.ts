import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Problem } from '#client';
import { asProblem, problemDocument, traceIdOf } from '#http';
import { Failure } from '../api/api.js';
import { Redirect } from './page.js';
import { problemPage } from './problem-page.js';
import { show } from './show-page.js';
import type { VisitedRequest } from './visit.js';

/** Failures of the API and of the pages themselves, as pages. */
@Catch()
export class ShowProblem implements ExceptionFilter {
  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const request = host.switchToHttp().getRequest<VisitedRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const { visit } = request;
    const retryAfter = error instanceof Failure ? error.retryAfter : null;
    const problem = toldOf(error, traceIdOf(request));
    if (problem.status === 401 && !visit.me) {
      const back = encodeURIComponent(visit.to(visit.path));
      await reply.send(show(new Redirect(`/v1/session/sign-in?returnTo=${back}`, 302), visit, reply));
      return;
    }
    await reply.send(show(problemPage(problem, visit, retryAfter), visit, reply));
  }
}

export type ToldProblem = Problem & { readonly reason?: string };

function toldOf(error: unknown, traceId: string): ToldProblem {
  if (error instanceof Failure) {
    const { problem } = error;
    // An id of the wrong form is an address where nothing is.
    const isBadId = problem.status === 422 && problem.errors?.every(({ pointer }) => pointer === '/id');
    return isBadId ? { ...problem, status: 404 } : problem;
  }
  if (error instanceof HttpException && error.getStatus() < 500) return { ...about(error.getStatus()), traceId };
  return problemDocument(asProblem(error), traceId) as unknown as ToldProblem; // which logs it
}

const about = (status: number) => ({ type: 'about:blank', title: '', code: 'page', detail: '', status });
