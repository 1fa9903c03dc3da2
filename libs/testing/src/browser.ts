import { parseSetCookie, stringifyCookie } from 'cookie';

/** The answer to a page or a redirect. */
export interface Visited {
  readonly status: number;
  readonly url: string;
  readonly headers: Headers;
  readonly text: string;
  // Tests read answers as a JavaScript client does.
  readonly body: any;
}

interface StoredCookie {
  readonly name: string;
  value: string;
  readonly path: string;
}

const MAX_REDIRECTS = 20;

/** A browser without scripts and for one host: it keeps cookies by path and follows redirects when told to. */
export class Browser {
  private stored: StoredCookie[] = [];

  /** One request; a redirect is returned, not followed. */
  async send(
    method: string,
    url: string,
    { headers = {}, body }: { headers?: Record<string, string>; body?: string | URLSearchParams } = {},
  ): Promise<Visited> {
    const sent = this.cookiesFor(new URL(url).pathname);
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      headers: { ...headers, ...(Object.keys(sent).length > 0 ? { cookie: stringifyCookie(sent) } : {}) },
      ...(body === undefined ? {} : { body }),
    });
    for (const line of response.headers.getSetCookie()) this.store(line);
    const text = await response.text();
    const isJson = (response.headers.get('content-type') ?? '').includes('json');
    return {
      status: response.status,
      url,
      headers: response.headers,
      text,
      body: isJson ? JSON.parse(text) : undefined,
    };
  }

  /** A request and all the redirects after it. */
  async follow(method: string, url: string, body?: URLSearchParams): Promise<Visited> {
    let visited = await this.send(method, url, body ? { body } : {});
    for (let hops = 0; visited.headers.has('location') && hops < MAX_REDIRECTS; hops += 1) {
      visited = await this.send('GET', new URL(visited.headers.get('location')!, visited.url).href);
    }
    return visited;
  }

  cookie(name: string): string | undefined {
    return this.stored.find((cookie) => cookie.name === name)?.value;
  }

  /** Sets a cookie as an attacker could. */
  plant(name: string, value: string): void {
    this.stored = this.stored.filter((cookie) => cookie.name !== name);
    this.stored.push({ name, value, path: '/' });
  }

  private cookiesFor(path: string): Record<string, string> {
    const fitting = this.stored.filter((cookie) => path.startsWith(cookie.path));
    return Object.fromEntries(fitting.map(({ name, value }) => [name, value]));
  }

  private store(line: string): void {
    const { name, value = '', path = '/', maxAge, expires } = parseSetCookie(line);
    this.stored = this.stored.filter((cookie) => cookie.name !== name || cookie.path !== path);
    const isGone = maxAge === 0 || (expires !== undefined && expires.getTime() <= Date.now());
    if (!isGone) this.stored.push({ name, value, path });
  }
}
