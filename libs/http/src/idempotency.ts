import { createHash } from 'node:crypto';
import {
  Injectable, SetMetadata, type BeforeApplicationShutdown, type CallHandler, type ExecutionContext, type NestInterceptor, type OnApplicationBootstrap,
} from '@nestjs/common'; // prettier-ignore
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { defer, lastValueFrom, type Observable } from 'rxjs';
import { DataSource, type EntityManager, type QueryRunner } from 'typeorm';
import { BackgroundWork } from '#background';
import { ForwardMigration, prepared, UnitOfWork } from '#database';
import { anonymous, type Principal } from '#identity';
import { notValid, Problem } from '#problems';
import { Answer } from './answer.js';
import { RawBody } from './body.js';
import { addressKey } from './caller-address.js';

const NOT_IDEMPOTENT = Symbol('not idempotent');

/** For routes whose answer must not be stored (secrets, ballots): they ignore the header. */
export const IgnoreIdempotencyKey = () => SetMetadata(NOT_IDEMPOTENT, true);

/** Whether a POST of this route accepts the key. */
export const takesIdempotencyKey = (
  reflector: Reflector,
  context: Pick<ExecutionContext, 'getHandler' | 'getClass'>,
): boolean =>
  !reflector.getAllAndOverride<boolean | undefined>(NOT_IDEMPOTENT, [context.getHandler(), context.getClass()]);

interface StoredAnswer {
  body_hash: string;
  status: number;
  headers: Record<string, string>;
  body: unknown;
}

/**
 * Stores the answer of a POST with an `Idempotency-Key` in the transaction of its effect, for 24 hours. The same key
 * with the same body returns the same answer, with another body 422. Of two at once, the second waits for the first.
 *
 * Callers without a credential behind one address cannot be told apart, and many choose the same keys. So their answers
 * are stored by address and body: nobody receives the answer to another caller's body, and nobody is refused because
 * another came first.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly work: UnitOfWork,
    private readonly reflector: Reflector,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest & { principal?: Principal }>();
    const key = request.headers['idempotency-key'];
    const isTaken = request.method === 'POST' && takesIdempotencyKey(this.reflector, context);
    if (key === undefined || !isTaken) return next.handle();
    // A transaction does not wait for a body that is read while it arrives; its route makes retries safe in another
    // way.
    if (request.body !== undefined && !(request.body instanceof RawBody)) return next.handle();
    if (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key)) {
      throw notValid([
        { pointer: '/Idempotency-Key', code: 'idempotency-key', detail: 'Use 1 to 200 printable ASCII characters.' },
      ]);
    }
    const bytes = request.body instanceof RawBody ? request.body.bytes : Buffer.alloc(0);
    const bodyHash = createHash('sha256').update(bytes).digest('hex');
    const { kind, id } = request.principal ?? anonymous;
    const slot = [kind === 'anonymous' ? anonymousKey(request, bodyHash) : id, request.url, key] as const;
    return defer(() => this.work.run((tx) => this.once(tx, slot, bodyHash, next, context)));
  }

  private async once(
    tx: EntityManager,
    slot: readonly [string, string, string],
    bodyHash: string,
    next: CallHandler,
    context: ExecutionContext,
  ): Promise<unknown> {
    const taken = await tx.query<unknown[]>(
      prepared(`insert into idempotency_key as k (principal, route, key, body_hash) values ($1, $2, $3, $4)
       on conflict (principal, route, key) do update set body_hash = excluded.body_hash, created_at = now()
         where k.created_at < now() - interval '24 hours'
       returning 1`),
      [...slot, bodyHash],
    );
    if (taken.length === 0) return this.replay(tx, slot, bodyHash);
    const result: unknown = await lastValueFrom(next.handle(), { defaultValue: undefined });
    const answer = result instanceof Answer ? result : new Answer(result);
    const status = answer.status ?? context.switchToHttp().getResponse<{ statusCode: number }>().statusCode;
    await tx.query(
      prepared(
        'update idempotency_key set status = $4, headers = $5, body = $6 where principal = $1 and route = $2 and key = $3',
      ),
      [...slot, status, JSON.stringify(answer.headers), JSON.stringify(answer.body ?? null)],
    );
    return result;
  }

  private async replay(tx: EntityManager, slot: readonly [string, string, string], bodyHash: string): Promise<Answer> {
    const [stored] = await tx.query<StoredAnswer[]>(
      'select body_hash, status, headers, body from idempotency_key where principal = $1 and route = $2 and key = $3',
      [...slot],
    );
    if (stored?.body_hash !== bodyHash) {
      throw new Problem(
        'idempotency-key.reused',
        422,
        'This Idempotency-Key was used with another body. Use a new key.',
      );
    }
    return new Answer(stored.body ?? undefined, stored.headers, stored.status);
  }
}

const anonymousKey = ({ ip }: FastifyRequest, bodyHash: string): string =>
  `anonymous ${createHash('sha256')
    .update(`${addressKey(ip)} ${bodyHash}`)
    .digest('hex')}`;

/** Rows removed at once: a few milliseconds. */
const BATCH = 500;
/** Pause after everything expired is gone, in milliseconds. */
const PAUSE_MS = 60_000;

/** Removes expired answers, so that no request pays for it. */
@Injectable()
export class IdempotencyCleaning implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly work = new BackgroundWork({
    name: 'Idempotency keys',
    pollMs: PAUSE_MS,
    turn: async () => ((await this.clean()) === BATCH ? 0 : undefined),
  });

  constructor(private readonly dataSource: DataSource) {}

  onApplicationBootstrap(): void {
    this.work.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.work.stop();
  }

  /** @returns how many were removed, at most 500 */
  async clean(): Promise<number> {
    const [, removed] = await this.dataSource.query<[unknown[], number]>(
      `delete from idempotency_key where (principal, route, key) in (
         select principal, route, key from idempotency_key where created_at < now() - interval '24 hours'
          order by created_at limit ${BATCH} for update skip locked)`,
    );
    return removed;
  }
}

/** Table of the stored answers; every app runs this migration in its own schema. */
export class IdempotencyTable1764000000001 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table idempotency_key (
        principal  text not null,
        route      text not null,
        key        text not null,
        body_hash  text not null,
        status     integer,
        headers    jsonb,
        body       jsonb,
        created_at timestamptz not null default now(),
        primary key (principal, route, key)
      );
      create index idempotency_key_created on idempotency_key (created_at);
    `);
  }
}
