import type { Shape } from '#client';
import { memberKinds } from '#contracts';
import { Pager } from '../kit/pager.js';
import { Practices } from '../kit/practices.js';
import { titleIn, Words } from '../kit/text.js';
import { EuropeMap } from '../map/europe-map.js';
import { Page } from '../page/page.js';
import type { Visit } from '../page/visit.js';
import type { Found } from '../search/search.view.js';
import { unturned } from '../words/unturned.js';

type Member = Shape<'MemberView'>;

interface Members {
  readonly items: readonly Member[];
  readonly next: string | null;
  readonly total?: number;
  readonly facets?: Readonly<Record<string, readonly { readonly code: string; readonly count: number }[]>>;
}

export function membersPage(visit: Visit, { items, next, total = items.length, facets = {} }: Members): Page {
  const { t, words, lang } = visit;
  const [chosen, country] = [visit.query.get('kind'), visit.query.get('country')];
  const counts = new Map((facets['country'] ?? []).map(({ code, count }) => [code, count]));
  const named = [...counts.keys()]
    .map((code) => [code, words.code('countries', code)] as const)
    .toSorted(([, a], [, b]) => a.localeCompare(b, lang));
  const inCountry = (code: string): string =>
    visit.to(`/members?${new URLSearchParams({ ...(chosen ? { kind: chosen } : {}), country: code }).toString()}`);
  return new Page(
    t('members.title'),
    <div class="stack">
      <h1>{t('members.title')}</h1>
      <p class="lead">{t('members.lead')}</p>
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
      <div class="beside">
        <div class="stack">
          <h2>{t('members.count', { count: total })}</h2>
          {items.length === 0 && (
            <div class="notice">
              <p>
                {t('members.none')} <a href={visit.to('/join')}>{t('page.nav.join')}</a>
              </p>
            </div>
          )}
          <ul class="cards">
            {items.map((member) => (
              <li class="card">
                <h3>
                  <a href={visit.to(`/members/${member.id}`)}>
                    <bdi>{member.name}</bdi>
                  </a>
                </h3>
                <p class="small quiet">
                  {[words.code('memberKinds', member.kind), words.code('countries', member.country)].join(' · ')}
                </p>
                <p class="small quiet">{t('members.since', { since: words.day(member.since) })}</p>
              </li>
            ))}
          </ul>
          <Pager visit={visit} next={next} />
        </div>
        <section class="stack" aria-labelledby="where">
          <h2 id="where">{t('members.where')}</h2>
          <p class="quiet">{t('members.where.hint')}</p>
          <ul class="chips">
            {named.map(([code, name]) => (
              <li>
                <a class="chip" href={inCountry(code)} aria-current={code === country ? 'true' : undefined}>
                  {name} <span class="quiet">{words.number(counts.get(code) ?? 0)}</span>
                </a>
              </li>
            ))}
          </ul>
          <EuropeMap visit={visit} counts={counts} of="members" to={inCountry} />
        </section>
      </div>
    </div>,
    { description: t('members.lead') },
  );
}

export function memberPage(
  visit: Visit,
  member: Member,
  practices: Found,
  adoptions: readonly Shape<'AdoptionView'>[],
): Page {
  const { t, words } = visit;
  const where = [member.place && unturned(member.place), words.code('countries', member.country)]
    .filter(Boolean)
    .join(', ');
  return new Page(
    member.name,
    <div class="stack-large">
      <header class="sheet-head stack">
        <p>
          <a href={visit.to('/members')}>{t('members.back')}</a>
        </p>
        <h1>
          <bdi>{member.name}</bdi>
        </h1>
        <p class="lead">{[words.code('memberKinds', member.kind), where].join(' · ')}</p>
        <p class="quiet">
          {member.status === 'approved'
            ? t('members.since', { since: words.day(member.since) })
            : t(`members.status.${member.status}`)}
        </p>
        <p>
          <a href={visit.to(`/news?member=${member.id}`)}>{t('members.news')}</a>
        </p>
        {member.website && /^https?:\/\//i.test(member.website) && (
          <p>
            <a href={member.website} rel="external noopener nofollow">
              <bdi>{member.website}</bdi>
            </a>
          </p>
        )}
      </header>
      <section class="stack" aria-labelledby="practices">
        <div class="section-head">
          <h2 id="practices">{t('members.practices', { count: practices.total ?? 0 })}</h2>
          {practices.next !== null && (
            <a href={visit.to(`/practices?member=${member.id}`)}>{t('members.practices.all')}</a>
          )}
        </div>
        {practices.items.length === 0 && <p class="quiet">{t('members.practices.none')}</p>}
        <Practices items={practices.items} visit={visit} inColumns />
      </section>
      {adoptions.length > 0 && (
        <section class="stack" aria-labelledby="adoptions">
          <h2 id="adoptions">{t('members.adoptions', { count: adoptions.length })}</h2>
          <ul class="stack">
            {adoptions.map((adoption) => (
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
      )}
    </div>,
    { description: `${member.name}, ${where}` },
  );
}
