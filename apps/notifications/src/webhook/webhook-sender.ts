import { randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { Webhook } from 'standardwebhooks';
import { type Agent, errors, request } from 'undici';
import {
  type AllowList,
  createGuardedAgent,
  findRefusal,
  type Lookup,
  RefusedTargetError,
  UnresolvedNameError,
} from '#outbound';
import { readRetryAfter } from './retry-after.js';

/** Why a delivery failed. `refused-*` are our own decisions, before any byte was sent. */
export type DeliveryError =
  | 'webhook.refused-url'
  | 'webhook.refused-scheme'
  | 'webhook.refused-address'
  | 'webhook.dns'
  | 'webhook.connection'
  | 'webhook.tls'
  | 'webhook.timeout'
  | 'webhook.bad-response'
  | 'webhook.redirect'
  | 'webhook.http-status';

/** The result of one attempt. */
export interface DeliveryOutcome {
  /** The receiver answered 2xx, in full, within the time. */
  ok: boolean;
  /** The HTTP status, when one arrived. */
  status?: number;
  error?: DeliveryError;
  /** One sentence for the subscription's owner; contains nothing that the receiver sent and no address. */
  detail?: string;
  /** With 429 or 503: how long the receiver asks to be left alone, in milliseconds. */
  retryAfterMs?: number;
  /** The receiver answered 410: it asks not to be called any more. */
  gone?: boolean;
  /**
   * The beginning of the answer as text. It comes from a stranger: only the owner may see it, and no log.
   */
  responseBody?: string;
  durationMs: number;
}

export interface WebhookDelivery {
  url: string;
  /** `webhook-id`: the same in every attempt, so that the receiver can drop duplicates. */
  id: string;
  /** Each signs: `whsec_` and base64, as {@link newWebhookSecret} makes them. */
  secrets: readonly string[];
  /** The time of this attempt, which is signed; receivers refuse a message that is older than five minutes. */
  timestamp: Date;
  /** JSON. */
  body: string;
}

/**
 * Part of the time for an attempt. Less than all of it: connecting must give up before the attempt ends, or it would
 * connect for nothing.
 */
const CONNECT_SHARE = 0.9;

/** How receivers' names are resolved, if not by the system's resolver. */
export const RECEIVER_LOOKUP = Symbol('lookup of receivers');

export interface WebhookSenderOptions {
  /** Private targets that may be reached all the same. */
  allow: AllowList;
  /** For the whole attempt, from resolving the name to the last byte of the answer, in milliseconds. */
  timeoutMs: number;
  /** How much of an answer is read; 64 kB by default. */
  maxResponseBytes?: number;
  /** Resolves names; by default the system's resolver. */
  lookup?: Lookup;
  /** Trusted certificate authorities (PEM) instead of Node's own. */
  ca?: string;
}

/** A new secret for signing, 32 random bytes in the form of Standard Webhooks: `whsec_` and base64. */
export function newWebhookSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}

/**
 * Makes one attempt to deliver a signed webhook (Standard Webhooks, `v1`). Does not retry: the caller, which stores the
 * attempts, decides that. Follows no redirect, since nobody has confirmed its target.
 */
export class WebhookSender {
  private readonly allow: AllowList;
  readonly timeoutMs: number;
  private readonly maxResponseBytes: number;
  private readonly agent: Agent;

  constructor({ allow, timeoutMs, maxResponseBytes = 65_536, lookup, ca }: WebhookSenderOptions) {
    this.allow = allow;
    this.timeoutMs = timeoutMs;
    this.maxResponseBytes = maxResponseBytes;
    this.agent = createGuardedAgent({ allow, connectTimeoutMs: CONNECT_SHARE * timeoutMs, lookup, ca });
  }

  /**
   * Whatever the receiver does is an outcome.
   *
   * @throws (rejects) when the delivery itself is invalid: a secret that is not base64, an id that is not a valid
   *   header value
   */
  async send(delivery: WebhookDelivery): Promise<DeliveryOutcome> {
    const startedAt = performance.now();
    const outcome = await this.attempt(delivery);
    return { ...outcome, durationMs: Math.round(performance.now() - startedAt) };
  }

  /** Waits for the attempts in progress, which end within their time; further ones are refused. */
  close(): Promise<void> {
    return this.agent.close();
  }

  private async attempt(delivery: WebhookDelivery): Promise<Omit<DeliveryOutcome, 'durationMs'>> {
    const refusal = findRefusal(delivery.url, this.allow);
    if (refusal !== undefined) {
      return describeFailure(refusal);
    }
    const headers = signedHeaders(delivery);
    // One timeout for everything: timeouts between single bytes would let a receiver drip its answer for ever.
    const deadline = new AbortController();
    const timer = setTimeout(() => {
      deadline.abort();
    }, this.timeoutMs);
    let status: number | undefined;
    const exchange = async (): Promise<Omit<DeliveryOutcome, 'durationMs'>> => {
      const response = await request(delivery.url, {
        dispatcher: this.agent,
        method: 'POST',
        headers,
        body: delivery.body,
        signal: deadline.signal,
        headersTimeout: 0,
        bodyTimeout: 0,
      });
      status = response.statusCode;
      return {
        responseBody: await readAtMost(response.body, this.maxResponseBytes),
        ...judge(status),
        ...(status === 429 || status === 503 ? pauseIn(response.headers) : {}),
      };
    };
    try {
      return await Promise.race([exchange(), expiry(deadline.signal)]);
    } catch (error) {
      if (deadline.signal.aborted) {
        const detail = `The receiver did not send a complete response within ${this.timeoutMs} ms.`;
        return { ok: false, status, error: 'webhook.timeout', detail };
      }
      return { status, ...describeFailure(error) };
    } finally {
      clearTimeout(timer);
    }
  }
}

/** undici reacts to an abort only once it has a connection; resolving and connecting would continue past the deadline. */
function expiry(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener(
      'abort',
      () => {
        reject(new Error('The deadline has passed'));
      },
      { once: true },
    );
  });
}

function signedHeaders({ id, secrets, timestamp, body }: WebhookDelivery): Record<string, string> {
  return {
    // For all messages, so that a receiver that has answered the challenge can read the events: many servers parse only
    // this type.
    'content-type': 'application/json',
    'user-agent': 'lra-network-webhook/1',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(timestamp.getTime() / 1000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, timestamp, body)).join(' '),
  };
}

/**
 * Leaving the loop destroys the stream and its connection, so that no more than the limit (and one chunk) is ever
 * received.
 */
async function readAtMost(body: Readable, limit: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= limit) {
      break;
    }
  }
  return Buffer.concat(chunks).subarray(0, limit).toString('utf8');
}

function judge(status: number): Omit<DeliveryOutcome, 'durationMs'> {
  if (status >= 200 && status < 300) {
    return { ok: true, status };
  }
  if (status >= 300 && status < 400) {
    const detail = `The receiver returned status ${status}; redirects are not followed.`;
    return { ok: false, status, error: 'webhook.redirect', detail };
  }
  const detail = `The receiver returned status ${status} instead of 2xx.`;
  return { ok: false, status, error: 'webhook.http-status', detail, ...(status === 410 ? { gone: true } : {}) };
}

function pauseIn(headers: IncomingHttpHeaders): Pick<DeliveryOutcome, 'retryAfterMs'> {
  const text = (name: 'retry-after' | 'date') => (typeof headers[name] === 'string' ? headers[name] : undefined);
  const retryAfterMs = readRetryAfter(text('retry-after'), text('date'), new Date());
  return retryAfterMs === undefined ? {} : { retryAfterMs };
}

type Failure = { ok: false; error: DeliveryError; detail: string };

const TIMEOUT_CODES = /^(ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT)$/;
const RESPONSE_CODES = /^(HPE_|UND_ERR_(HEADERS_OVERFLOW|RES_CONTENT_LENGTH_MISMATCH)$)/;
/** OpenSSL's verification results have no common prefix (X509_V_ERR_*, as Node spells them). */
const TLS_CODES =
  /^(ERR_TLS_|ERR_SSL_|ERR_OSSL_|EPROTO$|CERT_|CRL_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|ERROR_IN_|INVALID_(CA|PURPOSE)$|PATH_LENGTH_|HOSTNAME_MISMATCH$)/;
/**
 * Our fault, not the receiver's: arguments that undici or Node refuse, and a closed sender. None is an error code of
 * our own code.
 */
const BUG_CODES = /^(|UND_ERR_INVALID_.*|UND_ERR_CLOSED|UND_ERR_DESTROYED|ERR_INVALID_.*)$/;

/**
 * @throws errors that are not the fault of the receiver or the network: a bug must not look like a failed delivery and
 *   be retried for days
 */
function describeFailure(error: unknown): Failure {
  if (error instanceof RefusedTargetError) {
    return { ok: false, error: `webhook.refused-${error.kind}`, detail: error.message };
  }
  if (error instanceof UnresolvedNameError) {
    return { ok: false, error: 'webhook.dns', detail: error.message };
  }
  const code = error instanceof errors.HTTPParserError ? 'HPE_INVALID' : codeOf(error);
  if (BUG_CODES.test(code)) {
    throw error;
  }
  if (TLS_CODES.test(code)) {
    return { ok: false, error: 'webhook.tls', detail: `No trusted TLS connection to the receiver (${code}).` };
  }
  if (TIMEOUT_CODES.test(code)) {
    return { ok: false, error: 'webhook.timeout', detail: 'The connection to the receiver timed out.' };
  }
  if (RESPONSE_CODES.test(code)) {
    return { ok: false, error: 'webhook.bad-response', detail: `The receiver did not send valid HTTP (${code}).` };
  }
  return { ok: false, error: 'webhook.connection', detail: `The connection to the receiver failed (${code}).` };
}

function codeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
}
