import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AppObservability, counter, gauge } from '#observability';
import { COUNTED } from './delivery.repository.js';

export type AttemptResult = 'delivered' | 'to-be-retried' | 'failed' | 'gone';

const attempts = counter('lra_delivery_attempts_total', 'Delivery attempts by outcome', 'outcome');
const waitingDeliveries = gauge('lra_deliveries_waiting', 'Deliveries not yet accepted, up to 10000');
const overdue = gauge(
  'lra_deliveries_overdue_seconds',
  'Time by which the first delivery is overdue, but for those to endpoints that rest; 0: none',
);
const subscriptions = gauge('lra_subscriptions', 'Subscriptions by state', 'state');

/** What Prometheus learns about deliveries. */
@Injectable()
export class DeliveryMetrics implements OnApplicationBootstrap, OnApplicationShutdown {
  private end: () => void = () => undefined;

  constructor(
    private readonly observability: AppObservability,
    private readonly dataSource: DataSource,
  ) {}

  /** Call it when the outcome has been committed. */
  attempted(outcome: AttemptResult): void {
    this.observability.count(attempts, { outcome });
  }

  onApplicationBootstrap(): void {
    this.end = this.observability.atScrape('deliveries', async (note) => {
      const [row] = await this.dataSource.query<{ waiting: number; overdue: number }[]>(
        `select (select count(*)::int from (select from delivery where state = 'pending' limit $1) as bounded) as waiting,
                coalesce((select greatest(0, extract(epoch from now() - min(d.next_attempt_at)))
                            from delivery d join subscription s on s.id = d.subscription_id
                           where d.state = 'pending' and d.next_attempt_at < now() and s.state = 'active'
                             and not exists (select from endpoint_health h
                                              where h.host = s.host and h.party = s.party and h.rests_until is not null)), 0)::float8 as overdue`,
        [COUNTED],
      );
      const states = await this.dataSource.query<{ state: string; n: number }[]>(
        'select state, count(*)::int as n from subscription group by state',
      );
      note(waitingDeliveries, {}, row?.waiting ?? 0);
      note(overdue, {}, row?.overdue ?? 0);
      for (const { state, n } of states) note(subscriptions, { state }, n);
    });
  }

  onApplicationShutdown(): void {
    this.end();
  }
}
