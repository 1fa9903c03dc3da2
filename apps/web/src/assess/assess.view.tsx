import type { Shape } from '#client';
import { criteria, type Criterion } from '#contracts';
import type { Fault, Field, Values } from '../form/form.js';
import { Input, Summary } from '../form/form.view.js';
import { Pager } from '../kit/pager.js';
import { sheetOf, type Practice } from '../kit/practices.js';
import { SignedOut } from '../kit/signed-out.js';
import { Words } from '../kit/text.js';
import type { Page } from '../page/page.js';
import type { Visit } from '../page/visit.js';
import { OwnWords } from '../sheet/sheet.view.js';
import { stepPage, workplacePage } from '../work/workplace.js';
import type { Key } from '../words/keys.js';

export type Assessment = Shape<'AssessmentView'>;

/** A practice while somebody judges it. */
export interface Assessing {
  /** Unknown to somebody who has been signed out, or may not see it. */
  readonly practice?: Practice;
  readonly values: Values;
  readonly faults: readonly Fault[];
  /** State of the own assessment that was seen; empty: there is none. */
  readonly tag: string;
  readonly own?: Assessment;
  readonly others: readonly Assessment[];
  /** Why what was typed has not been taken. */
  readonly note?: Key;
  readonly status?: number;
  /** What waits besides. */
  readonly next?: Practice | undefined;
}

const trail = (visit: Visit) => [['/work/assessments', visit.t('assess.title')]] as const;

/** What there is to judge, and what has been judged. */
export const assessmentsPage = (
  visit: Visit,
  waiting: { readonly items: readonly Practice[] },
  given: { readonly items: readonly Practice[]; readonly next: string | null },
): Page =>
  workplacePage(
    visit,
    visit.t('assess.title'),
    <div class="stack-large">
      <section class="stack" aria-labelledby="waiting">
        <h2 id="waiting">{visit.t('assess.waiting')}</h2>
        {waiting.items.length === 0 && (
          <div class="notice">
            <p>{visit.t('assess.none')}</p>
          </div>
        )}
        <List visit={visit} items={waiting.items} />
        <p class="quiet">
          {visit.t('assess.more')} <a href={visit.to('/practices')}>{visit.t('page.nav.practices')}</a>
        </p>
      </section>
      {given.items.length > 0 && (
        <section class="stack" aria-labelledby="given">
          <h2 id="given">{visit.t('assess.given')}</h2>
          <List visit={visit} items={given.items} />
          <Pager visit={visit} next={given.next} />
        </section>
      )}
    </div>,
    { lead: <Rules visit={visit} /> },
  );

const Rules = ({ visit: { t, to } }: { visit: Visit }) => (
  <>
    {t('assess.lead')} <a href={to('/judging')}>{t('judging.title')}</a>
  </>
);

const List = ({ items, visit }: { items: readonly Practice[]; visit: Visit }) => (
  <ol class="cards">
    {items.map((practice) => (
      <li class="card">
        <h3>
          <a href={visit.to(`/work/practices/${practice.id}/assessment`)}>
            <Words text={sheetOf(practice).title} visit={visit} />
          </a>
        </h3>
        <p class="small quiet" dir="auto">
          {[practice.ownerName, visit.t('sheet.version', { version: practice.version, date: visit.words.day(practice.updatedAt) })].filter(Boolean).join(' · ')}
        </p>
      </li>
    ))}
  </ol>
); // prettier-ignore

const grades = [1, 2, 3, 4, 5] as const;

const fieldsFor = ({ t }: Visit, criterion: Criterion): readonly Field[] => {
  const named = { criterion: t(`sheet.criterion.${criterion}`) };
  return [
    {
      pointer: `/scores/${criterion}/score`,
      kind: 'choice',
      label: t('assess.score', named),
      isRequired: true,
      options: grades.map((grade) => [grade, t(`assess.grade.${grade}`)] as const),
    },
    {
      pointer: `/scores/${criterion}/reason`,
      kind: 'lines',
      label: t('assess.reason', named),
      isRequired: true,
      maxLength: 5000,
    },
  ];
};

export const fieldsOf = (visit: Visit): readonly Field[] => criteria.flatMap((one) => fieldsFor(visit, one));

/** A practice to judge: what it says of itself beside the five questions. To those who do not judge, what was judged. */
export function assessPage(visit: Visit, assessing: Assessing): Page {
  const { practice, own, others, note, status } = assessing;
  const { t } = visit;
  const title = practice ? t('assess.of', { title: sheetOf(practice).title.text }) : t('assess.one');
  const isReviewer = !visit.me || visit.me.roles.includes('reviewer');
  const form = isReviewer && <AssessmentForm visit={visit} assessing={assessing} />;
  return workplacePage(
    visit,
    title,
    <>
      {own && !note && <Next visit={visit} next={assessing.next} />}
      {!visit.me && <SignedOut visit={visit} />}
      {note && (
        <div class="notice" role="alert" tabIndex={-1} autofocus>
          <p>
            {t(note)}{' '}
            {note === 'assess.newVersion' && (
              <a href={visit.to(`/practices/${practice?.id}/versions`)} target="_blank" rel="noreferrer">
                {t('sheet.versions')}
              </a>
            )}
          </p>
        </div>
      )}
      {own && practice && own.version !== practice.version && !note && (
        <div class="notice">
          <p>
            {t('assess.older', { judged: own.version, now: practice.version })}{' '}
            <a href={visit.to(`/practices/${practice.id}/versions`)}>{t('sheet.versions')}</a>
          </p>
        </div>
      )}
      {practice && form ? (
        <div class="beside">
          <aside class="panel stack reading" tabIndex={0} aria-label={t('assess.read')}>
            <p class="small quiet">
              <bdi>{practice.ownerName}</bdi>{' '}
              <a href={visit.to(`/practices/${practice.id}`)} target="_blank" rel="noreferrer">
                {t('assess.whole')}
              </a>
            </p>
            <details class="narrow">
              <summary>{t('assess.read')}</summary>
              <div class="stack">
                <OwnWords visit={visit} practice={practice} />
              </div>
            </details>
          </aside>
          {form}
        </div>
      ) : (
        form
      )}
      {(own ?? !isReviewer) && <Others visit={visit} others={others} isOwn={isReviewer} />}
    </>,
    {
      lead: isReviewer ? t(own ? 'assess.lead.own' : 'assess.lead.new') : t('assess.lead.read'),
      trail: isReviewer ? trail(visit) : [],
      ...(status === undefined ? {} : { status }),
    },
  );
}

function AssessmentForm({ visit, assessing }: { visit: Visit; assessing: Assessing }) {
  const { practice, values, faults, tag, own } = assessing;
  const { t } = visit;
  return (
    <form method="post" action={visit.to(visit.path)} class="stack edit" aria-label={t('assess.one')} novalidate>
      {faults.length > 0 && <Summary visit={visit} fields={fieldsOf(visit)} faults={faults} />}
      {criteria.map((criterion) => (
        <section class="panel stack" aria-labelledby={`h-${criterion}`}>
          <h2 id={`h-${criterion}`}>{t(`sheet.criterion.${criterion}`)}</h2>
          <p>{t(`judging.criterion.${criterion}`)}</p>
          {fieldsFor(visit, criterion).map((field) => (
            <Input visit={visit} field={field} values={values} faults={faults} />
          ))}
        </section>
      ))}
      <input type="hidden" name="version" value={practice?.version ?? values.get('version')} />
      <input type="hidden" name="tag" value={tag} />
      <div class="actions">
        <button type="submit">{t(tag ? 'assess.change' : 'assess.give')}</button>
        {own && <a href={visit.to(`${visit.path}/withdrawal`)}>{t('assess.withdraw')}</a>}
      </div>
    </form>
  );
}

/** Where one goes on after one is done. */
const Next = ({ visit, next }: { visit: Visit; next: Practice | undefined }) => (
  <p>
    {next ? (
      <a class="button" href={visit.to(`/work/practices/${next.id}/assessment`)}>
        {visit.t('assess.next')} <Words text={sheetOf(next).title} visit={visit} />
      </a>
    ) : (
      <>
        {visit.t('assess.none')} <a href={visit.to('/work/assessments')}>{visit.t('assess.title')}</a>
      </>
    )}
  </p>
);

/** What others wrote: the API tells it to those alone who may know. */
const Others = ({ visit, others, isOwn }: { visit: Visit; others: readonly Assessment[]; isOwn: boolean }) => (
  <section class="stack" aria-labelledby="others">
    <h2 id="others">{visit.t('assess.others')}</h2>
    {others.length === 0 && <p>{isOwn ? visit.t('assess.others.none') : visit.t('sheet.label.none', { count: 0 })}</p>}
    {others.map(({ version, updatedAt, scores }, index) => (
      <section class="panel stack" aria-labelledby={`other-${index}`}>
        <h3 id={`other-${index}`}>{visit.t('assess.other', { number: index + 1 })}</h3>
        <p class="small quiet">{visit.t('assess.other.of', { version, day: visit.words.day(updatedAt) })}</p>
        {scores && (
          <dl class="stack">
            {criteria.map((criterion) => (
              <div>
                <dt>
                  <strong>{visit.t(`sheet.criterion.${criterion}`)}</strong>{' '}
                  {visit.t('sheet.label.score', { score: visit.words.number(scores[criterion].score) })}
                </dt>
                <dd class="text" dir="auto">
                  {scores[criterion].reason}
                </dd>
              </div>
            ))}
          </dl>
        )}
      </section>
    ))}
  </section>
);

/** Told before anything is typed: nobody judges the own work. */
export const conflictPage = (visit: Visit, practice: Practice, why: Key): Page =>
  workplacePage(
    visit,
    visit.t('assess.of', { title: sheetOf(practice).title.text }),
    <>
      <div class="notice">
        <p>{visit.t(why)}</p>
      </div>
      <p>
        <a href={visit.to('/judging')}>{visit.t('judging.title')}</a>
      </p>
    </>,
    { trail: trail(visit), status: 403 },
  );

export const assessmentWithdrawalPage = (visit: Visit, practice: Practice, tag: string, isChanged = false): Page => {
  const { t } = visit;
  const path = `/work/practices/${practice.id}/assessment`;
  return stepPage(visit, {
    title: t('assess.withdrawal', { title: sheetOf(practice).title.text }),
    lead: t('assess.withdrawal.text'),
    about: isChanged && (
      <div class="notice" role="alert">
        <p>
          {t('assess.changedMeanwhile')} <a href={visit.to(path)}>{t('assess.one')}</a>
        </p>
      </div>
    ),
    fields: [],
    values: new Map(),
    faults: [],
    hidden: { tag },
    submit: t('assess.withdraw'),
    trail: [...trail(visit), [path, t('assess.one')]],
  });
};
