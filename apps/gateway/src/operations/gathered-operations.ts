import { Injectable } from '@nestjs/common';
import { apps, type App } from '#config';
import {
  deadLetterList,
  jobList,
  Operations,
  type DeadLetterQuery,
  type DeadLetterView,
  type GatheredList,
  type JobQuery,
  type JobView,
  type OutboxView,
} from '#app';
import { DEFAULT_LIMIT, pageOf, seekOf, type Page, type PageQuery } from '#http';
import type { Principal } from '#identity';
import { InnerCalls } from '../upstream/inner-calls.js';

/** Longest wait for one app's part of a list, in milliseconds: a missing app is named instead of awaited. */
const PART_WITHIN_MS = 2_000;

const PATH = '/v1/operations';

/** The apps' answers, and which apps did not answer. */
export interface Gathered<T> {
  readonly parts: readonly T[];
  readonly unavailable: readonly App[];
}

/** What all apps, including the gateway, report of their operation. */
@Injectable()
export class GatheredOperations {
  constructor(
    private readonly own: Operations,
    private readonly inner: InnerCalls,
  ) {}

  deadLetters(query: DeadLetterQuery, by: Principal): Promise<GatheredPage<DeadLetterView>> {
    return this.page(`${PATH}/dead-letters`, query, by, () => this.own.deadLetters(query), deadLetterList);
  }

  jobs(query: JobQuery, by: Principal): Promise<GatheredPage<JobView>> {
    return this.page(`${PATH}/jobs`, query, by, () => this.own.jobs(query), jobList);
  }

  /** A page of a list that every app has a part of, oldest first. */
  async page<T>(
    path: string,
    query: PageQuery,
    by: Principal,
    own: () => Promise<Page<T>>,
    { list, types, placeOf }: GatheredList<T>,
    direction: 'asc' | 'desc' = 'asc',
  ): Promise<GatheredPage<T>> {
    const { limit = DEFAULT_LIMIT, cursor, total } = query;
    const seek = seekOf(list, cursor, types); // refused here, before every app is asked
    const { parts, unavailable } = await this.gather<Page<T>>(path, query, by, own);
    const isBefore = (one: T, other: T) => placeOf(one).join(' ') < placeOf(other).join(' ');
    const rows = parts.flatMap(({ items }) => items).sort((a, b) => Number(isBefore(b, a)) - Number(isBefore(a, b)));
    if (seek.order(direction) === 'desc') rows.reverse();
    const hasMore =
      rows.length > limit || parts.some((part) => (seek.isBackwards ? part.previous : part.next) !== null);
    return {
      ...pageOf({ list, seek, limit, placeOf }, rows, (row) => row, hasMore),
      ...(total ? { total: parts.reduce((sum, part) => sum + (part.total ?? 0), 0) } : {}),
      unavailable: [...unavailable],
    };
  }

  async outbox(by: Principal): Promise<{ items: OutboxView[]; unavailable: App[] }> {
    const { parts, unavailable } = await this.gather<OutboxView>(`${PATH}/outbox`, {}, by, () => this.own.outbox());
    return { items: [...parts], unavailable: [...unavailable] };
  }

  /** Calls all apps at once; an app that does not answer in time is named. */
  async gather<T>(path: string, query: object, by: Principal, own: () => Promise<T>): Promise<Gathered<T>> {
    const given = Object.entries(query).filter(([, value]) => value !== undefined);
    const search = new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)]));
    const ask = async (app: App): Promise<T> => {
      if (app === 'gateway') return own();
      const answer = await this.inner.call<T>(
        app,
        'GET',
        `${path}?${search.toString()}`,
        by,
        undefined,
        PART_WITHIN_MS,
      );
      if (answer.status !== 200) throw new Error(`${app} answered ${answer.status}`);
      return answer.body;
    };
    const answers = await Promise.allSettled(apps.map((app) => ask(app)));
    return {
      parts: answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : [])),
      unavailable: apps.filter((_, index) => answers[index]?.status === 'rejected'),
    };
  }
}

export type GatheredPage<T> = Page<T> & { unavailable: App[] };
