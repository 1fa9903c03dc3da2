interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: { readonly items: readonly unknown[]; readonly next: string | null; readonly previous: string | null };
}

/**
 * Reads a list by the links of its answers, from the first page to the last and back again.
 * @returns the pages in the order of the list, as seen on the way there and on the way back
 */
export async function pagesOf(get: (path: string) => Promise<Answered>, path: string) {
  const there: (readonly unknown[])[] = [];
  const back: (readonly unknown[])[] = [];
  let page = await read(get, path);
  there.push(page.items);
  for (; page.links.next; there.push(page.items)) page = await read(get, page.links.next);
  back.push(page.items);
  for (; page.links.prev; back.unshift(page.items)) page = await read(get, page.links.prev);
  return { there, back };
}

async function read(get: (path: string) => Promise<Answered>, path: string) {
  const { status, headers, body } = await get(path);
  if (status !== 200) throw new Error(`${path} answered ${status}: ${JSON.stringify(body)}`);
  const text = typeof headers['link'] === 'string' ? headers['link'] : '';
  const links = Object.fromEntries([...text.matchAll(/<([^>]+)>; rel="(\w+)"/g)].map(([, to, rel]) => [rel, to]));
  const cursorIn = (link: string | undefined) => (link ? new URL(link, 'http://any').searchParams.get('cursor') : null);
  if (cursorIn(links['next']) !== body.next || cursorIn(links['prev']) !== body.previous)
    throw new Error(`${path}: \`Link\` and body lead to different pages`);
  return { items: body.items, links };
}
