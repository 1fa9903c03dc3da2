import type { ComponentChildren } from 'preact';
import type { Shape } from '#client';
import type { Field, Values } from '../form/form.js';
import { Pager } from '../kit/pager.js';
import { Scroll } from '../kit/scroll.js';
import type { Page } from '../page/page.js';
import type { Visit } from '../page/visit.js';
import { stepPage, workplacePage, type Untaken } from '../work/workplace.js';
import type { Key } from '../words/keys.js';

type Letter = Shape<'DeadLetterView'>;
type Job = Shape<'JobView'>;
type Apps = Shape<'OutboxesView'>;

interface Gathered<T> {
  readonly items: readonly T[];
  readonly next: string | null;
  readonly unavailable: readonly string[];
}

/** What is known of the system; a number that nobody told is undefined. */
export interface Told {
  readonly apps: Pick<Apps, 'items' | 'unavailable'>;
  readonly dead: number | undefined;
  readonly parked: number | undefined;
  readonly jobs: number | undefined;
  readonly hooks: number | undefined;
  readonly deliveries: Shape<'DeliveryCountsView'> | undefined;
  readonly imports: readonly Shape<'ImportJobView'>[] | undefined;
}

const DEAD = '/work/system/dead-letters?state=dead';
const system = (visit: Visit) => [['/work/system', visit.t('operate.title')]] as const;

export function systemPage(visit: Visit, told: Told): Page {
  const { t } = visit;
  const { dead, parked, jobs, hooks, apps, deliveries, imports } = told;
  const numbers: readonly (readonly [Key, number | undefined, string])[] = [
    ['operate.dead', dead, DEAD],
    ['operate.parked', parked, '/work/system/dead-letters?state=parked'],
    ['operate.jobs.failed', jobs, '/work/system/jobs'],
    ['operate.hooks.failed', hooks, '/work/system/webhooks'],
  ];
  return workplacePage(
    visit,
    t('operate.title'),
    <div class="stack-large">
      <section class="stack" aria-labelledby="failed">
        <h2 id="failed">{t('operate.failed')}</h2>
        <Away visit={visit} apps={apps.unavailable} />
        <ul class="panel feed">
          {numbers.map(([name, count, path]) => (
            <li>{count === undefined ? t('operate.untold') : <a href={visit.to(path)}>{t(name, { count })}</a>}</li>
          ))}
        </ul>
      </section>
      <section class="stack" aria-labelledby="apps">
        <h2 id="apps">{t('operate.apps')}</h2>
        <AppTable visit={visit} apps={apps} />
      </section>
      <section class="stack" aria-labelledby="deliveries">
        <h2 id="deliveries">{t('operate.deliveries')}</h2>
        {deliveries ? (
          <>
            <ul class="panel feed">
              {(['pending', 'gathered', 'delivered', 'failed'] as const).map((state) => (
                <li>{t(`operate.deliveries.${state}`, { count: deliveries[state] })}</li>
              ))}
            </ul>
            {Math.max(deliveries.pending, deliveries.gathered, deliveries.delivered, deliveries.failed) >=
              deliveries.upTo && <p class="small quiet">{t('operate.deliveries.bound', { most: deliveries.upTo })}</p>}
          </>
        ) : (
          <p>{t('operate.untold')}</p>
        )}
      </section>
      <section class="stack" aria-labelledby="imports">
        <h2 id="imports">{t('operate.imports')}</h2>
        {imports ? <Imports visit={visit} imports={imports} /> : <p>{t('operate.untold')}</p>}
      </section>
    </div>,
    { lead: t('operate.lead') },
  );
}

const Imports = ({ visit: { t }, imports }: { visit: Visit; imports: NonNullable<Told['imports']> }) =>
  imports.length === 0 ? (
    <p>{t('operate.imports.none')}</p>
  ) : (
    <ul class="panel feed">
      {imports.map(({ source, state, processed, total, createdAt }) => (
        <li>
          <bdi>{source}</bdi> <span class="tag">{t(state === 'queued' ? 'operate.imports.queued' : 'operate.imports.running')}</span>{' '}
          {t('operate.imports.progress', { processed, total })}{' '}
          <span class="small quiet">{momentOf(createdAt)}</span>
        </li>
      ))}
    </ul>
  ); // prettier-ignore

/** Says which parts do not respond, since what they hold is missing. */
const Away = ({ visit, apps }: { visit: Visit; apps: readonly string[] }) =>
  apps.length > 0 ? (
    <div class="notice" role="status">
      <p>{visit.t('operate.away', { apps: visit.words.list([...apps]), count: apps.length })}</p>
    </div>
  ) : null;

function AppTable({ visit, apps: { items, unavailable } }: { visit: Visit; apps: Told['apps'] }) {
  const { t, words } = visit;
  return (
    <Scroll label={t('operate.apps')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('operate.app')}</th>
            <th scope="col">{t('operate.state')}</th>
            <th scope="col" class="number">
              {t('operate.unsent')}
            </th>
            <th scope="col" class="number">
              {t('operate.oldest')}
            </th>
            <th scope="col">{t('operate.behind')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map(({ app, depth, oldestAgeSeconds, groups }) => (
            <tr>
              <th scope="row">{app}</th>
              <td>{t('operate.responds')}</td>
              <td class="number">{words.number(depth)}</td>
              <td class="number">{depth > 0 ? ageOf(visit, oldestAgeSeconds) : '–'}</td>
              <td>
                <ul>
                  {groups.map(({ group, lag }) => (
                    <li>{t(lag === null ? 'operate.lag.untold' : 'operate.lag', { group, lag: lag ?? 0 })}</li>
                  ))}
                </ul>
              </td>
            </tr>
          ))}
          {unavailable.map((app) => (
            <tr>
              <th scope="row">{app}</th>
              <td>
                <strong>{t('operate.silent')}</strong>
              </td>
              <td class="number">–</td>
              <td class="number">–</td>
              <td>–</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

/** An age in the largest unit that says something. */
function ageOf({ lang }: Visit, seconds: number): string {
  const [unit, size] = ([['day', 86_400], ['hour', 3600], ['minute', 60]] as const).find(([, of]) => seconds >= of) ?? ['second', 1]; // prettier-ignore
  return new Intl.NumberFormat(lang, { style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: 0 }).format(seconds / size); // prettier-ignore
}

/** To the minute, in Coordinated Universal Time, as the logs tell it. */
const momentOf = (at: string): string => `${at.slice(0, 16).replace('T', ' ')} UTC`;

type Fact = readonly [name: Key, value: ComponentChildren];

const Facts = ({ visit, facts }: { visit: Visit; facts: readonly Fact[] }) => (
  <dl class="facts">
    {facts
      .filter(([, value]) => value !== null && value !== '')
      .map(([name, value]) => (
        <div>
          <dt>{visit.t(name)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
  </dl>
);

/** What stands around an event: of its content nobody is shown anything. */
const Envelope = ({ visit, letter }: { visit: Visit; letter: Letter }) => (
  <Facts
    visit={visit}
    facts={[
      ['operate.letter.group', <bdi>{letter.group}</bdi>],
      ['operate.letter.reason', visit.t(`operate.reason.${letter.reason}`)],
      ['operate.letter.detail', <bdi lang="en">{letter.detail}</bdi>],
      ['operate.letter.subject', letter.subject && <bdi>{letter.subject}</bdi>],
      ['operate.letter.sequence', letter.sequence && <bdi>{letter.sequence}</bdi>],
      ['operate.letter.topic', <bdi>{letter.origin ?? letter.topic}</bdi>],
      ['operate.attempts', visit.words.number(letter.attempts)],
      ['operate.letter.next', letter.nextAttemptAt && momentOf(letter.nextAttemptAt)],
      ['operate.since', momentOf(letter.createdAt)],
    ]}
  />
);

const nameOf = ({ t }: Visit, { type }: Letter): string => type ?? t('operate.letter.untyped');

export function deadLettersPage(visit: Visit, letters: Gathered<Letter>): Page {
  const { t } = visit;
  const states = ['', 'dead', 'parked'] as const;
  const shown = visit.query.get('state') ?? '';
  return workplacePage(
    visit,
    t('operate.letters'),
    <>
      <ul class="chips" aria-label={t('operate.state')}>
        {states.map((state) => (
          <li>
            <a
              class="chip"
              href={visit.to(`/work/system/dead-letters${state && `?state=${state}`}`)}
              aria-current={state === shown ? 'true' : undefined}
            >
              {t(`operate.state.${state === '' ? 'any' : state}`)}
            </a>
          </li>
        ))}
      </ul>
      <Away visit={visit} apps={letters.unavailable} />
      {letters.items.length === 0 && <Nothing visit={visit} />}
      <ol class="stack">
        {letters.items.map((letter) => (
          <li class="panel stack">
            <h2>
              <bdi>{nameOf(visit, letter)}</bdi>
            </h2>
            <p class="tags">
              <span class={letter.state === 'dead' ? 'tag strong' : 'tag'}>{t(`operate.state.${letter.state}`)}</span>
            </p>
            <Envelope visit={visit} letter={letter} />
            <Steps visit={visit} path={`/work/system/dead-letters/${letter.id}`} of={nameOf(visit, letter)} />
          </li>
        ))}
      </ol>
      <Pager visit={visit} next={letters.next} />
    </>,
    { lead: t('operate.letters.lead'), trail: system(visit) },
  );
}

const Nothing = ({ visit }: { visit: Visit }) => (
  <div class="notice">
    <p>{visit.t('operate.nothing')}</p>
  </div>
);

const Steps = ({ visit: { t, to }, path, of }: { visit: Visit; path: string; of: string }) => (
  <p class="actions">
    <a class="button" href={to(`${path}/redrive`)} aria-label={`${t('operate.redrive')}: ${of}`}>
      {t('operate.redrive')}
    </a>
    <a href={to(`${path}/discard`)} aria-label={`${t('operate.discard')}: ${of}`}>
      {t('operate.discard')}
    </a>
  </p>
);

const Seen = ({ visit, name, children }: { visit: Visit; name: string; children: ComponentChildren }) => (
  <section class="panel stack" aria-label={visit.t('operate.about')}>
    <h2>
      <bdi>{name}</bdi>
    </h2>
    {children}
  </section>
);

const lettersTrail = (visit: Visit) =>
  [...system(visit), ['/work/system/dead-letters', visit.t('operate.letters')]] as const;
const jobsTrail = (visit: Visit) => [...system(visit), ['/work/system/jobs', visit.t('operate.jobs')]] as const;

const nothingWrong: Untaken = { faults: [] };

const asked = { fields: [], values: new Map<string, string>(), faults: [] };

export const redrivePage = (visit: Visit, letter: Letter | undefined, why = nothingWrong): Page =>
  stepPage(visit, {
    ...asked,
    ...why,
    title: visit.t('operate.redrive.event'),
    lead: visit.t('operate.redrive.event.text'),
    about: letter && (
      <Seen visit={visit} name={nameOf(visit, letter)}>
        <Envelope visit={visit} letter={letter} />
      </Seen>
    ),
    submit: visit.t('operate.redrive'),
    trail: lettersTrail(visit),
  });

export const discardFields = ({ t }: Visit): readonly Field[] => [
  { pointer: '/reason', kind: 'lines', label: t('operate.reason'), hint: t('operate.reason.hint'), isRequired: true, maxLength: 1000 },
]; // prettier-ignore

export const discardPage = (
  visit: Visit,
  letter: Letter | undefined,
  values: Values = asked.values,
  why = nothingWrong,
): Page =>
  stepPage(visit, {
    ...why,
    values,
    fields: discardFields(visit),
    title: visit.t('operate.discard.event'),
    lead: visit.t('operate.discard.event.text'),
    about: letter && (
      <Seen visit={visit} name={nameOf(visit, letter)}>
        <Envelope visit={visit} letter={letter} />
      </Seen>
    ),
    submit: visit.t('operate.discard'),
    trail: lettersTrail(visit),
  });

/** Subscriptions whose receivers no longer answer: where, since when and why. */
export const hooksPage = (
  visit: Visit,
  { items, next }: Omit<Gathered<Shape<'SubscriptionView'>>, 'unavailable'>,
): Page =>
  workplacePage(
    visit,
    visit.t('operate.hooks'),
    <>
      {items.length === 0 && <Nothing visit={visit} />}
      <ol class="stack">
        {items.map(({ channel, lastError, createdAt }) => (
          <li class="panel stack">
            <h2>
              <bdi>{channel.url}</bdi>
            </h2>
            <Facts
              visit={visit}
              facts={[
                ['operate.job.error', lastError && <bdi lang="en">{lastError.detail}</bdi>],
                ['operate.since', momentOf(lastError?.at ?? createdAt)],
              ]}
            />
          </li>
        ))}
      </ol>
      <Pager visit={visit} next={next} />
    </>,
    { trail: system(visit) },
  );

const JobFacts = ({ visit, job }: { visit: Visit; job: Job }) => (
  <Facts
    visit={visit}
    facts={[
      ['operate.app', <bdi>{job.app}</bdi>],
      ['operate.job.error', <bdi lang="en">{job.error}</bdi>],
      ['operate.attempts', visit.words.number(job.attempts)],
      ['operate.since', momentOf(job.failedAt)],
    ]}
  />
);

export const jobsPage = (visit: Visit, jobs: Gathered<Job>): Page =>
  workplacePage(
    visit,
    visit.t('operate.jobs'),
    <>
      <Away visit={visit} apps={jobs.unavailable} />
      {jobs.items.length === 0 && <Nothing visit={visit} />}
      <ol class="stack">
        {jobs.items.map((job) => (
          <li class="panel stack">
            <h2>
              <bdi>{job.kind}</bdi>
            </h2>
            <JobFacts visit={visit} job={job} />
            <Steps visit={visit} path={`/work/system/jobs/${job.id}`} of={job.kind} />
          </li>
        ))}
      </ol>
      <Pager visit={visit} next={jobs.next} />
    </>,
    { lead: visit.t('operate.jobs.lead'), trail: system(visit) },
  );

export const redriveJobPage = (visit: Visit, job: Job | undefined, why = nothingWrong): Page =>
  stepPage(visit, {
    ...asked,
    ...why,
    title: visit.t('operate.redrive.job'),
    lead: visit.t('operate.redrive.job.text'),
    about: job && (
      <Seen visit={visit} name={job.kind}>
        <JobFacts visit={visit} job={job} />
      </Seen>
    ),
    submit: visit.t('operate.redrive'),
    trail: jobsTrail(visit),
  });

export const discardJobPage = (
  visit: Visit,
  job: Job | undefined,
  values: Values = asked.values,
  why = nothingWrong,
): Page =>
  stepPage(visit, {
    ...why,
    values,
    fields: discardFields(visit),
    title: visit.t('operate.discard.job'),
    lead: visit.t('operate.discard.job.text'),
    about: job && (
      <Seen visit={visit} name={job.kind}>
        <JobFacts visit={visit} job={job} />
      </Seen>
    ),
    submit: visit.t('operate.discard'),
    trail: jobsTrail(visit),
  });
