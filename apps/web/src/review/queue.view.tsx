import { sheetOf, Tag } from '../kit/practices.js';
import { Words } from '../kit/text.js';
import type { Page } from '../page/page.js';
import type { Visit } from '../page/visit.js';
import { whoIs, type Named } from '../work/people-named.js';
import { pageOf, workplacePage } from '../work/workplace.js';
import { choiceIn, choices, isOverdue, practicesOf, type OneWaiting } from './queue.js';

const APPLICATIONS = '/v1/membership-applications';

export interface Queue {
  readonly items: readonly OneWaiting[];
  /** How many of each kind wait in all. */
  readonly totals: Readonly<Record<OneWaiting['kind'], number>>;
  /** Whether a part of the network does not respond. */
  readonly isPartial: boolean;
  /** Who looks after them. */
  readonly named: Named;
}

/** Everything that waits for the secretariat, in the order in which it is to be done. */
export function queuePage(visit: Visit, queue: Queue): Page {
  const { items, isPartial } = queue;
  const { t } = visit;
  const [first] = items;
  const choice = choiceIn(visit.query);
  return workplacePage(
    visit,
    t('review.queue.title'),
    <>
      {visit.query.has('done') && first && pathOf(visit, first) !== undefined && (
        <p>
          <a class="button" href={pathOf(visit, first)} autofocus>
            {t('review.queue.next')} <Name one={first} visit={visit} />
          </a>
        </p>
      )}
      <nav aria-label={t('review.queue.choices')}>
        <ul class="chips">
          {choices.map((one) => (
            <li>
              <a
                class="chip"
                href={visit.to(`/work/queue${one ? `?assignedTo=${one}` : ''}`)}
                aria-current={one === choice ? 'page' : undefined}
              >
                {t(one === '' ? 'review.queue.mine' : `review.queue.${one}`)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {isPartial && (
        <div class="notice">
          <p>{t('work.unavailable')}</p>
        </div>
      )}
      {items.length === 0 && !isPartial && (
        <div class="notice">
          <p>{t('review.queue.none')}</p>
        </div>
      )}
      <ol class="stack">
        {items.map((one) => (
          <Item one={one} visit={visit} queue={queue} />
        ))}
      </ol>
      <Rest visit={visit} queue={queue} />
    </>,
    { lead: t('review.queue.lead') },
  );
}

/** Where it is decided; undefined: no page does yet. */
function pathOf(visit: Visit, one: OneWaiting): string | undefined {
  if (one.kind === 'application') {
    const page = pageOf(APPLICATIONS);
    return page && visit.to(`${page}/${one.application.id}`);
  }
  const choice = choiceIn(visit.query);
  return visit.to(`/work/practices/${one.practice.id}/review${choice ? `?assignedTo=${choice}` : ''}#decide`);
}

const Name = ({ one, visit }: { one: OneWaiting; visit: Visit }) =>
  one.kind === 'practice' ? (
    <Words text={sheetOf(one.practice).title} visit={visit} />
  ) : (
    <bdi>{one.application.name}</bdi>
  );

function Item({ one, visit, queue }: { one: OneWaiting; visit: Visit; queue: Queue }) {
  const { t, words } = visit;
  const path = pathOf(visit, one);
  const caretaker = one.kind === 'practice' ? one.practice.caretaker : undefined;
  const whose = one.kind === 'practice' ? one.practice.ownerName : words.code('countries', one.application.country);
  return (
    <li class="panel section-head">
      <div>
        <h2>{path ? <a href={path}><Name one={one} visit={visit} /></a> : <Name one={one} visit={visit} />}</h2>
        <p class="small quiet">
          {t(one.kind === 'practice' ? kindOf(one.practice) : 'review.kind.application')}
          {whose && <> · <bdi>{whose}</bdi></>} · {t('work.since', { day: words.day(one.since) })}
        </p>
        {(one.due !== null || caretaker) && <ul class="tags" aria-label={t('sheet.state')}>
          {isOverdue(one, new Date()) && <Tag strong>{t('work.overdue')}</Tag>}
          {one.due !== null && <Tag>{t('work.due', { day: words.day(one.due) })}</Tag>}
          {caretaker && <Tag>{careOf(visit, queue.named, caretaker.assigneeId)}</Tag>}
        </ul>}
      </div>
      {one.kind === 'practice' && <Care one={one} visit={visit} />}
    </li>
  ); // prettier-ignore
}

export const kindOf = ({ publishedAt }: { publishedAt: string | null }) =>
  publishedAt === null ? 'review.kind.first' : 'review.kind.later';

/** Who looks after it, as the visitor says it. */
export function careOf(visit: Visit, named: Named, assigneeId: string | undefined): string {
  const { t, me } = visit;
  if (assigneeId === undefined) return t('review.care.nobody');
  return assigneeId === me?.id
    ? t('review.care.me')
    : t('review.care.colleague', { name: whoIs(visit, named, assigneeId) });
}

/** To take what nobody looks after, or what a colleague does; to hand back what is the visitor's; to give it to others. */
function Care({ one: { practice }, visit }: { one: Extract<OneWaiting, { kind: 'practice' }>; visit: Visit }) {
  const { t } = visit;
  const isMine = practice.caretaker?.assigneeId === visit.me?.id;
  const title = sheetOf(practice).title.text;
  const choice = choiceIn(visit.query);
  return (
    <form
      class="actions"
      method="post"
      action={visit.to(`/work/practices/${practice.id}/care${choice ? `?assignedTo=${choice}` : ''}`)}
    >
      <button
        class="plain"
        type="submit"
        name="step"
        value={isMine ? 'release' : 'take'}
        aria-label={t(isMine ? 'review.care.release.one' : 'review.care.take.one', { title })}
      >
        {t(isMine ? 'review.care.release' : 'review.care.take')}
      </button>
      <a href={visit.to(`/work/practices/${practice.id}/assignment`)} aria-label={t('review.assign.title', { title })}>
        {t('review.assign')}
      </a>
    </form>
  );
}

/** How many more there are than this page shows, and where. */
function Rest({ visit, queue: { items, totals } }: { visit: Visit; queue: Queue }) {
  const lists = {
    practice: `/v1/practices?${new URLSearchParams(practicesOf[choiceIn(visit.query)]).toString()}`,
    application: `${APPLICATIONS}?status=applied`,
  } as const;
  const more = (['practice', 'application'] as const).flatMap((kind) => {
    const count = totals[kind] - items.filter((one) => one.kind === kind).length;
    return count > 0 ? [{ said: visit.t(`review.queue.more.${kind}`, { count }), page: pageOf(lists[kind]) }] : [];
  });
  return more.length === 0 ? null : (
    <ul class="links">
      {more.map(({ said, page }) => (
        <li>{page ? <a href={visit.to(page)}>{said}</a> : said}</li>
      ))}
    </ul>
  );
}
