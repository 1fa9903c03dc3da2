import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Connections without a request that are kept open at once, over all clients. */
const MOST_IDLE = 1_000;

/** A connection with requests in progress, and how many bytes it had transferred at the last check. */
interface Busy {
  readonly requests: Set<IncomingMessage>;
  moved: number;
  judgedAt: number;
}

/** What a client must transfer within an interval for the server to keep waiting for it. */
export interface Pace {
  readonly bytes: number;
  readonly ms: number;
}

const movedOver = (socket: Socket): number => socket.bytesRead + socket.bytesWritten - socket.writableLength;

/**
 * The connections of a server, and whether each has a request in progress. Node's own list counts a connection that has
 * never sent anything as busy, and would wait for it; it also keeps any number of idle ones.
 */
export class Connections {
  /** Connections without a request, including those that never had one; the longest idle first. */
  private readonly idle = new Set<Socket>();
  private readonly busy = new Map<Socket, Busy>();

  /** When there are more idle connections than are kept, closes the one that has been idle longest. */
  watch(server: Server, mostIdle = MOST_IDLE): void {
    server.on('connection', (socket: Socket) => {
      const [longest] = this.idle;
      if (longest && this.idle.size >= mostIdle) longest.destroy();
      this.idle.add(socket);
      socket.once('close', () => {
        this.idle.delete(socket);
        this.busy.delete(socket);
      });
    });
    server.on('request', (request: IncomingMessage, response: ServerResponse) => this.begin(request, response));
  }

  closeIdle(): void {
    for (const socket of this.idle) socket.destroy();
  }

  closeAll(): void {
    for (const socket of [...this.idle, ...this.busy.keys()]) socket.destroy();
  }

  /** Cuts clients that receive their answers more slowly than this. */
  closeSlowReaders(pace: Pace): void {
    this.closeSlow(pace, (socket) => socket.writableLength > 0);
  }

  /** Cuts clients that receive their answers, or send their requests, more slowly than this. */
  closeSlowClients(pace: Pace): void {
    this.closeSlow(pace, (socket, requests) => socket.writableLength > 0 || requests.some(({ complete }) => !complete));
  }

  private closeSlow(
    { bytes, ms }: Pace,
    waitsForClient: (socket: Socket, requests: readonly IncomingMessage[]) => boolean,
  ): void {
    const now = Date.now();
    for (const [socket, busy] of this.busy) {
      if (now - busy.judgedAt < ms) continue;
      const moved = movedOver(socket);
      if (waitsForClient(socket, [...busy.requests]) && moved - busy.moved < bytes) socket.destroy();
      Object.assign(busy, { moved, judgedAt: now });
    }
  }

  private begin(request: IncomingMessage, response: ServerResponse): void {
    const { socket } = request;
    const busy = this.busy.get(socket) ?? { requests: new Set(), moved: movedOver(socket), judgedAt: Date.now() };
    this.busy.set(socket, busy);
    this.idle.delete(socket);
    busy.requests.add(request);
    response.once('close', () => {
      busy.requests.delete(request);
      if (busy.requests.size > 0) return;
      this.busy.delete(socket);
      if (!socket.destroyed) this.idle.add(socket);
    });
  }
}
