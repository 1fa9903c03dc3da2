/** The system answered 404. */
export class NotFound extends Error {
  override readonly name = 'NotFound';
}

/** An operator's view of the gateway: plain HTTP, with a sign-in at the first call. */
export class GatewayClient {
  private readonly url: string;
  private token: string | undefined;

  constructor(private readonly env: Readonly<Record<string, string | undefined>>) {
    this.url = env['LRA_URL'] ?? `http://127.0.0.1:${env['PORT'] ?? '8080'}`;
  }

  get<T>(path: string, query: Readonly<Record<string, string | undefined>>): Promise<T> {
    const given = Object.entries(query).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value] as [string, string]],
    );
    return this.call(`${path}?${new URLSearchParams(given).toString()}`, { method: 'GET' });
  }

  post<T>(path: string, body?: object): Promise<T> {
    return this.call(path, {
      method: 'POST',
      ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
    });
  }

  delete<T>(path: string, body: object): Promise<T> {
    return this.call(path, {
      method: 'DELETE',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    });
  }

  /** Sends bytes as they are. */
  send<T>(path: string, bytes: Uint8Array<ArrayBuffer>, contentType: string): Promise<T> {
    return this.call(path, { method: 'POST', body: bytes, headers: { 'content-type': contentType } });
  }

  private async call<T>(path: string, init: RequestInit): Promise<T> {
    this.token ??= await this.signIn();
    const headers = { ...(init.headers as Record<string, string> | undefined), authorization: `Bearer ${this.token}` };
    return this.answer<T>(path, { ...init, headers });
  }

  private async signIn(): Promise<string> {
    const [clientId, clientSecret] = [this.env['LRA_ADMIN_CLIENT_ID'], this.env['LRA_ADMIN_CLIENT_SECRET']];
    if (!clientId || !clientSecret) {
      throw new Error('Set LRA_ADMIN_CLIENT_ID and LRA_ADMIN_CLIENT_SECRET to the values the system was started with.');
    }
    const credentials = `${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`;
    const { access_token } = await this.answer<{ access_token: string }>('/v1/oauth/token', {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    return access_token;
  }

  private async answer<T>(path: string, init: RequestInit): Promise<T> {
    let response: Response;
    try {
      response = await fetch(this.url + path, init);
    } catch (error) {
      throw new Error(`Nothing answers at ${this.url}: is the system running, and LRA_URL right?`, { cause: error });
    }
    const text = await response.text();
    const isJson = (response.headers.get('content-type') ?? '').includes('json');
    const body: unknown = isJson ? JSON.parse(text) : {};
    if (response.ok && isJson) return body as T;
    const { detail, error_description } = body as { detail?: string; error_description?: string };
    throw new (response.status === 404 ? NotFound : Error)(
      `${this.url} answered ${response.status}: ${detail ?? error_description ?? 'nothing that can be read'}`,
    );
  }
}
