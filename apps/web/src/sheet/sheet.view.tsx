import type { ComponentChildren } from 'preact';
import type { Shape } from '#client';
import { labelRule } from '#contracts';
import { PageHead } from '../page/page-head.js';
import { labelOf } from '../kit/fields.js';
import {
  inShort,
  isOwn,
  LabelTag,
  mayAdopt,
  sheetOf,
  Tag,
  yearsOf,
  type Practice,
  type Sheet,
} from '../kit/practices.js';
import { Said } from '../kit/said.js';
import { Scroll } from '../kit/scroll.js';
import { Prose, shortened, titleIn, Words, type Text } from '../kit/text.js';
import { Page } from '../page/page.js';
import type { Visit } from '../page/visit.js';
import type { ListQuery } from '../search/search.query.js';
import type { CodeList } from '../words/words.js';
import { addressOf, describedFor } from './described.js';
import { amountsIn, countIn, type Reached } from './in-words.js';
import { aboutPractices, subscribing, type Wanted } from '../subscribe/subscribing.js';
import { unturned } from '../words/unturned.js';
import { asked, proseOf } from '../kit/prose.js';

type Link = Shape<'ChainLinkView'>;
type Similar = Shape<'SimilarPracticeView'>;
type Criterion = keyof NonNullable<Practice['label']['explanation']['medians']>;

/** What is told under one heading; nothing: it is left out. */
type Field = readonly [id: string, name: string, content: ComponentChildren];

/** What else is known of a practice when its fact sheet is shown. */
interface SheetMore {
  /** The adoption by the visitor's own member, if there is one. */
  readonly own?: Shape<'AdoptionView'> | undefined;
  /** What adopters tell of what they do. */
  readonly adoptions?: readonly Shape<'AdoptionView'>[];
  /** The ETag of what is shown: with it, an owner submits a draft. */
  readonly tag?: string;
}

export function sheetPage(
  visit: Visit,
  practice: Practice,
  chain: readonly Link[],
  similar: readonly Similar[],
  { own, adoptions = [], tag }: SheetMore = {},
): Page {
  const { t, words } = visit;
  const sheet = sheetOf(practice);
  const { title, objectives, originalLanguage, replicated } = sheet;
  const lead = objectives && { ...objectives, text: shortened(objectives.text, 200) };
  const isPublished = practice.status === 'published';
  const canWrite = isOwn(visit, practice) && practice.status !== 'submitted';
  const isSecretary = visit.me?.roles.includes('steering') ?? false;
  const ask = visit.to(`/practices/${practice.id}/question`);
  const told: Readonly<Record<keyof typeof proseOf, readonly Field[]>> = {
    about: written(visit, sheet, 'about'),
    results: [
      ...resultsOf(visit, sheet),
      ['label', t('sheet.label'), <Label visit={visit} practice={practice} />],
    ],
    elsewhere: [
      ...written(visit, sheet, 'elsewhere'),
      ['replicated', t('figures.by.replicated'), replicated !== 'unknown' && replicated && words.code('replicated', replicated)],
      ['cost', t('sheet.cost'), paid(visit, sheet)],
      ['chain', t('sheet.chain'), chain.length > 0 && <Chain visit={visit} practice={practice} title={title} chain={chain} adoptions={adoptions} />],
      ['contact', t('sheet.contact'), contacts(visit, practice)],
    ],
    background: [
      ...written(visit, sheet, 'background'),
      ['more', t('sheet.more'), <Facts visit={visit} practice={practice} />],
      ['links', t('sheet.links'), webLinks(sheet).length > 0 && <Links sheet={sheet} />],
      ['cite', t('sheet.cite'), <Citing visit={visit} practice={practice} />],
      ['history', t('sheet.history'), <History visit={visit} practice={practice} />],
    ],
  }; // prettier-ignore
  const parts = (Object.keys(told) as (keyof typeof told)[])
    .map((id) => [id, t(`sheet.part.${id}`), told[id].filter(([, , content]) => content)] as const)
    .filter(([, , fields]) => fields.length > 0);
  const contents = [...parts, ...(similar.length > 0 ? [['similar', t('sheet.similar')] as const] : [])];
  return new Page(
    title.text,
    <article class="stack">
      <PageHead
        title={<Words text={title} visit={visit} />}
        lead={lead ? <Words text={lead} visit={visit} /> : inShort(practice, visit)}
      >
        <p class="small quiet">
          {t('sheet.version', { version: practice.version, date: words.day(practice.updatedAt) })}
          {originalLanguage !== visit.lang &&
            ` · ${t('sheet.original', { language: words.language(originalLanguage) })}`}
        </p>
        {(practice.label.awarded || !isPublished) && (
          <ul class="tags" aria-label={t('sheet.state')}>
            {practice.label.awarded && <LabelTag visit={visit} />}
            {!isPublished && <Tag>{t(`sheet.status.${practice.status}`)}</Tag>}
          </ul>
        )}
        {visit.query.has('changed') && isOwn(visit, practice) && (
          <div class="notice" role="alert">
            <p>{t('sheet.submit.changed')}</p>
          </div>
        )}
        {tag !== undefined && isOwn(visit, practice) && ['draft', 'changes-requested'].includes(practice.status) && (
          <form class="no-print" method="post" action={visit.to(`/work/practices/${practice.id}/submission`)}>
            <input type="hidden" name="tag" value={tag} />
            <button type="submit">{t('sheet.submit')}</button>
          </form>
        )}
        {(isPublished || canWrite || isSecretary) && (
          <p class="actions no-print">
            {isPublished && (
              <a class="button" href={ask}>
                {t('ask.title')}
              </a>
            )}
            {mayAdopt(visit, practice) && <Adopting visit={visit} practice={practice} adoption={own} />}
            {canWrite && <a href={visit.to(`/work/practices/${practice.id}/edit`)}>{t('sheet.edit')}</a>}
            {isSecretary && <a href={visit.to(`/work/practices/${practice.id}/review`)}>{t('review.link.review')}</a>}
            {isSecretary && <a href={visit.to(`/work/practices/${practice.id}/merger`)}>{t('review.link.merge')}</a>}
            {(isSecretary || isOwn(visit, practice)) && (
              <a href={visit.to(`/work/practices/${practice.id}/withdrawal`)}>{t('review.link.withdraw')}</a>
            )}
            {isPublished && visit.me?.roles.includes('reviewer') && (
              <a href={visit.to(`/work/practices/${practice.id}/assessment`)}>{t('assess.begin')}</a>
            )}
            {isPublished && isOwn(visit, practice) && (
              <a href={visit.to(`/work/practices/${practice.id}/translations`)}>{t('translate.title')}</a>
            )}
          </p>
        )}
      </PageHead>
      <Essentials visit={visit} practice={practice} chain={chain} />
      <div class="beside side-start">
        <nav class="contents no-print" aria-label={t('sheet.contents')}>
          <details class="narrow">
            <summary>{t('sheet.contents')}</summary>
            <p class="small quiet">{t('sheet.contents')}</p>
            <ul class="links">
              {contents.map(([id, name]) => (
                <li>
                  <a href={`#${id}`}>{name}</a>
                </li>
              ))}
            </ul>
          </details>
        </nav>
        <div class="parts">
          {parts.map(([id, name, fields]) => (
            <section id={id} class="part panel">
              <h2>{name}</h2>
              {fields.map(([field, heading, content]) => (
                <section id={field}>
                  <h3>{heading}</h3>
                  <div class="stack">{content}</div>
                </section>
              ))}
            </section>
          ))}
          {similar.length > 0 && (
            <section id="similar" class="part panel no-print">
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
      </div>
    </article>,
    {
      description: shortened((sheet.objectives ?? title).text.replaceAll(/\s+/g, ' '), 200),
      data: describedFor(visit, practice),
    },
  );
}

/** Where the visitor's member records that it adopts the practice, or has done so. */
function Adopting({ visit, practice: { id }, adoption }: { visit: Visit; practice: Practice; adoption: Shape<'AdoptionView'> | undefined }) {
  const { t, words, to } = visit;
  if (!adoption) return <a href={to(`/work/practices/${id}/adoption/new`)}>{t('adopt.begin')}</a>;
  const status = words.code('adoptionStatuses', adoption.status);
  return <a href={to(`/work/practices/${id}/adoptions/${adoption.id}`)}>{t('adopt.own', { status })}</a>;
} // prettier-ignore

/** The prose of one part. */
const written = (visit: Visit, sheet: Sheet, part: keyof typeof proseOf): Field[] =>
  proseOf[part].map((field) => {
    const text = sheet[field];
    return [field, visit.t(`sheet.field.${field}`), text && <Prose text={text} visit={visit} />];
  });

const resultsOf = (visit: Visit, sheet: Sheet): Field[] => {
  const { t, words } = visit;
  const { objectivesAchieved: achieved, indicators } = sheet;
  return [
    ...written(visit, sheet, 'results'),
    ['achieved', t('sheet.versions.achieved'), achieved && words.code('objectivesAchieved', achieved)],
    ['indicators', t('sheet.indicators'), indicators?.length && <Indicators visit={visit} of={indicators} />],
    ['evaluation', t('sheet.evaluation'), evaluated(visit, sheet)],
  ];
};

/** What its owner says of a practice, without what others think of it. */
export function OwnWords({ visit, practice }: { visit: Visit; practice: Practice }) {
  const sheet = sheetOf(practice);
  const fields: readonly Field[] = [
    ...written(visit, sheet, 'about'),
    ...resultsOf(visit, sheet),
    ...written(visit, sheet, 'elsewhere'),
    ['cost', visit.t('sheet.cost'), paid(visit, sheet)],
    ...written(visit, sheet, 'background'),
  ];
  return (
    <>
      {fields
        .filter(([, , content]) => content)
        .map(([, heading, content]) => (
          <section class="stack">
            <h3>{heading}</h3>
            {content}
          </section>
        ))}
    </>
  );
}

type Fact = readonly [name: string | undefined, value: ComponentChildren];

/** The codes of a fact, each leading to what else has it. */
const coded = (
  visit: Visit,
  filter: keyof ListQuery,
  list: CodeList,
  codes: readonly (string | number)[] | null | undefined,
) =>
  codes && codes.length > 0
    ? codes.map((code, index) => (
        <>
          {index > 0 && ', '}
          <a href={visit.to(`/practices?${filter}=${code}`)}>{visit.words.code(list, code)}</a>
        </>
      ))
    : undefined;

/** What one asks first of any practice. What is not told of it is said once, for all of it. */
function Essentials({ visit, practice, chain }: { visit: Visit; practice: Practice; chain: readonly Link[] }) {
  const { t } = visit;
  const { provenance } = practice;
  const sheet = sheetOf(practice);
  const { organiser, place, countries, beneficiaries } = sheet;
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
      beneficiaries?.count !== undefined && reached(visit, beneficiaries, beneficiaries.counted),
    ],
    [t('sheet.fact.cost'), amounts(visit, sheet)],
    [t('sheet.label'), judged(visit, practice)],
    [t('sheet.fact.adopted'), adopted(visit, practice, chain)],
  ];
  const untold = [
    ...facts.filter(([, value]) => !value).map(([name]) => name),
    ...asked.filter((field) => !sheet[field]).map((field) => t(`sheet.field.${field}`)),
  ];
  return (
    <section class="panel stack" aria-labelledby="facts">
      <h2 id="facts">{t('sheet.facts')}</h2>
      <FactList facts={facts} isStrong />
      {untold.length > 0 && <p class="small quiet">{t('sheet.untold', { fields: untold.join(' · ') })}</p>}
      {provenance.kind !== 'direct' && provenance.source && (
        <p class="small quiet">
          <Said visit={visit} message="sheet.copied" parts={{ source: sourceOf(provenance) }} />
        </p>
      )}
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

/** By whom it was judged, and how, in a line that leads to the scores. */
function judged({ t, words }: Visit, { label: { awarded, explanation } }: Practice) {
  const scores = Object.values(explanation.medians ?? {}).filter((score) => score !== null);
  const range = [...new Set([Math.min(...scores), Math.max(...scores)])].map(words.number).join('–');
  return (
    <>
      <a href="#label">{awarded ? t('sheet.label.has') : t('sheet.label.short', { count: explanation.assessors })}</a>
      {scores.length > 0 && <p class="aside">{t('sheet.label.score', { score: range })}</p>}
    </>
  );
}

/** What it cost, each amount with what it covers. */
const amounts = (visit: Visit, { funding }: Sheet) =>
  funding?.amounts?.length ? (
    <ul>
      {amountsIn(visit, funding).map(([money, covered]) => (
        <li>
          {money} <span class="aside">{covered}</span>
        </li>
      ))}
    </ul>
  ) : undefined;

/** What it cost, and who paid. */
function paid(visit: Visit, sheet: Sheet) {
  const sources = coded(visit, 'fundingSource', 'fundingSources', sheet.funding?.sources);
  const cost = amounts(visit, sheet);
  return (
    (cost || sources) && (
      <>
        {cost}
        <FactList facts={[[visit.t('search.facet.fundingSource'), sources]]} />
      </>
    )
  );
}

/** Where a text was copied from, as far as there is a page of it. */
function sourceOf({ source = '', sourceUrl }: Practice['provenance']) {
  const name = <bdi>{unturned(source.replaceAll('-', ' '))}</bdi>;
  return sourceUrl && isWeb(sourceUrl) ? (
    <a href={sourceUrl} rel="external noopener nofollow">
      {name}
    </a>
  ) : (
    name
  );
}

/** What is told of these. */
const FactList = ({ facts, isStrong }: { facts: readonly Fact[]; isStrong?: boolean }) => (
  <dl class={isStrong ? 'facts wide-facts' : 'facts'}>
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
  const { projectType, dimensions, basicPrinciples, nationalProgramme } = sheet;
  const facts: readonly Fact[] = [
    [labelOf(visit, 'projectType'), projectType && <Words text={projectType} visit={visit} />],
    [t('search.facet.theme'), coded(visit, 'theme', 'themes', sheet.themes)],
    [t('search.facet.aim'), coded(visit, 'aim', 'aims', sheet.aims)],
    [labelOf(visit, 'dimensions'), coded(visit, 'dimension', 'dimensions', dimensions)],
    [labelOf(visit, 'basicPrinciples'), coded(visit, 'basicPrinciple', 'basicPrinciples', basicPrinciples)],
    [t('search.facet.range'), sheet.range && coded(visit, 'range', 'ranges', [sheet.range])],
    [labelOf(visit, 'nationalProgramme'), nationalProgramme?.name && <bdi>{nationalProgramme.name}</bdi>],
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

/** Who agreed to be shown, and how to ask whoever answers for a practice that everyone sees. */
function contacts({ t, to }: Visit, practice: Practice) {
  const shown = (sheetOf(practice).contacts ?? []).filter(({ consentToPublish }) => consentToPublish);
  const isPublished = practice.status === 'published';
  return (
    (isPublished || shown.length > 0) && (
      <>
        {shown.length > 0 && (
          <ul>
            {shown.map(({ name, email }) => (
              <li>
                {name && <bdi>{name}</bdi>} {email && <a href={`mailto:${encodeURIComponent(email)}`}>{email}</a>}
              </li>
            ))}
          </ul>
        )}
        {isPublished && (
          <p>
            {t('sheet.contact.text')} <a href={to(`/practices/${practice.id}/question`)}>{t('sheet.contact.ask')}</a>
          </p>
        )}
      </>
    )
  );
}

const reached = (visit: Visit, of: Reached, counted: Text | undefined) => (
  <>
    {countIn(visit, of)} {counted && <Words text={counted} visit={visit} />}
  </>
);

const namesOf = (partners: Sheet['partners'] = []) => {
  const names = partners.flatMap(({ name }) => (name ? [name] : []));
  return names.length > 0 && names.map((name, index) => [index > 0 && ', ', <bdi>{name}</bdi>]);
};

/** What was measured. */
const Indicators = ({ visit: { t, words }, visit, of }: { visit: Visit; of: NonNullable<Sheet['indicators']> }) => (
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
        {of.map(({ name, baseline, value, unit, year }) => (
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
);

/** What an evaluation found, or else whether there was one. */
function evaluated(visit: Visit, { evaluation: { conducted, kind, summary, url } = {} }: Sheet) {
  const { t, words, lang } = visit;
  const how = [
    conducted && conducted !== 'unknown' && words.code('evaluationConducted', conducted),
    kind && words.code('evaluationKinds', kind),
  ].filter(Boolean);
  const value = how.join(', ').toLocaleLowerCase(lang);
  const link = url && isWeb(url) && <Links sheet={{ links: [{ url }] }} />;
  const said = value && <p>{t('sheet.versions.named', { name: t('figures.by.evaluation'), value })}</p>;
  const told = summary && <Prose text={summary} visit={visit} />;
  return (said || told || link) && [said, told, link];
}

/** Only addresses of the web: what else a text names is not led to. */
const isWeb = (url: string): boolean => /^https?:\/\//i.test(url);
const webLinks = ({ links = [] }: Pick<Sheet, 'links'>) => links.filter(({ url }) => isWeb(url));

const Links = ({ sheet }: { sheet: Pick<Sheet, 'links'> }) => (
  <ul class="links">
    {webLinks(sheet).map(({ url, label }) => (
      <li>
        <a href={url} rel="external noopener nofollow">
          <bdi>{label ?? url}</bdi>
        </a>
      </li>
    ))}
  </ul>
);

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

/** Who took it over from whom, from the first source to the latest follower. */
function Chain({
  visit,
  practice,
  title,
  chain,
  adoptions,
}: {
  visit: Visit;
  practice: Practice;
  title: Text;
  chain: readonly Link[];
  adoptions: readonly Shape<'AdoptionView'>[];
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
          <Account visit={visit} of={adoptions.find(({ id }) => id === link.adoptionId)} />
        </li>
      ))}
    </ol>
  );
}

const accounts = [
  ['changes', 'sheet.chain.changes'],
  ['funding', 'adopt.funding'],
  ['result', 'adopt.result'],
  ['evidence', 'sheet.chain.evidence'],
] as const;

/** What an adopter tells of it, if anything. */
function Account({ visit, of }: { visit: Visit; of: Shape<'AdoptionView'> | undefined }) {
  const { t } = visit;
  const told = accounts.flatMap(([part, name]) => {
    const texts = of?.[part];
    return texts && Object.keys(texts).length > 0 ? [[name, titleIn(texts, visit)] as const] : [];
  });
  const links = webLinks({ links: of?.links ?? [] });
  if (told.length === 0 && links.length === 0) return null;
  return (
    <details>
      <summary>{t('sheet.chain.account')}</summary>
      <div class="stack">
        {told.map(([name, text]) => (
          <section>
            <h4>{t(name)}</h4>
            <Prose text={text} visit={visit} />
          </section>
        ))}
        {links.length > 0 && <Links sheet={{ links }} />}
      </div>
    </details>
  );
}

/** Whether peers found it good, and how one knows. */
function Label({ visit, practice: { label } }: { visit: Visit; practice: Practice }) {
  const { t, words } = visit;
  const { assessors, medians, assessments } = label.explanation;
  const judged = [...new Set(assessments.map(({ version }) => version))].toSorted((a, b) => a - b);
  const scores = Object.entries(medians ?? {}).filter(([, score]) => score !== null) as [Criterion, number][];
  return (
    <>
      <p>
        {label.awarded
          ? t('sheet.label.awarded', { since: words.day(label.since ?? '') })
          : t('sheet.label.none', { count: assessors })}
        {judged.length > 0 &&
          ` ${t('sheet.label.version', { count: judged.length, versions: words.list(judged.map(String)) })}`}
      </p>
      {scores.length > 0 && (
        <table>
          <caption>{t('sheet.label.medians', { count: assessors })}</caption>
          <tbody>
            {scores.map(([criterion, score]) => (
              <tr>
                <th scope="row">{t(`sheet.criterion.${criterion}`)}</th>
                <td class="number">{t('sheet.label.score', { score: words.number(score) })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p>
        {t('sheet.label.rule', labelRule)} <a href={visit.to('/judging')}>{t('judging.title')}</a>
      </p>
    </>
  );
}

function Citing({ visit, practice }: { visit: Visit; practice: Practice }) {
  const { t, words } = visit;
  const { title, organiser, licence = practice.provenance.licence } = sheetOf(practice);
  const year = `(${(practice.publishedAt ?? practice.updatedAt).slice(0, 4)})`;
  const version = t('sheet.cite.version', { version: practice.version });
  return (
    <>
      <p>
        {organiser?.name && [<bdi>{organiser.name}</bdi>, ` ${year}: `]}
        <Words text={title} visit={visit} />. {t('page.site.name')}, {version}
        {!organiser?.name && ` ${year}`}. {addressOf(visit, practice)}
      </p>
      <p>
        {t('sheet.licence')}{' '}
        {licence ? (
          <a href={`https://spdx.org/licenses/${licence}`} rel="license external noopener" lang="en">
            {words.code('licences', licence)}
          </a>
        ) : (
          t('sheet.licence.none')
        )}
      </p>
    </>
  );
}

/** News of practices like this one. */
const alike = ({ factSheet: { countries, themes } }: Practice): (readonly [Wanted, string])[] => [
  ['type', aboutPractices],
  ...(countries ?? []).map((code) => ['country', code] as const),
  ...(themes ?? []).map((code) => ['theme', code] as const),
];

function History({ visit, practice }: { visit: Visit; practice: Practice }) {
  const { t } = visit;
  return (
    <ul class="actions no-print">
      <li>
        <a href={subscribing(visit, alike(practice))}>{t('sheet.subscribe')}</a>
      </li>
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
  );
}
