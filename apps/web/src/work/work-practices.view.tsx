import { Pager } from '../kit/pager.js';
import type { Practice } from '../kit/practices.js';
import type { Page } from '../page/page.js';
import type { Visit } from '../page/visit.js';
import { PracticesInHand, turnOf } from './practices-in-hand.js';
import { DescribeNew } from './work.view.js';
import { workplacePage } from './workplace.js';

interface Listed {
  readonly items: readonly Practice[];
  readonly next: string | null;
}

/** Practices by whose turn it is: what waits for the visitor, then the others, if they are asked for. */
export const workPracticesPage = (visit: Visit, waiting: Listed, others?: Listed): Page =>
  workplacePage(
    visit,
    visit.t('work.practices.title'),
    <div class="stack-large">
      <section class="stack" aria-labelledby="waiting">
        <h2 id="waiting">{visit.t('work.practices.waiting')}</h2>
        {waiting.items.length === 0 && (
          <div class="notice">
            <p>{visit.t('work.practices.none')}</p>
          </div>
        )}
        <PracticesInHand items={waiting.items} visit={visit} turn={() => 'work.move.me'} />
        {!others && <Pager visit={visit} next={waiting.next} />}
      </section>
      {others && (
        <section class="stack" aria-labelledby="others">
          <h2 id="others">{visit.t('work.practices.others')}</h2>
          <PracticesInHand items={others.items} visit={visit} turn={turnOf} />
          <Pager visit={visit} next={others.next} />
        </section>
      )}
    </div>,
    { actions: <DescribeNew visit={visit} /> },
  );

/** Published practices that have a translation whose original has changed since. */
export const outdatedPage = (visit: Visit, { items, next }: Listed): Page =>
  workplacePage(
    visit,
    visit.t('work.outdated'),
    <div class="stack">
      {items.length === 0 && (
        <div class="notice">
          <p>{visit.t('work.outdated.none')}</p>
        </div>
      )}
      <PracticesInHand items={items} visit={visit} turn={() => 'work.move.me'} to={translationsOf} />
      <Pager visit={visit} next={next} />
    </div>,
    {
      lead: visit.t('work.outdated.lead'),
      trail: [['/work/practices', visit.t('work.practices.title')]],
    },
  );

const translationsOf = ({ id }: Practice): string => `/work/practices/${id}/translations`;
