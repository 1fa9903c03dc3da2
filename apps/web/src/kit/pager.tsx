import type { Visit } from '../page/visit.js';

interface Listed {
  readonly visit: Visit;
  /** Cursors of the pages after and before this one. */
  readonly next: string | null;
  readonly previous?: string | null;
  /** How many are on this page, on a whole one, and in all: with them the range is told. */
  readonly shown?: { readonly count: number; readonly limit: number; readonly total: number };
}

/** The number of the first on this page. A cursor is a place, so the address says it; undefined: it does not. */
function firstOn({ query }: Visit): number | undefined {
  if (!query.get('cursor')) return 1;
  const from = Number(query.get('from'));
  return Number.isSafeInteger(from) && from > 0 ? from : undefined;
}

/** Which of how many are on this page. */
export function Range({ visit, next, shown }: Listed) {
  const first = firstOn(visit);
  if (!shown || first === undefined || (first === 1 && next === null)) return null;
  const last = first + shown.count - 1;
  if (last < first || last > shown.total) return null;
  const [from, to, total] = [first, last, shown.total].map(visit.words.number);
  return <p class="small quiet">{visit.t('kit.pager.range', { first: from!, last: to!, total: total! })}</p>;
}

/** Back and on: lists have cursors, not numbers of pages. Everything else of the address stays. */
export function Pager(list: Listed) {
  const { visit, next, previous, shown } = list;
  const { t } = visit;
  const first = firstOn(visit);
  const at = (cursor?: string, from?: number): string => {
    const query = new URLSearchParams(visit.query);
    for (const name of ['cursor', 'from']) query.delete(name);
    if (cursor !== undefined) query.set('cursor', cursor);
    if (from !== undefined) query.set('from', String(Math.max(from, 1)));
    return visit.to(`${visit.path}${query.size > 0 ? `?${query.toString()}` : ''}`);
  };
  const from = (change: number) => (shown && first !== undefined ? first + change : undefined);
  if (!visit.query.get('cursor') && next === null) return null;
  return (
    <nav class="actions no-print" aria-label={t('kit.pager.label')}>
      {previous ? (
        <a class="button plain" rel="prev" href={at(previous, from(-(shown?.limit ?? 0)))}>
          {t('kit.pager.previous')}
        </a>
      ) : (
        visit.query.get('cursor') && (
          <a class="button plain" href={at()}>
            {t('kit.pager.first')}
          </a>
        )
      )}
      {next !== null && (
        <a class="button" rel="next" href={at(next, from(shown?.count ?? 0))}>
          {t('kit.pager.next')}
        </a>
      )}
      <Range {...list} />
    </nav>
  );
}
