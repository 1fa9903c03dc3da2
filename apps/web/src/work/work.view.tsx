import type { Shape } from '#client';
import type { Practice } from '../kit/practices.js';
import type { Page } from '../page/page.js';
import type { Visit } from '../page/visit.js';
import { PracticesInHand, turnOf } from './practices-in-hand.js';
import { pageOf, workplacePage, workplacesOf } from './workplace.js';

export type Told = Pick<Shape<'MeView'>, 'waiting' | 'unavailable'>;
type Waiting = Shape<'DueView'>;

/** What waits for the visitor, what has become of what their member has handed in, and where else they work. */
export const workPage = (visit: Visit, told: Told, handedIn: readonly Practice[] = []): Page =>
  workplacePage(
    visit,
    visit.t('work.title'),
    <div class="stack-large">
      <div class="stack">
        <Due told={told} visit={visit} />
      </div>
      {handedIn.length > 0 && (
        <section class="stack" aria-labelledby="handed-in">
          <h2 id="handed-in">{visit.t('work.practices.others')}</h2>
          <PracticesInHand items={handedIn} visit={visit} turn={turnOf} />
          <p>
            <a href={visit.to('/work/practices')}>{visit.t('work.practices.all')}</a>
          </p>
        </section>
      )}
      <nav class="panel stack" aria-labelledby="workplaces">
        <h2 id="workplaces">{visit.t('work.places')}</h2>
        <ul class="links">
          {workplacesOf(visit).map(([path, name]) => (
            <li>
              <a href={visit.to(path)}>{visit.t(name)}</a>
            </li>
          ))}
        </ul>
      </nav>
    </div>,
    { actions: <DescribeNew visit={visit} /> },
  );

/** For those who may begin a fact sheet. */
export const DescribeNew = ({ visit }: { visit: Visit }) =>
  visit.me?.roles.some((role) => role === 'member-editor' || role === 'steering') ? (
    <p>
      <a class="button" href={visit.to('/work/practices/new')}>
        {visit.t('work.practices.new')}
      </a>
    </p>
  ) : null;

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
  const [page, said] = [pageOf(list, kind), t(`work.kind.${kind}`, { count })];
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
