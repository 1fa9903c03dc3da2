import type { Visit } from '../page/visit.js';

/** To the beginning and on: lists have cursors, not numbers of pages. Everything else of the address stays. */
export function Pager({ visit, next }: { visit: Visit; next: string | null }) {
  const { t } = visit;
  const at = (cursor: string | undefined): string => {
    const query = new URLSearchParams(visit.query);
    query.delete('cursor');
    if (cursor !== undefined) query.set('cursor', cursor);
    return visit.to(`${visit.path}${query.size > 0 ? `?${query.toString()}` : ''}`);
  };
  if (!visit.query.has('cursor') && next === null) return null;
  return (
    <nav class="actions no-print" aria-label={t('kit.pager.label')}>
      {visit.query.has('cursor') && (
        <a class="button plain" href={at(undefined)}>
          {t('kit.pager.first')}
        </a>
      )}
      {next !== null && (
        <a class="button" rel="next" href={at(next)}>
          {t('kit.pager.next')}
        </a>
      )}
    </nav>
  );
}
