import type { Shape } from '#client';
import { labelOf } from '../kit/fields.js';
import { Pager } from '../kit/pager.js';
import { Tag } from '../kit/practices.js';
import type { Page } from '../page/page.js';
import type { Visit } from '../page/visit.js';
import { workplacePage } from '../work/workplace.js';

type Submission = Shape<'SubmissionView'>;

export const states = ['refused', 'accepted', 'applied', 'unchanged', 'superseded'] as const satisfies readonly Submission['state'][]; // prettier-ignore

interface Listed {
  readonly items: readonly Submission[];
  readonly next: string | null;
  readonly previous?: string | null;
}

/** What was sent, newest first, with its fate. */
export const submissionsPage = (visit: Visit, { items, next, previous }: Listed): Page =>
  workplacePage(
    visit,
    visit.t('submissions.title'),
    <>
      <Filters visit={visit} />
      {items.length === 0 && (
        <div class="notice">
          <p>{visit.t(visit.query.size > 0 ? 'submissions.none.such' : 'submissions.none')}</p>
        </div>
      )}
      <ol class="cards">
        {items.map((submission) => (
          <Sent visit={visit} of={submission} />
        ))}
      </ol>
      <Pager visit={visit} next={next} {...(previous === undefined ? {} : { previous })} />
    </>,
    { lead: visit.t('submissions.lead') },
  );

/** By state; each choice is an address. */
function Filters({ visit }: { visit: Visit }) {
  const { t, query } = visit;
  const isLatest = query.get('latest') === 'true';
  const at = (state: string | undefined, latest: boolean) => {
    const asked = new URLSearchParams({ ...(state ? { state } : {}), ...(latest ? { latest: 'true' } : {}) });
    return visit.to(`/work/submissions${asked.size > 0 ? `?${asked.toString()}` : ''}`);
  };
  const chosen = states.find((one) => one === query.get('state'));
  return (
    <nav class="stack" aria-label={t('submissions.filter')}>
      <ul class="chips">
        {[undefined, ...states].map((state) => (
          <li>
            <a class="chip" href={at(state, isLatest)} aria-current={state === chosen ? 'true' : undefined}>
              {t(state ? `submissions.state.${state}` : 'submissions.all')}
            </a>
          </li>
        ))}
      </ul>
      <p>
        <a href={at(chosen, !isLatest)}>{t(isLatest ? 'submissions.every' : 'submissions.latest')}</a>
      </p>
    </nav>
  );
}

function Sent({ visit, of }: { visit: Visit; of: Submission }) {
  const { t, words } = visit;
  const { externalId, sourceVersion, withdraws, state, practiceId, errors, overwrote, acceptedAt, settledAt } = of;
  return (
    <li class="panel stack">
      <div class="section-head">
        <h2>
          <bdi>{externalId}</bdi>
        </h2>
        <ul class="tags" aria-label={t('sheet.state')}>
          <Tag strong={state === 'refused'}>{t(`submissions.state.${state}`)}</Tag>
          {withdraws && <Tag>{t('submissions.withdraws')}</Tag>}
        </ul>
      </div>
      <p class="small quiet">
        {t('submissions.arrived', { version: words.number(sourceVersion), time: words.moment(acceptedAt) })}
        {settledAt && ` · ${t('submissions.settled', { time: words.moment(settledAt) })}`}
      </p>
      <p>{t(`submissions.fate.${state}`)}</p>
      {errors && errors.length > 0 && (
        <ul class="stack">
          {errors.map(({ pointer, detail }) => (
            <li>
              {labelOf(visit, fieldIn(pointer)) ?? t('submissions.whole')} <code>{pointer}</code>:{' '}
              <span lang="en" dir="auto">
                {detail}
              </span>
            </li>
          ))}
        </ul>
      )}
      {overwrote && <p>{t('submissions.overwrote', { time: words.moment(overwrote.at) })}</p>}
      {practiceId && !withdraws && (
        <p>
          <a href={visit.to(`/practices/${practiceId}`)}>{t('submissions.practice')}</a>
        </p>
      )}
    </li>
  );
}

/** The field of the fact sheet that is meant. */
const fieldIn = (pointer: string): string => /^\/factSheet\/([^/]+)/.exec(pointer)?.[1] ?? '';
