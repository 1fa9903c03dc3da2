import { ForbiddenException } from '@nestjs/common';
import type { Shape } from '#client';
import type { Field, Values } from '../form/form.js';
import { Choice } from '../kit/choice.js';
import { Pager } from '../kit/pager.js';
import { Redirect, type Page } from '../page/page.js';
import type { Visit } from '../page/visit.js';
import { whoIs, type Named } from '../work/people-named.js';
import { stepPage, workplacePage, type Untaken } from '../work/workplace.js';

export const states = ['approved', 'suspended', 'ended'] as const;
export const changes = ['suspension', 'reinstatement', 'ending'] as const;
export type Change = (typeof changes)[number];

type Member = Shape<'MemberView'>;
type Step = Shape<'MembershipStepView'>;
type Status = (typeof states)[number];

interface Listed {
  readonly items: readonly Member[];
  readonly next: string | null;
  readonly total?: number;
  readonly facets?: Readonly<Record<string, readonly { readonly code: string }[]>>;
}

/** What may be done with a membership in each state. */
const possible: Readonly<Record<Status, readonly Change[]>> = {
  approved: ['suspension', 'ending'],
  suspended: ['reinstatement', 'ending'],
  ended: [],
};

const statusOf = ({ status }: { readonly status: string }): Status => states.find((one) => one === status) ?? 'ended';

/** What everybody may read is worked on by the secretariat alone. @throws {ForbiddenException} */
export function assertSecretary(visit: Visit): Redirect | undefined {
  if (!visit.me) return new Redirect(visit.signIn, 302);
  if (!visit.me.roles.includes('steering')) throw new ForbiddenException();
  return undefined;
}

export function rosterPage(visit: Visit, { items, next, total = items.length, facets = {} }: Listed): Page {
  const { t, words, lang, query } = visit;
  const named = (facets['country'] ?? [])
    .map(({ code }) => [code, words.code('countries', code)] as const)
    .toSorted(([, a], [, b]) => a.localeCompare(b, lang));
  return workplacePage(
    visit,
    t('roster.title'),
    <div class="stack">
      <form method="get" class="actions no-print">
        <div class="field">
          <label for="name">{t('roster.search')}</label>
          <input id="name" name="q" type="text" value={query.get('q') ?? ''} maxLength={200} />
        </div>
        <Choice name="status" label={t('roster.state')} all={t('roster.state.all')} visit={visit} options={states.map((one) => [one, t(`roster.status.${one}`)])} />
        <Choice name="country" label={t('roster.country')} all={t('roster.country.all')} visit={visit} options={named} />
        <button type="submit" class="plain">
          {t('roster.show')}
        </button>
      </form>
      <h2>{t('roster.count', { count: total })}</h2>
      <ol class="cards">
        {items.map((member) => (
          <li class="card">
            <h3>
              <a href={visit.to(`/work/members/${member.id}`)}>
                <bdi>{member.name}</bdi>
              </a>
            </h3>
            <p class="small quiet">{whereOf(visit, member)}</p>
            <ul class="tags" aria-label={t('roster.state')}>
              <li class={member.status === 'suspended' ? 'tag strong' : 'tag'}>{t(`roster.status.${statusOf(member)}`)}</li>
            </ul>
          </li>
        ))}
      </ol>
      <Pager visit={visit} next={next} />
    </div>,
    { lead: t('roster.lead') },
  ); // prettier-ignore
}

const whereOf = ({ t, words }: Visit, { kind, country, place, since }: Member) => (
  <>
    {words.code('memberKinds', kind)} · {words.code('countries', country)}
    {place && (
      <>
        {' · '}
        <bdi>{place}</bdi>
      </>
    )}
    {' · '}
    {t('roster.since', { day: words.day(since) })}
  </>
);

const trail = ({ t }: Visit) => ({ trail: [['/work/members', t('roster.title')]] as const });

/** One membership: its state, what led there, and what may be done with it. */
export function seatPage(visit: Visit, member: Member, history: readonly Step[], named: Named): Page {
  const { t, words } = visit;
  const { id } = member;
  return workplacePage(
    visit,
    member.name,
    <div class="stack-large">
      <section class="stack" aria-labelledby="history">
        <h2 id="history">{t('roster.history')}</h2>
        <ol class="panel feed">
          {history.map((step) => (
            <li>
              <p>
                <strong>{t(`roster.status.${statusOf(step)}`)}</strong>
                {' · '}
                {t('roster.from', { day: words.day(step.effectiveOn) })}
              </p>
              <blockquote dir="auto">{step.reason}</blockquote>
              <p class="small quiet">
                {t('roster.recorded', { day: words.day(step.at) })}
                {' · '}
                <bdi>{whoIs(visit, named, step.by)}</bdi>
              </p>
            </li>
          ))}
        </ol>
      </section>
      <ul class="links">
        <li>
          <a href={visit.to(`/members/${id}`)}>{t('roster.public')}</a>
        </li>
        {member.status === 'approved' && (
          <li>
            <a href={visit.to(`/work/people/new?member=${id}`)}>{t('roster.invite')}</a>
          </li>
        )}
      </ul>
    </div>,
    {
      ...trail(visit),
      lead: whereOf(visit, member),
      actions: (
        <div class="actions">
          <span class="tag strong">{t(`roster.status.${statusOf(member)}`)}</span>
          {possible[statusOf(member)].map((change) => (
            <a class="button plain" href={visit.to(`/work/members/${id}/${change}`)}>
              {t(`roster.${change}`)}
            </a>
          ))}
        </div>
      ),
    },
  );
}

export const changeFields = ({ t }: Visit): readonly Field[] => [
  {
    pointer: '/reason', kind: 'lines', label: t('roster.reason'), hint: t('roster.reason.hint'), isRequired: true, maxLength: 2000,
  },
  { pointer: '/effectiveOn', kind: 'day', label: t('roster.effectiveOn'), hint: t('roster.effectiveOn.hint') },
]; // prettier-ignore

/** What a change means, and what it asks. */
export function changePage(
  visit: Visit,
  change: Change,
  { data: member, tag }: { readonly data: Member; readonly tag: string },
  values: Values,
  why: Untaken,
): Page {
  const { t } = visit;
  const isPossible = possible[statusOf(member)].includes(change);
  return stepPage(visit, {
    title: t(`roster.${change}.one`, { name: member.name }),
    lead: t(`roster.${change}.lead`),
    about: (
      <p class={isPossible ? undefined : 'notice'}>
        {t(isPossible ? 'roster.now' : 'roster.impossible', { status: t(`roster.status.${statusOf(member)}`) })}
      </p>
    ),
    fields: changeFields(visit),
    values,
    submit: t(`roster.${change}`),
    hidden: { tag },
    trail: [...trail(visit).trail, [`/work/members/${member.id}`, member.name]],
    ...why,
  });
}
