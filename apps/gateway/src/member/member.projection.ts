import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { request } from 'undici';
import { memberEvents, type EventOf, type memberApproved, type MemberStatus } from '#contracts';
import { Consumes, Reactions, type EventContext } from '#messaging';
import { notValid, ServiceAway } from '#problems';
import { Upstreams } from '../upstream/upstreams.js';

/** Longest wait for network's answer, in milliseconds. */
const ANSWER_WITHIN_MS = 5_000;

/** What the gateway knows of members: from events, and by calling network when it cannot wait for one. */
@Injectable()
export class MemberProjection {
  constructor(
    private readonly dataSource: DataSource,
    private readonly upstreams: Upstreams,
    private readonly reactions: Reactions,
  ) {}

  @Consumes('members', memberEvents)
  async note(event: EventOf<typeof memberApproved>, { tx }: EventContext): Promise<void> {
    await tx.query(
      'insert into member (id, status) values ($1, $2) on conflict (id) do update set status = excluded.status',
      [event.data.id, event.data.status],
    );
    await this.reactions.tell(tx, [event]);
  }

  /**
   * Calls network at once: the member may be so new that its event has not arrived.
   * @throws {Problem} 422 at `/memberId` when the member does not exist or is not active; 503 when network is away
   */
  async assertApproved(id: string): Promise<void> {
    const status = await this.ask(id);
    if (status === undefined)
      throw notValid([{ pointer: '/memberId', code: 'unknown-member', detail: 'There is no such member.' }]);
    // Events are authoritative; this answer is used only until the first one arrives.
    await this.dataSource.query('insert into member (id, status) values ($1, $2) on conflict do nothing', [id, status]);
    if (status !== 'approved') {
      throw notValid([{ pointer: '/memberId', code: 'member-not-active', detail: `The membership is ${status}.` }]);
    }
  }

  /** Id of the approved member that came first. */
  async oldestApproved(tx: EntityManager): Promise<string | undefined> {
    const [row] = await tx.query<{ id: string }[]>(
      `select id from member where status = 'approved' order by id limit 1`,
    );
    return row?.id;
  }

  private async ask(id: string): Promise<MemberStatus | undefined> {
    try {
      const answer = await request(`${this.upstreams.urlOf('network')}/v1/members/${encodeURIComponent(id)}`, {
        headersTimeout: ANSWER_WITHIN_MS,
        bodyTimeout: ANSWER_WITHIN_MS,
      });
      if (answer.statusCode === 404) {
        await answer.body.dump();
        return undefined;
      }
      const { status } = (await answer.body.json()) as { status?: unknown };
      if (status === 'approved' || status === 'suspended' || status === 'ended') return status;
    } catch {
      // Reported below.
    }
    throw new ServiceAway('The app that keeps the members does not respond.');
  }
}
