import type { ComponentChildren } from 'preact';
import type { Shape } from '#client';
import type { Field, Values } from '../form/form.js';
import { Pager } from '../kit/pager.js';
import type { Page } from '../page/page.js';
import type { Visit } from '../page/visit.js';
import { unturned } from '../words/unturned.js';
import { whoIs, type Named } from '../work/people-named.js';
import { stepPage, workplacePage, type Untaken } from '../work/workplace.js';

export const states = ['applied', 'approved', 'rejected'] as const;
export const decisions = ['approve', 'reject'] as const;
export type Decision = (typeof decisions)[number];

type Application = Shape<'ApplicationView'>;
type Whole = Shape<'ApplicationDetailView'>;

interface Listed {
  readonly items: readonly Application[];
  readonly next: string | null;
}

export const applicationsPage = (visit: Visit, waiting: Listed | undefined, others: Listed | undefined): Page => {
  const { t } = visit;
  const chosen = visit.query.get('status');
  return workplacePage(
    visit,
    t('applications.title'),
    <div class="stack-large">
      <ul class="chips" aria-label={t('applications.state')}>
        {[undefined, ...states].map((state) => (
          <li>
            <a
              class="chip"
              href={visit.to(`/work/applications${state ? `?status=${state}` : ''}`)}
              aria-current={(state ?? null) === chosen ? 'true' : undefined}
            >
              {t(`applications.state.${state ?? 'all'}`)}
            </a>
          </li>
        ))}
      </ul>
      {waiting && (
        <section class="stack" aria-labelledby="waiting">
          <h2 id="waiting">{t('applications.waiting')}</h2>
          <List visit={visit} list={waiting} />
        </section>
      )}
      {others && (
        <section class="stack" aria-labelledby="decided">
          <h2 id="decided">{t('applications.decided')}</h2>
          <List visit={visit} list={others} />
          <Pager visit={visit} next={others.next} />
        </section>
      )}
    </div>,
    { lead: t('applications.lead') },
  );
};

const List = ({ visit, list: { items } }: { visit: Visit; list: Listed }) => {
  const { t, words } = visit;
  return items.length === 0 ? (
    <p class="quiet">{t('applications.none')}</p>
  ) : (
    <ol class="cards">
      {items.map((application) => (
        <li class="card">
          <h3>
            <a href={visit.to(`/work/applications/${application.id}`)}>
              <bdi>{application.name}</bdi>
            </a>
          </h3>
          <p class="small quiet">{whereOf(visit, application)}</p>
          <ul class="tags" aria-label={t('applications.state')}>
            <li class={application.status === 'applied' ? 'tag strong' : 'tag'}>{stateOf(visit, application)}</li>
            <li class="small quiet">
              {application.decidedAt
                ? t('applications.on', { day: words.day(application.decidedAt) })
                : t('applications.since', { day: words.day(application.submittedAt) })}
            </li>
          </ul>
        </li>
      ))}
    </ol>
  );
};

const stateOf = ({ t }: Visit, { status }: { readonly status: string }): string =>
  t(`applications.state.${states.find((one) => one === status) ?? 'applied'}`);

const whereOf = (
  { words }: Visit,
  { kind, country, place }: Pick<Application, 'kind' | 'country' | 'place'>,
): ComponentChildren => (
  <>
    {words.code('memberKinds', kind)} · {words.code('countries', country)}
    {place && (
      <>
        {' · '}
        <bdi>{place}</bdi>
      </>
    )}
  </>
);

export function applicationPage(visit: Visit, application: Whole, named: Named): Page {
  const { t } = visit;
  const { id, status, memberId, activation } = application;
  return workplacePage(
    visit,
    application.name,
    <div class="beside">
      <Facts visit={visit} application={application} named={named} />
      <div class="stack">
        <Duplicates visit={visit} application={application} />
        {activation && (
          <section class="panel stack" aria-labelledby="activation">
            <h2 id="activation">{t('applications.activation')}</h2>
            <p>
              {t(`applications.activation.${activationOf(activation)}`, {
                day: activation.expiresAt ? visit.words.day(activation.expiresAt) : '',
              })}
            </p>
            {activation.state !== 'used' && (
              <p>
                <a class="button plain" href={visit.to(`/work/applications/${id}/activation`)}>
                  {t('applications.activate')}
                </a>
              </p>
            )}
          </section>
        )}
      </div>
    </div>,
    {
      ...trail(visit),
      lead: whereOf(visit, application),
      actions:
        status === 'applied' ? (
          <p class="actions">
            {decisions.map((decision) => (
              <a
                class={decision === 'approve' ? 'button' : 'button plain'}
                href={visit.to(`/work/applications/${id}/${decision}`)}
              >
                {t(`applications.${decision}`)}
              </a>
            ))}
          </p>
        ) : (
          memberId && (
            <p>
              <a class="button" href={visit.to(`/work/members/${memberId}`)}>
                {t('applications.member')}
              </a>
            </p>
          )
        ),
    },
  );
}

const activationStates = ['queued', 'sent', 'not-sent', 'expired', 'used'] as const;
const activationOf = ({ state }: Shape<'ActivationView'>) => activationStates.find((one) => one === state) ?? 'queued';

const trail = ({ t }: Visit) => ({ trail: [['/work/applications', t('applications.title')]] as const });

/** All that was applied with; the contact is shown to whom the API shows it. */
function Facts({ visit, application, named }: { visit: Visit; application: Application; named: Named }) {
  const { t, words } = visit;
  const { contact, website, nutsCode, submittedAt, decidedAt, decidedBy, reason } = application;
  const isLink = website !== null && /^https?:\/\//i.test(website);
  const facts: readonly (readonly [string, ComponentChildren])[] = [
    [t('applications.state'), stateOf(visit, application)],
    [t('applications.submitted'), words.day(submittedAt)],
    ...(decidedAt ? [[t('applications.decidedOn'), words.day(decidedAt)] as const] : []),
    ...(decidedBy ? [[t('applications.decidedBy'), <bdi>{whoIs(visit, named, decidedBy)}</bdi>] as const] : []),
    ...(reason ? [[t('applications.reason'), <bdi>{reason}</bdi>] as const] : []),
    [
      t('applications.website'),
      website && isLink ? (
        <a href={website} rel="external noopener nofollow">
          <bdi>{website}</bdi>
        </a>
      ) : (
        <bdi>{website ?? t('applications.untold')}</bdi>
      ),
    ],
    [t('applications.nuts'), nutsCode ?? t('applications.untold')],
    [
      t('applications.contact'),
      contact ? (
        <>
          <bdi>{contact.name}</bdi>
          <br />
          <a href={`mailto:${encodeURIComponent(contact.email)}`}>
            <bdi>{contact.email}</bdi>
          </a>
        </>
      ) : (
        t('applications.erased')
      ),
    ],
  ];
  return (
    <section class="panel stack" aria-labelledby="applied">
      <h2 id="applied">{t('applications.applied')}</h2>
      <dl class="stack">
        {facts.map(([name, value]) => (
          <div>
            <dt class="small quiet">{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** Members and applications that may be the same authority, with what both have in common. */
function Duplicates({ visit, application }: { visit: Visit; application: Whole }) {
  const { t, words } = visit;
  const { duplicates } = application;
  return (
    <section class="panel stack" aria-labelledby="duplicates">
      <h2 id="duplicates">{t('applications.duplicates')}</h2>
      {duplicates.length === 0 && <p>{t('applications.duplicates.none')}</p>}
      <ul class="feed">
        {duplicates.map(({ memberId, applicationId, name, country, status, alike }) => (
          <li>
            <a href={visit.to(memberId ? `/work/members/${memberId}` : `/work/applications/${applicationId}`)}>
              <bdi>{name}</bdi>
            </a>
            <p class="small quiet">
              {words.code('countries', country)} ·{' '}
              {memberId ? t(`roster.status.${memberStateOf(status)}`) : `${t('applications.one')}: ${stateOf(visit, { status })}`}
            </p>
            <p class="small">
              {t('applications.alike', { what: words.list(alike.map((one) => t(`applications.alike.${one}`))) })}
            </p>
          </li>
        ))}
      </ul>
    </section>
  ); // prettier-ignore
}

const memberStates = ['approved', 'suspended', 'ended'] as const;
const memberStateOf = (status: string) => memberStates.find((one) => one === status) ?? 'approved';

export const decisionFields = ({ t }: Visit, decision: Decision): readonly Field[] => [
  {
    pointer: '/reason', kind: 'lines', label: t('applications.reason'), hint: t(`applications.reason.${decision}`), isRequired: true, maxLength: 2000,
  },
]; // prettier-ignore

/** @param application unknown to somebody who has been signed out */
export function decisionPage(
  visit: Visit,
  decision: Decision,
  application: Whole | undefined,
  values: Values,
  why: Untaken,
): Page {
  const { t } = visit;
  if (application && application.status !== 'applied') return decidedPage(visit, application, values, why);
  return stepPage(visit, {
    title: application
      ? t(`applications.${decision}.one`, { name: application.name })
      : t(`applications.${decision}`),
    lead: t(`applications.${decision}.lead`),
    about: application && decision === 'approve' && application.duplicates.length > 0 && (
      <Duplicates visit={visit} application={application} />
    ),
    fields: decisionFields(visit, decision),
    values,
    submit: t(`applications.${decision}`),
    trail: [...trail(visit).trail, ...(application ? [[`/work/applications/${application.id}`, application.name] as const] : [])],
    ...why,
  }); // prettier-ignore
}

/** Somebody else was faster: what they decided, and what the visitor has typed for nothing. */
function decidedPage(visit: Visit, application: Whole, values: Values, { refusal }: Untaken): Page {
  const { t, words } = visit;
  const { id, name, decidedAt } = application;
  const typed = values.get('/reason');
  return workplacePage(
    visit,
    t('applications.late'),
    <div class="stack">
      <div class="notice stack" role="alert">
        <p>
          {t('applications.late.text', {
            name: unturned(name),
            state: stateOf(visit, application),
            day: decidedAt ? words.day(decidedAt) : '',
          })}
        </p>
        {application.reason && <blockquote dir="auto">{application.reason}</blockquote>}
      </div>
      {typed && (
        <section class="panel stack" aria-labelledby="typed">
          <h2 id="typed">{t('applications.late.typed')}</h2>
          <p class="text" dir="auto">
            {typed}
          </p>
        </section>
      )}
      <p>
        <a class="button" href={visit.to(`/work/applications/${id}`)}>
          {t('applications.late.look')}
        </a>
      </p>
    </div>,
    { ...trail(visit), ...(refusal ? { status: refusal.status } : {}) },
  );
}

/** @param application unknown to somebody who has been signed out */
export const activationPage = (visit: Visit, application: Whole | undefined, why: Untaken): Page =>
  stepPage(visit, {
    title: visit.t('applications.activate'),
    lead: visit.t('applications.activate.lead'),
    about: application && (
      <div class="panel">
        <p>
          <bdi>{application.name}</bdi>
        </p>
        {application.contact && (
          <p>
            <bdi>{application.contact.email}</bdi>
          </p>
        )}
      </div>
    ),
    fields: [],
    values: new Map(),
    submit: visit.t('applications.activate'),
    ...trail(visit),
    ...why,
  });
