import { createServer, type Server } from 'node:http';
import { Webhook } from 'standardwebhooks';

interface Received {
  readonly type: string;
  readonly subject: string;
  readonly data: { readonly title?: Record<string, string>; readonly name?: string };
}

/** Receivers of webhooks: one that answers the challenge, checks signatures and reports what arrives, and one that was closed. */
export class Receiver {
  /** Set once the subscription has been made; deliveries before that can only be challenges. */
  secret: string | undefined;
  readonly received: Received[] = [];

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  /** Of a system that answered the challenge and has been closed since: HTTP 410. */
  get closedUrl(): string {
    return `${this.url}closed`;
  }

  static async listen(port: number, tell: (line: string) => void): Promise<Receiver> {
    const server = createServer();
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
    const receiver = new Receiver(server, `http://127.0.0.1:${port}/`);
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const [text, headers] = [Buffer.concat(chunks).toString(), request.headers as Record<string, string>];
        const answer = receiver.take(text, headers, request.url === '/closed', tell);
        response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
      });
    });
    return receiver;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private take(
    text: string,
    headers: Record<string, string>,
    isClosed: boolean,
    tell: (line: string) => void,
  ): { status: number; body: string } {
    const body = JSON.parse(text) as Received & { challenge?: string };
    if (body.type === 'subscription.challenge')
      return { status: 200, body: JSON.stringify({ challenge: body.challenge }) };
    if (isClosed) return { status: 410, body: '{}' };
    try {
      new Webhook(this.secret ?? '').verify(text, headers);
    } catch {
      return { status: 401, body: '{}' };
    }
    this.received.push(body);
    const title = body.data.name ?? Object.values(body.data.title ?? {})[0] ?? body.subject;
    tell(`    ✓ signed webhook  ${body.type.replace('eu.lra-network.', '')}  ${title.slice(0, 60)}`);
    return { status: 204, body: '' };
  }
}
