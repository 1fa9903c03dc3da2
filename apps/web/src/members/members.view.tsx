import type { Shape } from '#client';
import { memberKinds } from '#contracts';
import { PageHead } from '../page/page-head.js';
import { Pager } from '../kit/pager.js';
import { Practices, sheetOf } from '../kit/practices.js';
import { titleIn, Words } from '../kit/text.js';
import { EuropeMap } from '../map/europe-map.js';
import { Page } from '../page/page.js';
import type { Visit } from '../page/visit.js';
import type { Found } from '../search/search.view.js';
import { aboutMembers, subscribing } from '../subscribe/subscribing.js';
import { unturned } from '../words/unturned.js';

type Member = Shape<'MemberView'>;

interface Adopted {
  readonly items: readonly Shape<'AdoptionView'>[];
  readonly total?: number;
}

type Facets = Readonly<Record<string, readonly { readonly code: string; readonly count: number }[]>>;

interface Members {
  readonly items: readonly Member[];
  readonly next: string | null;
  readonly total?: number;
  readonly facets?: Facets;
}

/** @param shared practices counted by `member` */
export function membersPage(
  visit: Visit,
  { items, next, total = items.length, facets = {} }: Members,
  shared: Facets = {},
): Page {
  const { t, words, lang } = visit;
  const [chosen, country] = [visit.query.get('kind'), visit.query.get('country')];
  const counts = new Map((facets['country'] ?? []).map(({ code, count }) => [code, count]));
  const named = [...counts.keys()]
    .map((code) => [code, words.code('countries', code)] as const)
    .toSorted(([, a], [, b]) => a.localeCompare(b, lang));
  const practices = new Map((shared['member'] ?? []).map(({ code, count }) => [code, count]));
  const inCountry = (code: string): string =>
    visit.to(`/members?${new URLSearchParams({ ...(chosen ? { kind: chosen } : {}), country: code }).toString()}`);
  return new Page(
    t('members.title'),
    <div class="stack">
      <PageHead title={t('members.title')} lead={t('members.lead')} />
      <form method="get" class="actions no-print">
        <div class="field">
          <label for="kind">{t('members.kind')}</label>
          <select id="kind" name="kind">
            <option value="">{t('members.kind.all')}</option>
            {memberKinds.map((kind) => (
              <option value={kind} selected={kind === chosen}>
                {words.code('memberKinds', kind)}
              </option>
            ))}
          </select>
        </div>
        <div class="field">
          <label for="country">{t('members.country')}</label>
          <select id="country" name="country">
            <option value="">{t('members.country.all')}</option>
            {named.map(([code, name]) => (
              <option value={code} selected={code === country}>
                {name}
              </option>
            ))}
          </select>
        </div>
        <button type="submit" class="plain">
          {t('members.show')}
        </button>
      </form>
      <div class="beside side-end">
        <div class="stack">
          <h2>{t('members.count', { count: total })}</h2>
          {items.length === 0 ? (
            <div class="notice">
              <p>
                {t('members.none')} <a href={visit.to('/join')}>{t('page.nav.join')}</a>
              </p>
            </div>
          ) : (
            <div class="panel directory">
              {byCountry(visit, items).map(([where, members]) => (
                <section>
                  <h3>{where}</h3>
                  <ul>
                    {members.map((member) => (
                      <Entry visit={visit} member={member} practices={practices.get(member.id) ?? 0} />
                    ))}
                  </ul>
                </section>
              ))}
            </div>
          )}
          <Pager visit={visit} next={next} />
          <p class="small no-print">
            <a href={subscribing(visit, country ? [['country', country]] : [['type', aboutMembers]])}>
              {t('subscribe.link')}
            </a>
          </p>
        </div>
        <section class="stack" aria-labelledby="where">
          <h2 id="where">{t('members.where')}</h2>
          <p class="quiet">{t('members.where.hint')}</p>
          <EuropeMap visit={visit} counts={counts} of="members" to={inCountry} />
        </section>
      </div>
    </div>,
    { description: t('members.lead') },
  );
}

function Entry({ visit, member, practices }: { visit: Visit; member: Member; practices: number }) {
  const { t, words } = visit;
  const { id, name, kind, place } = member;
  const count = t('members.practices', { count: practices });
  return (
    <li>
      <div>
        <a href={visit.to(`/members/${id}`)}>
          <bdi>{name}</bdi>
        </a>
        <p class="small quiet">
          {words.code('memberKinds', kind)}
          {place && (
            <>
              {' · '}
              <bdi>{place}</bdi>
            </>
          )}
        </p>
      </div>
      <p class="small number">
        {practices > 0 ? <a href={visit.to(`/practices?member=${id}`)}>{count}</a> : <span class="quiet">{count}</span>}
      </p>
    </li>
  );
}

/** Countries by their names, and the members of each by theirs; the API lists them by their admission. */
function byCountry({ words, lang }: Visit, items: readonly Member[]): [string, Member[]][] {
  const nameOf = ({ country }: Member) => words.code('countries', country);
  const sorted = items.toSorted(
    (a, b) => nameOf(a).localeCompare(nameOf(b), lang) || a.name.localeCompare(b.name, lang),
  );
  return [...new Set(sorted.map(nameOf))].map((name) => [name, sorted.filter((member) => nameOf(member) === name)]);
}

export function memberPage(visit: Visit, member: Member, practices: Found, adoptions: Adopted): Page {
  const { t, words } = visit;
  const where = [member.place && unturned(member.place), words.code('countries', member.country)]
    .filter(Boolean)
    .join(', ');
  const website = member.website && /^https?:\/\//i.test(member.website) ? member.website : undefined;
  const facts = [
    [
      t('members.membership'),
      member.status === 'approved'
        ? t('members.since', { since: words.day(member.since) })
        : t(`members.status.${member.status}`),
    ],
    [t('members.shares'), words.number(practices.total ?? 0)],
    [t('members.takes'), words.number(adoptions.total ?? adoptions.items.length)],
    ...(website === undefined
      ? []
      : [
          [
            t('members.website'),
            <a href={website} rel="external noopener nofollow">
              <bdi>{website.replace(/^https?:\/\/(www\.)?|\/$/gi, '')}</bdi>
            </a>,
          ] as const,
        ]),
  ] as const;
  return new Page(
    member.name,
    <div class="stack">
      <PageHead title={<bdi>{member.name}</bdi>} lead={[words.code('memberKinds', member.kind), where].join(' · ')}>
        <p class="actions no-print">
          <a class="button" href="#ask">
            {t('members.ask')}
          </a>
          <a href={visit.to(`/news?member=${member.id}`)}>{t('members.news')}</a>
          <a href={subscribing(visit, [['member', member.id]])}>{t('subscribe.link')}</a>
        </p>
      </PageHead>
      <section class="panel" aria-label={t('members.glance')}>
        <dl class="facts wide-facts">
          {facts.map(([name, value]) => (
            <div>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </section>
      <div class="beside side-end">
        <div class="stack-large">
          <section class="stack" aria-labelledby="practices">
            <div class="section-head">
              <h2 id="practices">{t('members.practices', { count: practices.total ?? 0 })}</h2>
              {practices.next !== null && (
                <a href={visit.to(`/practices?member=${member.id}`)}>{t('members.practices.all')}</a>
              )}
            </div>
            {practices.items.length === 0 && <p class="quiet">{t('members.practices.none')}</p>}
            <Practices items={practices.items} visit={visit} />
          </section>
          {adoptions.items.length > 0 && <Adoptions visit={visit} adoptions={adoptions} />}
        </div>
        <div class="stack-large">
          <Ask visit={visit} member={member} practices={practices.items} />
          <aside class="panel stack" aria-labelledby="where">
            <h2 id="where">{t('members.lies')}</h2>
            <EuropeMap
              visit={visit}
              counts={new Map([[member.country, 1]])}
              of="members"
              to={(country) => visit.to(`/members?country=${country}`)}
              isPlain
            />
          </aside>
        </div>
      </div>
    </div>,
    { description: `${member.name}, ${where}` },
  );
}

/** Questions are about a practice, whose contact answers them; without one the secretariat passes them on. */
function Ask({ visit, member, practices }: { visit: Visit; member: Member; practices: Found['items'] }) {
  const { t } = visit;
  const page = `${visit.site.publicUrl}/members/${member.id}`;
  return (
    <section id="ask" class="panel stack" aria-labelledby="ask-title">
      <h2 id="ask-title">{t('members.ask')}</h2>
      <p>{t(practices.length > 0 ? 'members.ask.text' : 'members.ask.none')}</p>
      {practices.length > 0 ? (
        <ul class="links">
          {practices.map((practice) => (
            <li>
              <a href={visit.to(`/practices/${practice.id}/question`)}>
                <Words text={sheetOf(practice).title} visit={visit} />
              </a>
            </li>
          ))}
        </ul>
      ) : (
        <p>
          <a href={visit.to(`/feedback?${new URLSearchParams({ about: 'practice', page }).toString()}`)}>
            {t('ask.secretariat')}
          </a>
        </p>
      )}
    </section>
  );
}

/** What it took over from others, with how far it is and what came of it. */
function Adoptions({ visit, adoptions: { items, total = items.length } }: { visit: Visit; adoptions: Adopted }) {
  const { t, words } = visit;
  return (
    <section class="stack" aria-labelledby="adoptions">
      <h2 id="adoptions">{t('members.adoptions', { count: total })}</h2>
      <ul class="panel feed">
        {items.map((adoption) => (
          <li>
            <a href={visit.to(`/practices/${adoption.practiceId}`)}>
              {adoption.practiceTitle ? (
                <Words text={titleIn(adoption.practiceTitle, visit)} visit={visit} />
              ) : (
                t('news.untitled')
              )}
            </a>{' '}
            <span class="tag">{words.code('adoptionStatuses', adoption.status)}</span>
            <p class="small quiet">{t('members.adoption', { date: words.day(adoption.createdAt) })}</p>
            {adoption.ownPracticeTitle && (
              <p class="small">
                {t('members.adoption.result')}{' '}
                <a href={visit.to(`/practices/${adoption.ownPracticeId}`)}>
                  <Words text={titleIn(adoption.ownPracticeTitle, visit)} visit={visit} />
                </a>
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
