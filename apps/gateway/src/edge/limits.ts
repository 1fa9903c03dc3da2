import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Settings } from '#config';
import { addressKey } from '#http';
import { Problem } from '#problems';
import { callerKeyOf, pathOf, type EdgeRequest } from '../credential/edge-request.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Accepted letters per address and hour; rises with the general limit beyond its default. */
const lettersAnHour = ({ rateLimit }: Settings): number => Math.max(10, Math.ceil(rateLimit / 60));

/** The most principals and addresses that are counted at once. */
const COUNTED = 50_000;

const addressOf = (request: EdgeRequest): string => addressKey(request.visitorAddress ?? request.ip);

type Limiter = ReturnType<FastifyInstance['createRateLimit']>;

const tooMany = (seconds: number): Problem =>
  new Problem('request.too-many', 429, `Too many requests. Try again in ${seconds} s.`, {
    headers: { 'retry-after': String(Math.max(1, seconds)) },
  });

/** Counts requests of this instance. `@fastify/rate-limit` must be registered. */
export class Limits {
  private readonly all: Limiter;
  private readonly letters: Limiter;
  /** Letters in progress, by address: each may yet count. */
  private readonly pending = new Map<string, number>();
  private readonly pendingRequests = new WeakSet<EdgeRequest>();
  private readonly lettersAnHour: number;

  constructor(fastify: FastifyInstance, settings: Settings) {
    this.lettersAnHour = lettersAnHour(settings);
    this.all = fastify.createRateLimit({
      max: settings.rateLimit,
      timeWindow: MINUTE_MS,
      keyGenerator: callerKeyOf,
    });
    this.letters = fastify.createRateLimit({
      max: this.lettersAnHour,
      timeWindow: HOUR_MS,
      keyGenerator: addressOf,
    });
  }

  static readonly pluginOptions = { global: false, cache: COUNTED };

  /**
   * The refusal of a request that exceeds the limit, once its caller is known.
   *
   * @param isOfPages what the pages ask is not counted again: the request for the page was
   */
  async refusalOf(request: EdgeRequest, isOfPages = false): Promise<Problem | undefined> {
    if (!isOfPages) {
      const limit = await this.all(request);
      if (!limit.isAllowed && limit.isExceeded) return tooMany(limit.ttlInSeconds);
    }
    return isAnonymousLetter(request) ? this.refusalOfLetter(request) : undefined;
  }

  /** Counts what only the outcome reveals: accepted letters. */
  async onAnswered(request: EdgeRequest, reply: FastifyReply): Promise<void> {
    if (!this.pendingRequests.delete(request)) return;
    const address = addressOf(request);
    const pending = this.pending.get(address) ?? 0;
    if (pending <= 1) this.pending.delete(address);
    else this.pending.set(address, pending - 1);
    if (accepted.includes(reply.statusCode)) await this.letters(request);
  }

  private async refusalOfLetter(request: EdgeRequest): Promise<Problem | undefined> {
    const address = addressOf(request);
    const pending = this.pending.get(address) ?? 0;
    this.pending.set(address, pending + 1);
    this.pendingRequests.add(request);
    const limit = await this.letters(request, { increment: false });
    return limit.isAllowed || limit.remaining > pending ? undefined : tooMany(Math.max(limit.ttlInSeconds, 1));
  }
}

export const isToken = (request: FastifyRequest): boolean =>
  request.method === 'POST' && pathOf(request) === '/v1/oauth/token';

/** What people have to read, of somebody whom nobody knows. */
const letters = /^\/v1\/(?:membership-applications|feedback|practices\/[^/]+\/questions)$/;

/** How a letter is answered that somebody will read. */
const accepted = [201, 202];

const isAnonymousLetter = (request: EdgeRequest): boolean =>
  request.method === 'POST' && letters.test(pathOf(request)) && request.caller === undefined;
