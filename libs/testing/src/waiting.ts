/** What waits of one kind, as the API tells it. */
interface Told {
  readonly kind: string;
  readonly count: number;
  readonly due: string | null;
  readonly since: string;
  readonly list: string;
}

interface Answered {
  readonly status: number;
  readonly body: any;
}

/**
 * What an address tells a caller of what waits for them, by kind. Asserts that each list, asked by the same caller,
 * holds as many things.
 */
export async function waitingAt(
  path: '/v1/waiting' | '/v1/me',
  get: (path: string) => Promise<Answered>,
): Promise<Record<string, Omit<Told, 'kind' | 'list'>>> {
  const { status, body } = await get(path);
  if (status !== 200) throw new Error(`${path} answered ${status}`);
  const told = (path === '/v1/me' ? body.waiting : body.items) as Told[];
  const entries = told.map(async ({ kind, list, count, due, since }) => {
    const waiting = { count, due, since };
    const listed = await get(`${list}${list.includes('?') ? '&' : '?'}total=true&limit=1`);
    if (listed.status !== 200 || listed.body.total !== waiting.count || listed.body.items.length !== 1) {
      const found = `${listed.status} with ${listed.body.total}`;
      throw new Error(`${waiting.count} of ${kind} wait, and ${list} answered ${found}`);
    }
    return [kind, waiting] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}
