import type { Shape } from '#client';
import type { Role } from '#identity';
import { Pager } from '../kit/pager.js';
import type { Field, Values } from '../form/form.js';
import type { Page } from '../page/page.js';
import type { Visit } from '../page/visit.js';
import { unturned } from '../words/unturned.js';
import { stepPage, workplacePage, type Untaken } from '../work/workplace.js';

type Person = Shape<'PersonView'>;
type Invitation = Shape<'InvitationView'>;
type Rights = Pick<Person, 'roles' | 'memberId' | 'affiliation' | 'grants'>;

/** Members by their ids. */
export type Names = ReadonlyMap<string, string>;
export type Member = Pick<Shape<'MemberView'>, 'id' | 'name' | 'country'>;

/** Who gives rights, and which: to act for the own member alone, or for one of these. */
export interface Giver {
  readonly as: 'admin' | 'steering' | 'member-editor';
  readonly roles: readonly Role[];
  readonly members: readonly Member[];
}

interface Listed {
  readonly people: readonly Person[];
  readonly next: string | null;
  readonly invitations: readonly Invitation[];
  /** Where further invitations begin. */
  readonly more: string | null;
  readonly names: Names;
}

export const peoplePage = (visit: Visit, { people, next, invitations, more, names }: Listed): Page =>
  workplacePage(
    visit,
    visit.t('people.title'),
    <div class="stack-large">
      <section class="stack" aria-labelledby="open">
        <h2 id="open">{visit.t('people.open')}</h2>
        {invitations.length === 0 && <p class="quiet">{visit.t('people.open.none')}</p>}
        <ul class="stack">
          {invitations.map((invitation) => (
            <Invited visit={visit} invitation={invitation} names={names} />
          ))}
        </ul>
        {more !== null && (
          <p>
            <a class="button plain" href={visit.to(`/work/people?${new URLSearchParams({ open: more }).toString()}`)}>
              {visit.t('people.open.more')}
            </a>
          </p>
        )}
      </section>
      <section class="stack" aria-labelledby="persons">
        <h2 id="persons">{visit.t('people.persons')}</h2>
        {people.length === 0 && <p class="quiet">{visit.t('people.persons.none')}</p>}
        <ul class="stack">
          {people.map((person) => (
            <Known visit={visit} person={person} names={names} />
          ))}
        </ul>
        <Pager visit={visit} next={next} />
      </section>
    </div>,
    {
      lead: visit.t(leadOf(visit)),
      actions: (
        <p>
          <a class="button" href={visit.to('/work/people/new')}>
            {visit.t('people.invite')}
          </a>
        </p>
      ),
    },
  );

/** Whom the API lists for the visitor. */
function leadOf({ me }: Visit) {
  if (me?.roles.includes('admin')) return 'people.lead.all';
  return me?.roles.includes('steering') ? 'people.lead.invited' : 'people.lead.own';
}

function Invited({ visit, invitation, names }: { visit: Visit; invitation: Invitation; names: Names }) {
  const { t, words } = visit;
  const { id, email, expiresAt, endsOn } = invitation;
  const isOver = new Date(expiresAt) <= new Date();
  return (
    <li class="panel section-head">
      <div>
        <h3>
          <bdi>{email}</bdi>
        </h3>
        <RightsLine visit={visit} rights={invitation} names={names} />
        <p class="small quiet">
          {t(isOver ? 'people.expired' : 'people.expires', { day: words.day(expiresAt) })}
          {endsOn !== null && <> · {t('people.ends', { day: words.day(endsOn) })}</>}
        </p>
      </div>
      <div class="actions">
        {!isOver && (
          <a href={letterTo(visit, invitation)} aria-label={t('people.write.one', { email: email ?? '' })}>
            {t('people.write')}
          </a>
        )}
        <a
          href={visit.to(`/work/people/invitations/${id}/withdrawal`)}
          aria-label={t('people.withdraw.one', { email: email ?? '' })}
        >
          {t('people.withdraw')}
        </a>
      </div>
    </li>
  );
}

/** The network sends no mail for an invitation: whoever invites does, with words to begin with. */
function letterTo({ t, words, to, site }: Visit, { email, expiresAt }: Invitation): string {
  const address = `${site.publicUrl}${to('/work')}`;
  const body = t('people.letter', { address, email: email ?? '', day: words.day(expiresAt) });
  const asked = Object.entries({ subject: t('people.letter.subject'), body });
  return `mailto:${encodeURIComponent(email ?? '')}?${asked.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')}`;
}

function Known({ visit, person, names }: { visit: Visit; person: Person; names: Names }) {
  const { t, words, me } = visit;
  const { id, name, signedInAt } = person;
  return (
    <li class="panel section-head">
      <div>
        <h3>
          <bdi>{name}</bdi>
        </h3>
        <RightsLine visit={visit} rights={person} names={names} />
        <p class="small quiet">{t('people.seen', { day: words.day(signedInAt) })}</p>
      </div>
      <div class="actions">
        {me?.roles.some((role) => role === 'steering' || role === 'admin') && (
          <a href={visit.to(`/work/log?by=${id}`)} aria-label={t('log.of.one', { name: unturned(name) })}>
            {t('log.of')}
          </a>
        )}
        {id === me?.id ? (
          <span class="tag">{t('people.you')}</span>
        ) : (
          <a href={visit.to(`/work/people/${id}/removal`)} aria-label={t('people.remove.one', { name })}>
            {t('people.remove')}
          </a>
        )}
      </div>
    </li>
  );
}

function RightsLine({ visit, rights, names }: { visit: Visit; rights: Rights; names?: Names }) {
  const { t, words } = visit;
  const { roles, memberId, affiliation, grants } = rights;
  const held = [...roles.map((role) => words.named('people.role', role)), ...grants.map(() => t('people.voting'))];
  const whose = (memberId === null ? undefined : names?.get(memberId)) ?? affiliation;
  return (
    <p>
      {held.length > 0 ? words.list(held) : t('people.none')}
      {whose && (
        <>
          {' · '}
          <bdi>{whose}</bdi>
        </>
      )}
    </p>
  );
}

export function fieldsOf(visit: Visit, { as, roles, members }: Giver): readonly Field[] {
  const { t, words, lang } = visit;
  const email: Field = {
    pointer: '/email', kind: 'email', label: t('people.email'), hint: t('people.email.hint'), isRequired: true, maxLength: 254, autocomplete: 'off',
  }; // prettier-ignore
  const endsOn: Field = { pointer: '/endsOn', kind: 'day', label: t('people.endsOn'), hint: t('people.endsOn.hint') };
  if (as === 'member-editor') return [email, endsOn];
  const whose = members
    .map(({ id, name, country }) => [id, unturned(`${name} (${words.code('countries', country)})`)] as const)
    .toSorted(([, a], [, b]) => a.localeCompare(b, lang));
  return [
    email,
    { pointer: '/roles', kind: 'codes', label: t('people.roles'), options: roles.map((role) => [role, words.named('people.may', role)]) },
    { pointer: '/memberId', kind: 'select', label: t('people.member'), hint: t('people.member.hint'), options: whose },
    { pointer: '/affiliation', kind: 'text', label: t('people.affiliation'), hint: t('people.affiliation.hint'), maxLength: 300 },
    ...(as === 'admin' ? [{ pointer: '/grants', kind: 'codes', label: t('people.grants'), options: [['voting', t('people.voting')]] } as const] : []),
    endsOn,
  ]; // prettier-ignore
}

const trail = (visit: Visit) => ({ trail: [['/work/people', visit.t('people.title')]] as const });

export const invitePage = (visit: Visit, giver: Giver, values: Values, why: Untaken): Page =>
  stepPage(visit, {
    title: visit.t('people.invite'),
    lead: visit.t(giver.as === 'member-editor' ? 'people.invite.colleague' : 'people.invite.lead'),
    fields: fieldsOf(visit, giver),
    values,
    submit: visit.t('people.invite.submit'),
    hidden: { as: giver.as },
    ...trail(visit),
    ...why,
  });

/** @param invitation unknown to somebody who has been signed out */
export const withdrawalPage = (visit: Visit, invitation: Invitation | undefined, why: Untaken): Page =>
  stepPage(visit, {
    title: visit.t('people.withdraw.title'),
    lead: visit.t(invitation?.state === 'redeemed' ? 'people.withdraw.redeemed' : 'people.withdraw.lead'),
    about: invitation && (
      <div class="panel">
        {invitation.email !== null && (
          <p>
            <bdi>{invitation.email}</bdi>
          </p>
        )}
        <RightsLine visit={visit} rights={invitation} />
      </div>
    ),
    fields: [],
    values: new Map(),
    submit: visit.t('people.withdraw.title'),
    ...trail(visit),
    ...why,
  });

/** @param person unknown to somebody who has been signed out */
export const removalPage = (visit: Visit, person: Person | undefined, why: Untaken): Page =>
  stepPage(visit, {
    title: person ? visit.t('people.remove.one', { name: person.name }) : visit.t('people.remove'),
    lead: visit.t('people.remove.lead'),
    about: person && (
      <div class="panel">
        <RightsLine visit={visit} rights={person} />
      </div>
    ),
    fields: [],
    values: new Map(),
    submit: visit.t('people.remove'),
    ...trail(visit),
    ...why,
  });
