/** The public API as the demo calls it: JSON in, JSON out, and a plain sentence when a request is refused. */
export class Api {
  private token: string | undefined;

  constructor(readonly url: string) {}

  /** Gets a token for an API client. */
  async signIn(clientId: string, clientSecret: string): Promise<this> {
    const response = await fetch(`${this.url}/v1/oauth/token`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`).toString('base64')}`,
      },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    this.token = ((await read(response)).body as { access_token: string }).access_token;
    return this;
  }

  async get<T>(path: string): Promise<T> {
    return (await this.send('GET', path)).body as T;
  }

  async post<T>(
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<{ body: T; etag: string }> {
    const { body: answer, etag } = await this.send('POST', path, body, headers);
    return { body: answer as T, etag };
  }

  async delete(path: string): Promise<void> {
    await this.send('DELETE', path);
  }

  async upload<T>(path: string, fileName: string, content: Buffer, type: string): Promise<T> {
    const form = new FormData();
    form.set('file', new Blob([new Uint8Array(content)], { type }), fileName);
    const response = await fetch(this.url + path, { method: 'POST', headers: this.headers(), body: form });
    return (await read(response)).body as T;
  }

  private async send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const response = await fetch(this.url + path, {
      method,
      headers: { ...this.headers(), ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return read(response);
  }

  private headers(): Record<string, string> {
    return this.token === undefined ? {} : { authorization: `Bearer ${this.token}` };
  }
}

async function read(response: Response): Promise<{ body: unknown; etag: string }> {
  const text = await response.text();
  const body: unknown = text === '' ? undefined : JSON.parse(text);
  if (response.ok) return { body, etag: response.headers.get('etag') ?? '' };
  const { detail, code } = body as { detail?: string; code?: string };
  throw new Error(`${new URL(response.url).pathname} answered ${response.status} ${code ?? ''}: ${detail ?? text}`);
}
