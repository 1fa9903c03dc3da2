import type { ComponentChildren } from 'preact';
import type { Shape } from '#client';
import { PageHead } from '../page/page-head.js';
import { inShort, sheetOf, Tag, yearsOf, type Practice, type Sheet } from '../kit/practices.js';
import { Scroll } from '../kit/scroll.js';
import { Prose, shortened, titleIn, Words, type Text } from '../kit/text.js';
import { Page } from '../page/page.js';
import type { Visit } from '../page/visit.js';
import type { Facet } from '../search/search.query.js';
import type { CodeList } from '../words/words.js';
import { addressOf, describedFor } from './described.js';
import { unturned } from '../words/unturned.js';
import { asked, prose } from '../kit/prose.js';

type Link = Shape<'ChainLinkView'>;
type Similar = Shape<'SimilarPracticeView'>;

export function sheetPage(visit: Visit, practice: Practice, chain: readonly Link[], similar: readonly Similar[]): Page {
  const { t, words } = visit;
  const sheet = sheetOf(practice);
  const { title, originalLanguage } = sheet;
  const written = prose.flatMap((field) => (sheet[field] ? [[field, sheet[field]] as const] : []));
  const sections = [
    ...written.map(([field]) => [field, t(`sheet.field.${field}`)] as const),
    ...(sheet.indicators?.length ? [['indicators', t('sheet.indicators')] as const] : []),
    ...(sheet.evaluation?.summary ? [['evaluation', t('sheet.evaluation')] as const] : []),
    ...(webLinks(sheet).length > 0 ? [['links', t('sheet.links')] as const] : []),
    ...(chain.length > 0 ? [['chain', t('sheet.chain')] as const] : []),
    ...(similar.length > 0 ? [['similar', t('sheet.similar')] as const] : []),
  ];
  return new Page(
    title.text,
    <article class="stack">
      <PageHead title={<Words text={title} visit={visit} />} lead={inShort(practice, visit)}>
        {(practice.label.awarded || practice.status !== 'published') && (
          <ul class="tags" aria-label={t('sheet.state')}>
            {practice.label.awarded && <Tag strong>{words.code('labels', 'good-practice')}</Tag>}
            {practice.status !== 'published' && <Tag>{t(`sheet.status.${practice.status}`)}</Tag>}
          </ul>
        )}
        {practice.status === 'published' && (
          <p class="no-print">
            <a class="button" href={visit.to(`/practices/${practice.id}/question`)}>
              {t('ask.title')}
            </a>
          </p>
        )}
      </PageHead>
      <Essentials visit={visit} practice={practice} chain={chain} />
      <div class="beside side-end">
        <div class="prose panel">
          {written.map(([field, text]) => (
            <section id={field}>
              <h2>{t(`sheet.field.${field}`)}</h2>
              <Prose text={text} visit={visit} />
            </section>
          ))}
          <Results visit={visit} sheet={sheet} />
          <Links visit={visit} sheet={sheet} />
          {chain.length > 0 && <Chain visit={visit} practice={practice} title={title} chain={chain} />}
          {similar.length > 0 && (
            <section id="similar" class="no-print">
              <h2>{t('sheet.similar')}</h2>
              <ul class="feed">
                {similar.slice(0, 5).map((other) => (
                  <li>
                    <a href={visit.to(`/practices/${other.id}`)}>
                      <Words text={titleIn(other.title, visit)} visit={visit} />
                    </a>{' '}
                    <span class="quiet small">
                      {words.list(other.countries.map((code) => words.code('countries', code)))}
                    </span>
                  </li>
                ))}
              </ul>
            </section>
          )}
        </div>
        <aside class="stack" aria-label={t('sheet.more')}>
          {sections.length > 3 && (
            <nav class="panel stack contents no-print" aria-labelledby="contents">
              <h2 id="contents">{t('sheet.contents')}</h2>
              <ul class="links small">
                {sections.map(([id, name]) => (
                  <li>
                    <a href={`#${id}`}>{name}</a>
                  </li>
                ))}
              </ul>
            </nav>
          )}
          <div class="panel stack">
            <h2>{t('sheet.more')}</h2>
            <Facts visit={visit} practice={practice} />
            {originalLanguage !== visit.lang && (
              <p class="origin">{t('sheet.original', { language: words.language(originalLanguage) })}</p>
            )}
          </div>
          <Label visit={visit} practice={practice} />
          <Citing visit={visit} practice={practice} />
        </aside>
      </div>
    </article>,
    {
      description: shortened((sheet.objectives ?? title).text.replaceAll(/\s+/g, ' '), 200),
      data: describedFor(visit, practice),
    },
  );
}

type Fact = readonly [name: string, value: ComponentChildren];

/** The codes of a fact, each leading to what else has it. */
const coded = (visit: Visit, facet: Facet, list: CodeList, codes: readonly string[] | null | undefined) =>
  codes && codes.length > 0
    ? codes.map((code, index) => (
        <>
          {index > 0 && ', '}
          <a href={visit.to(`/practices?${facet}=${code}`)}>{visit.words.code(list, code)}</a>
        </>
      ))
    : undefined;

/** What one asks first of any practice. What is not told of it is said once, for all of it. */
function Essentials({ visit, practice, chain }: { visit: Visit; practice: Practice; chain: readonly Link[] }) {
  const { t, words } = visit;
  const { label } = practice;
  const sheet = sheetOf(practice);
  const { organiser, place, countries, funding, beneficiaries } = sheet;
  const amounts = (funding?.amounts ?? []).map(({ amount, currency }) =>
    new Intl.NumberFormat(visit.lang, { style: 'currency', currency, maximumFractionDigits: 0 }).format(Number(amount)),
  );
  const inCountries = coded(visit, 'country', 'countries', countries);
  const facts: readonly Fact[] = [
    [t('sheet.fact.who'), organiser?.name && <bdi>{organiser.name}</bdi>],
    [
      t('sheet.fact.where'),
      (place?.name ?? inCountries) && (
        <>
          {place?.name && <bdi>{place.name}</bdi>}
          {place?.name && inCountries && ', '}
          {inCountries}
        </>
      ),
    ],
    [t('sheet.fact.when'), yearsOf(sheet.period, visit)],
    [t('search.facet.targetGroup'), coded(visit, 'targetGroup', 'targetGroups', sheet.targetGroups)],
    [
      t('sheet.fact.reached'),
      beneficiaries?.count !== undefined && reached(visit, beneficiaries.count, beneficiaries.counted),
    ],
    [t('sheet.fact.cost'), amounts.length > 0 && words.list(amounts)],
    [
      t('sheet.label'),
      label.awarded ? t('sheet.label.has') : t('sheet.label.short', { count: label.explanation.assessors }),
    ],
    [t('sheet.fact.adopted'), adopted(visit, practice, chain)],
  ];
  const untold = [
    ...facts.filter(([, value]) => !value).map(([name]) => name),
    ...asked.filter((field) => !sheet[field]).map((field) => t(`sheet.field.${field}`)),
  ];
  return (
    <section class="panel stack" aria-labelledby="facts">
      <h2 id="facts">{t('sheet.facts')}</h2>
      <FactList facts={facts} isWide />
      {untold.length > 0 && <p class="small quiet">{t('sheet.untold', { fields: untold.join(' · ') })}</p>}
      {practice.provenance.kind === 'import' && <Imported visit={visit} provenance={practice.provenance} />}
    </section>
  );
}

/** How far others are with it; by its number alone where the chain is not at hand. */
function adopted(visit: Visit, { id, adoptions: { count } }: Practice, chain: readonly Link[]): string {
  const { t, words } = visit;
  const direct = chain.filter((link) => link.distance === 1 && link.practiceId === id);
  const told = (['completed', 'under-way', 'planned', 'abandoned'] as const).flatMap((state) => {
    const of = direct.filter(({ status }) => status === state).length;
    return of > 0 ? [t(`sheet.adoptions.${state}`, { count: of })] : [];
  });
  return told.length > 0 ? words.list(told) : t('sheet.fact.adoptions', { count });
}

/** That whoever is named did not write this here. */
function Imported({ visit, provenance: { source, sourceUrl } }: { visit: Visit; provenance: Practice['provenance'] }) {
  const name = source && unturned(source.replaceAll('-', ' '));
  return (
    <p class="small">
      <strong>{visit.t('sheet.imported')}</strong>{' '}
      {name && (
        <>
          {visit.t('sheet.imported.source')}{' '}
          {sourceUrl && isWeb(sourceUrl) ? (
            <a href={sourceUrl} rel="external noopener nofollow">
              <bdi>{name}</bdi>
            </a>
          ) : (
            <bdi>{name}</bdi>
          )}
        </>
      )}
    </p>
  );
}

/** What is told of these. */
const FactList = ({ facts, isWide }: { facts: readonly Fact[]; isWide?: boolean }) => (
  <dl class={isWide ? 'facts wide-facts' : 'facts'}>
    {facts
      .filter(([, value]) => value)
      .map(([name, value]) => (
        <div>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
  </dl>
);

/** What else is known in a few words. */
function Facts({ visit, practice }: { visit: Visit; practice: Practice }) {
  const { t } = visit;
  const { ownerMemberId, ownerName } = practice;
  const sheet = sheetOf(practice);
  const facts: readonly Fact[] = [
    [t('search.facet.theme'), coded(visit, 'theme', 'themes', sheet.themes)],
    [t('search.facet.aim'), coded(visit, 'aim', 'aims', sheet.aims)],
    [t('search.facet.range'), sheet.range && coded(visit, 'range', 'ranges', [sheet.range])],
    [t('search.facet.fundingSource'), coded(visit, 'fundingSource', 'fundingSources', sheet.funding?.sources)],
    [t('sheet.fact.partners'), namesOf(sheet.partners)],
    [
      t('sheet.fact.owner'),
      ownerMemberId && ownerName && (
        <a href={visit.to(`/members/${ownerMemberId}`)}>
          <bdi>{ownerName}</bdi>
        </a>
      ),
    ],
  ];
  return <FactList facts={facts} />;
}

const reached = (visit: Visit, count: number, counted: Text | undefined) => (
  <>
    {visit.words.number(count)} {counted && <Words text={counted} visit={visit} />}
  </>
);

const namesOf = (partners: Sheet['partners'] = []) => {
  const names = partners.flatMap(({ name }) => (name ? [name] : []));
  return names.length > 0 && names.map((name, index) => [index > 0 && ', ', <bdi>{name}</bdi>]);
};

/** What was measured, and how it was judged. */
function Results({ visit, sheet }: { visit: Visit; sheet: Sheet }) {
  const { t, words } = visit;
  const { indicators = [], evaluation } = sheet;
  return (
    <>
      {indicators.length > 0 && (
        <section id="indicators">
          <h2>{t('sheet.indicators')}</h2>
          <Scroll label={t('sheet.indicators')}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{t('sheet.indicator')}</th>
                  <th scope="col" class="number">
                    {t('sheet.baseline')}
                  </th>
                  <th scope="col" class="number">
                    {t('sheet.value')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {indicators.map(({ name, baseline, value, unit, year }) => (
                  <tr>
                    <th scope="row">
                      <Words text={name} visit={visit} />{' '}
                      {unit && (
                        <span class="quiet">
                          (<bdi>{unit}</bdi>)
                        </span>
                      )}
                    </th>
                    <td class="number">{baseline === undefined ? '–' : words.number(baseline)}</td>
                    <td class="number">
                      {value === undefined ? '–' : words.number(value)} {year && <span class="quiet">({year})</span>}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
        </section>
      )}
      {evaluation?.summary && (
        <section id="evaluation">
          <h2>{t('sheet.evaluation')}</h2>
          <Prose text={evaluation.summary} visit={visit} />
        </section>
      )}
    </>
  );
}

/** Only addresses of the web: what else a text names is not led to. */
const isWeb = (url: string): boolean => /^https?:\/\//i.test(url);
const webLinks = ({ links = [] }: Sheet) => links.filter(({ url }) => isWeb(url));

function Links({ visit, sheet }: { visit: Visit; sheet: Sheet }) {
  const links = webLinks(sheet);
  if (links.length === 0) return null;
  return (
    <section id="links">
      <h2>{visit.t('sheet.links')}</h2>
      <ul class="stack">
        {links.map(({ url, label }) => (
          <li>
            <a href={url} rel="external noopener nofollow">
              <bdi>{label ?? url}</bdi>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Who took it over from whom, from the first source to the latest follower. */
/** Adoptions with what came of each right below it. */
function byBranch(chain: readonly Link[], from: string): Link[] {
  const after = (id: string | null, distance: number): Link[] =>
    chain
      .filter((link) => id !== null && link.practiceId === id && link.distance === distance)
      .flatMap((link) => [link, ...after(link.ownPracticeId, distance + 1)]);
  const placed = new Set(after(from, 1));
  // What a practice in between would lead to, where that is not shown.
  return [...placed, ...chain.filter((link) => link.distance > 0 && !placed.has(link))];
}

function Chain({
  visit,
  practice,
  title,
  chain,
}: {
  visit: Visit;
  practice: Practice;
  title: Text;
  chain: readonly Link[];
}) {
  const { t } = visit;
  const sources = chain.filter(({ distance }) => distance < 0).toSorted((a, b) => a.distance - b.distance);
  const followers = byBranch(chain, practice.id);
  const state = ({ status }: Link) => <span class="tag">{visit.words.code('adoptionStatuses', status)}</span>;
  const nameOf = ({ memberName }: Link) => <bdi>{memberName ?? t('sheet.chain.member')}</bdi>;
  const led = (practiceId: string | null, called: Link['ownPracticeTitle']) =>
    called && (
      <a href={visit.to(`/practices/${practiceId}`)}>
        <Words text={titleIn(called, visit)} visit={visit} />
      </a>
    );
  return (
    <section id="chain">
      <h2>{t('sheet.chain')}</h2>
      <ol class="chain">
        {sources.map((link) => (
          <li>
            {led(link.practiceId, link.title)}
            <p class="small">
              {t('sheet.chain.by')} {nameOf(link)} {state(link)}
            </p>
          </li>
        ))}
        <li class="here" aria-current="true">
          <strong>
            <Words text={title} visit={visit} />
          </strong>
          <p class="quiet small">{t('sheet.chain.here')}</p>
        </li>
        {followers.map((link) => (
          <li class={link.distance > 1 ? 'further' : undefined}>
            <strong>{nameOf(link)}</strong> {state(link)}
            {link.practiceId !== practice.id && (
              <p class="small quiet">
                {t('sheet.chain.from')} <Words text={titleIn(link.title, visit)} visit={visit} />
              </p>
            )}
            {link.ownPracticeId !== practice.id && <p>{led(link.ownPracticeId, link.ownPracticeTitle)}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Whether peers found it good, and how one knows. */
function Label({ visit, practice: { label } }: { visit: Visit; practice: Practice }) {
  const { t, words } = visit;
  const { assessors, medians } = label.explanation;
  return (
    <section class="panel stack" aria-labelledby="label">
      <h2 id="label">{t('sheet.label')}</h2>
      <p>
        {label.awarded
          ? t('sheet.label.awarded', { since: words.day(label.since ?? '') })
          : t('sheet.label.none', { count: assessors })}
      </p>
      {medians && assessors > 0 && (
        <table>
          <caption>{t('sheet.label.medians', { count: assessors })}</caption>
          <tbody>
            {(['relevance', 'efficiency', 'effectiveness', 'impactAndAddedValue', 'sustainability'] as const).map(
              (criterion) => (
                <tr>
                  <th scope="row">{t(`sheet.criterion.${criterion}`)}</th>
                  <td class="number">
                    {medians[criterion] === null
                      ? '–'
                      : t('sheet.label.score', { score: words.number(medians[criterion]) })}
                  </td>
                </tr>
              ),
            )}
          </tbody>
        </table>
      )}
      <p class="small quiet">{t('sheet.label.rule')}</p>
    </section>
  );
}

function Citing({ visit, practice }: { visit: Visit; practice: Practice }) {
  const { t, words } = visit;
  const licence = sheetOf(practice).licence ?? practice.provenance.licence;
  const { title, organiser } = sheetOf(practice);
  const year = `(${(practice.publishedAt ?? practice.updatedAt).slice(0, 4)})`;
  const version = t('sheet.cite.version', { version: practice.version });
  return (
    <section class="panel stack" aria-labelledby="cite">
      <h2 id="cite">{t('sheet.cite')}</h2>
      <p class="small">
        {organiser?.name && [<bdi>{organiser.name}</bdi>, ` ${year}: `]}
        <Words text={title} visit={visit} />. {t('page.site.name')}, {version}
        {!organiser?.name && ` ${year}`}. {addressOf(visit, practice)}
      </p>
      <p class="small quiet">
        {t('sheet.version', { version: practice.version, date: words.day(practice.updatedAt) })}
      </p>
      <p class="small quiet">
        {t('sheet.licence')}{' '}
        {licence ? (
          <a href={`https://spdx.org/licenses/${licence}`} rel="license external noopener" lang="en">
            {words.code('licences', licence)}
          </a>
        ) : (
          t('sheet.licence.none')
        )}
      </p>
      <ul class="actions small no-print">
        <li>
          <a href={visit.to(`/practices/${practice.id}/versions`)}>{t('sheet.versions')}</a>
        </li>
        <li>
          <button type="button" class="link scripted" data-print>
            {t('sheet.print')}
          </button>
        </li>
        <li>
          <a href={`/v1/practices/${practice.id}?lang=${visit.lang}`}>{t('sheet.json')}</a>
        </li>
        <li>
          <a href={visit.to(`/practices/${practice.id}/described.jsonld`)}>{t('sheet.jsonld')}</a>
        </li>
      </ul>
    </section>
  );
}
