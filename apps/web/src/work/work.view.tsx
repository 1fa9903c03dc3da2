import type { Shape } from '#client';
import { Page } from '../page/page.js';
import type { Visit } from '../page/visit.js';

export type Told = Pick<Shape<'MeView'>, 'waiting' | 'unavailable'>;
type Waiting = Shape<'DueView'>;

export const workPage = (visit: Visit, told: Told): Page =>
  new Page(
    visit.t('work.title'),
    <div class="stack">
      <h1>{visit.t('work.title')}</h1>
      <Due told={told} visit={visit} />
      <p>
        <a href={visit.to('/work/practices')}>{visit.t('work.practices.title')}</a>
      </p>
    </div>,
    { isUnlisted: true },
  );

/** The page of a list in the API, if there is one. */
const pageOf = (list: string): string | undefined =>
  list.startsWith('/v1/practices?') ? list.replace('/v1/practices', '/work/practices') : undefined;

/** What waits for the visitor, what is due first first: each leads to where it can be done. */
export function Due({ told, visit }: { told: Told; visit: Visit }) {
  const { waiting, unavailable } = told;
  const { t } = visit;
  return (
    <>
      {unavailable.length > 0 && (
        <div class="notice">
          <p>{t('work.unavailable')}</p>
        </div>
      )}
      {waiting.length === 0 && unavailable.length === 0 && (
        <div class="notice">
          <p>{t('work.none')}</p>
        </div>
      )}
      {waiting.length > 0 && (
        <ul class="stack">
          {waiting.map((one) => (
            <DueItem one={one} visit={visit} />
          ))}
        </ul>
      )}
    </>
  );
}

function DueItem({ one: { kind, count, due, since, list, overdue }, visit }: { one: Waiting; visit: Visit }) {
  const { t, words } = visit;
  const [page, said] = [pageOf(list), t(`work.kind.${kind}`, { count })];
  return (
    <li class="panel section-head">
      {page === undefined ? said : <a href={visit.to(page)}>{said}</a>}
      <div class="tags">
        {overdue && <span class="tag strong">{t('work.overdue')}</span>}
        <span class="small quiet">
          {due === null ? t('work.since', { day: words.day(since) }) : t('work.due', { day: words.day(due) })}
        </span>
      </div>
    </li>
  );
}
