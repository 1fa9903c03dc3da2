import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

/** What tests check in a challenge or an event. */
export interface ReceivedBody {
  readonly type: string;
  readonly challenge?: string;
  readonly id?: string;
  readonly subject?: string;
  readonly sequence?: string;
}

/** One call that a receiver received. */
export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly body: ReceivedBody;
}

export interface Reply {
  readonly status: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds before the answer. */
  readonly after?: number;
}

export interface Receiver {
  /** `host:port`, for the allow-list. */
  readonly host: string;
  url(path: string): string;
  readonly challenges: readonly Received[];
  readonly events: readonly Received[];
  /** The most concurrent calls about one subject, by path. */
  readonly openAtOnce: ReadonlyMap<string, number>;
  /** Calls that are open now. */
  openNow(): number;
  /** The most concurrent calls. */
  busiest(): number;
  /** Sets answers of the test's own; where it returns undefined the normal answer is given. */
  answer(how: (call: Received) => Reply | undefined): void;
  close(): Promise<void>;
}

/** A city's system, on loopback: stores what it receives, returns challenges and accepts every event. */
export async function startReceiver(): Promise<Receiver> {
  const challenges: Received[] = [];
  const events: Received[] = [];
  const open = new Map<string, number>();
  const openAtOnce = new Map<string, number>();
  const openNow = () => [...open.values()].reduce((sum, calls) => sum + calls, 0);
  let busiest = 0;
  let answer: (call: Received) => Reply | undefined = () => undefined;

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      const path = request.url ?? '';
      const received: Received = { path, headers: request.headers, text, body: JSON.parse(text) as ReceivedBody };
      const isChallenge = received.body.type === 'subscription.challenge';
      (isChallenge ? challenges : events).push(received);
      const line = `${path} ${received.body.subject ?? ''}`;
      open.set(line, (open.get(line) ?? 0) + 1);
      busiest = Math.max(busiest, openNow());
      openAtOnce.set(path, Math.max(openAtOnce.get(path) ?? 0, open.get(line)!));
      const right: Reply = {
        status: 200,
        body: isChallenge ? JSON.stringify({ challenge: received.body.challenge }) : '',
      };
      const { status, body, headers, after = 0 } = answer(received) ?? right;
      setTimeout(() => {
        open.set(line, open.get(line)! - 1);
        response.writeHead(status, headers).end(body ?? '');
      }, after);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    url: (path) => `http://${host}${path}`,
    challenges,
    events,
    openAtOnce,
    openNow,
    busiest: () => busiest,
    answer: (how) => (answer = how),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The body, once its signature was verified. @throws when the signature is invalid */
export const verified = (secret: string, { text, headers }: Received): unknown =>
  new Webhook(secret).verify(text, headers as Record<string, string>);
