import { Pager } from '../kit/pager.js';
import { isOwn, sheetOf, Tag, type Practice } from '../kit/practices.js';
import { Words } from '../kit/text.js';
import type { Page } from '../page/page.js';
import type { Visit } from '../page/visit.js';
import type { Key } from '../words/keys.js';
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
        <Queue items={waiting.items} visit={visit} turn={() => 'work.move.me'} />
        {!others && <Pager visit={visit} next={waiting.next} />}
      </section>
      {others && (
        <section class="stack" aria-labelledby="others">
          <h2 id="others">{visit.t('work.practices.others')}</h2>
          <Queue items={others.items} visit={visit} turn={turnOf} />
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
      <Queue items={items} visit={visit} turn={() => 'work.move.me'} to={translationsOf} />
      <Pager visit={visit} next={next} />
    </div>,
    {
      lead: visit.t('work.outdated.lead'),
      trail: [['/work/practices', visit.t('work.practices.title')]],
    },
  );

const translationsOf = ({ id }: Practice): string => `/work/practices/${id}/translations`;

/** Whose turn it is with a version that does not wait for the visitor. */
function turnOf({ status }: Practice): Key | undefined {
  if (status === 'submitted') return 'work.move.secretariat';
  return status === 'draft' || status === 'changes-requested' ? 'work.move.owner' : undefined;
}

/** Where one goes on with it: what an editor may write leads to its form, what the secretariat decides to its review. */
function pathOf(practice: Practice, visit: Visit, isMine: boolean): string {
  const { id, status } = practice;
  if (isMine && status === 'published') return `/work/practices/${id}/assessment`;
  const isWritten = status === 'draft' || status === 'changes-requested';
  if (isWritten && isOwn(visit, practice)) return `/work/practices/${id}/edit`;
  if (status === 'submitted' && visit.me?.roles.includes('steering')) return `/work/practices/${id}/review`;
  return `/practices/${id}${status === 'published' ? '' : '?version=draft'}`;
}

const Queue = ({
  items,
  visit,
  turn,
  to = pathOf,
}: {
  items: readonly Practice[];
  visit: Visit;
  turn: (practice: Practice) => Key | undefined;
  /** Where each leads. */
  to?: (practice: Practice, visit: Visit, isMine: boolean) => string;
}) => (
  <ol class="cards">
    {items.map((practice) => {
      const { status, ownerName, updatedAt, submittedAt } = practice;
      const whose = turn(practice);
      return (
        <li class="card">
          <h3>
            <a href={visit.to(to(practice, visit, whose === 'work.move.me'))}>
              <Words text={sheetOf(practice).title} visit={visit} />
            </a>
          </h3>
          <p class="small quiet" dir="auto">
            {[ownerName, visit.words.day(submittedAt ?? updatedAt)].filter(Boolean).join(' · ')}
          </p>
          <ul class="tags" aria-label={visit.t('sheet.state')}>
            {whose && <Tag strong={whose === 'work.move.me'}>{visit.t(whose)}</Tag>}
            <Tag>{visit.t(`sheet.status.${status}`)}</Tag>
          </ul>
        </li>
      );
    })}
  </ol>
);
