import { Injectable } from '@nestjs/common';
import { apps, type App } from '#config';
import { type ErasureReportView, type InnerDiscoveryView, erasureList, reportsOf } from '#app';
import type { PageQuery } from '#http';
import type { Principal } from '#identity';
import { DataSubjects, type Discovery, type PlaceCount } from '#privacy';
import { Problem, ServiceAway } from '#problems';
import { GatheredOperations, type GatheredPage } from '../operations/gathered-operations.js';
import { InnerCalls } from '../upstream/inner-calls.js';

const PATH = '/v1/data-subjects';

/** Longest wait for one app to search all its texts, in milliseconds. */
const GONE_THROUGH_WITHIN_MS = 120_000;

/** What all apps, including the gateway, keep of persons. */
@Injectable()
export class EverywhereKept {
  /** The gateway first: content that waits in it for other apps then reaches them without the person. */
  readonly apps: readonly App[] = [...apps].sort((a, b) => Number(b === 'gateway') - Number(a === 'gateway'));

  constructor(
    private readonly own: DataSubjects,
    private readonly inner: InnerCalls,
    private readonly gathered: GatheredOperations,
  ) {}

  /**
   * The other apps are searched for names that one app knows.
   * @throws {Problem} 503 if an app is unavailable: a partial response would be mistaken for a complete one
   */
  async search(email: string, given: readonly string[], by: Principal): Promise<Discovery> {
    const first = await this.searchFor(email, given, by);
    const isMore = first.names.some((name) => !given.includes(name));
    return isMore ? this.searchFor(email, first.names, by) : first;
  }

  /** @throws {Problem} 503 when the app is away */
  async erase(app: App, email: string, names: readonly string[], by: Principal): Promise<readonly PlaceCount[]> {
    if (app === 'gateway') return this.own.erase(email, names, by.id);
    return (await this.ask<{ places: PlaceCount[] }>(app, 'erasure', { email, names }, by)).places;
  }

  /** What was erased, the newest first over all apps, and which apps did not answer. */
  reports(query: PageQuery, by: Principal): Promise<GatheredPage<ErasureReportView>> {
    return this.gathered.page(`${PATH}/erasures`, query, by, () => reportsOf(this.own, query), erasureList, 'desc');
  }

  private async searchFor(email: string, names: readonly string[], by: Principal): Promise<Discovery> {
    const parts = await Promise.all(
      this.apps.map((app) =>
        app === 'gateway'
          ? this.own.search(email, names)
          : this.ask<InnerDiscoveryView>(app, 'search', { email, names }, by),
      ),
    );
    return {
      names: [...new Set(parts.flatMap((part) => part.names))],
      keys: parts.flatMap((part) => part.keys),
      places: parts.flatMap((part) => part.places),
    };
  }

  private async ask<T>(app: Exclude<App, 'gateway'>, what: string, body: object, by: Principal): Promise<T> {
    const answer = await this.inner.call<T>(app, 'POST', `${PATH}/${what}`, by, body, GONE_THROUGH_WITHIN_MS);
    if (answer.status === 409) {
      const { code, detail } = answer.body as { code: string; detail: string };
      throw new Problem(code, 409, detail);
    }
    if (answer.status !== 200) throw new ServiceAway(`The app ${app} returned ${answer.status}; repeat the request.`);
    return answer.body;
  }
}
