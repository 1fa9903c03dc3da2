import type { Shape } from '#client';
import { countries, dimensions, themes } from '#contracts';
import type { Fault, Field, Values } from '../form/form.js';
import { formPage, sentPage } from '../form/form.page.js';
import { Form } from '../form/form.view.js';
import type { Key } from '../words/keys.js';
import { PageHead } from '../page/page-head.js';
import { Page } from '../page/page.js';
import { titleIn, Words } from '../kit/text.js';
import type { Visit } from '../page/visit.js';
import { aboutMembers, aboutPractices } from './subscribing.js';

type Subscription = Shape<'SubscriptionView'>;

const frequencies = ['immediate', 'daily', 'weekly', 'quarterly'] as const;
const kinds = [[aboutPractices, 'news.about.practice'], [aboutMembers, 'news.about.member']] as const; // prettier-ignore

/** What there is to choose from, besides what there always is. */
export interface Offered {
  /** Kinds of events that were chosen elsewhere. */
  readonly types: readonly string[];
  /** Where anything may happen. */
  readonly countries: readonly string[];
  /** Those that were chosen elsewhere: id and name. */
  readonly members: readonly (readonly [id: string, name: string])[];
  readonly dimensions: readonly string[];
}

type Elsewhere = Readonly<Record<'types' | 'countries' | 'dimensions' | 'members', readonly string[]>>;

/** Of what was chosen, what the form does not offer to everybody: it stays chosen. What cannot be meant is passed over. */
export const chosenElsewhere = (values: Values): Elsewhere => {
  const below = (name: string) =>
    [...values.keys()]
      .filter((key) => key.startsWith(`/filter/${name}/`))
      .map((key) => key.slice(`/filter/${name}/`.length));
  const [types, places, kindsOf, members] = ['types', 'countries', 'dimensions', 'members'].map(below) as [string[], string[], string[], string[]];
  return {
    types: types.filter((type) => /^[a-z0-9.*-]{1,200}$/.test(type) && kinds.every(([known]) => known !== type)),
    countries: countries.filter((one) => places.includes(one)),
    dimensions: dimensions.filter((one) => kindsOf.includes(one)),
    members: members.filter((id) => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(id)),
  };
}; // prettier-ignore

/** What a subscription is about, and how often it comes. */
export const preferenceFields = ({ t, words, lang }: Visit, offered: Offered): readonly Field[] => {
  const named = (group: 'countries' | 'themes' | 'dimensions', codes: readonly string[]) =>
    codes.map((code) => [code, words.code(group, code)] as const).toSorted(([, a], [, b]) => a.localeCompare(b, lang));
  return [
    { pointer: '/frequency', kind: 'choice', label: t('subscribe.frequency'), hint: t('subscribe.frequency.hint'), isRequired: true, options: frequencies.map((one) => [one, t(`subscribe.frequency.${one}`)] as const) },
    { pointer: '/filter/types', kind: 'codes', label: t('subscribe.about'), hint: t('subscribe.all'), options: [...kinds.map(([type, name]) => [type, t(name)] as const), ...offered.types.map((type) => [type, typeName(words, type)] as const)] },
    { pointer: '/filter/countries', kind: 'codes', label: t('subscribe.countries'), hint: t('subscribe.all'), options: named('countries', offered.countries) },
    { pointer: '/filter/themes', kind: 'codes', label: t('subscribe.themes'), hint: t('subscribe.all'), options: named('themes', themes) },
    ...(offered.dimensions.length > 0 ? [{ pointer: '/filter/dimensions', kind: 'codes' as const, label: t('subscribe.dimensions'), hint: t('subscribe.all'), options: named('dimensions', offered.dimensions) }] : []),
    ...(offered.members.length > 0 ? [{ pointer: '/filter/members', kind: 'codes' as const, label: t('subscribe.members'), hint: t('subscribe.all'), options: offered.members }] : []),
    { pointer: '/filter/text', kind: 'text', label: t('subscribe.text'), hint: t('subscribe.text.hint'), maxLength: 200 },
  ]; // prettier-ignore
};

/** `practice.published` of `eu.lra-network.practice.published.v1`, as people say it where they have a word for it. */
const shortOf = (type: string): string => type.replace(/^eu\.lra-network\./, '').replace(/\.v\d+$/, '');
const typeName = (words: Visit['words'], type: string): string => {
  const key = `news.kind.${shortOf(type)}`;
  return words.knows(key) ? words.t(key) : type;
};

/** @param searches those that the visitor saved */
export const subscribeFields = (
  visit: Visit,
  offered: Offered,
  searches: readonly Pick<Shape<'SavedSearchView'>, 'id' | 'name'>[] = [],
): readonly Field[] => [
  { pointer: '/channel/address', kind: 'email', label: visit.t('subscribe.address'), hint: visit.t('subscribe.address.hint'), isRequired: true, maxLength: 254, autocomplete: 'email' },
  ...preferenceFields(visit, offered),
  ...(searches.length > 0 ? [{ pointer: '/filter/savedSearch', kind: 'select' as const, label: visit.t('subscribe.search'), hint: visit.t('subscribe.search.hint'), options: searches.map(({ id, name }) => [id, name] as const) }] : []),
]; // prettier-ignore

/** What an address asks the form to begin with. */
export const chosenIn = (query: URLSearchParams): Values =>
  valuesOf({
    types: query.getAll('type'),
    countries: query.getAll('country'),
    themes: query.getAll('theme'),
    dimensions: query.getAll('dimension'),
    members: query.getAll('member'),
    text: query.get('text') ?? '',
    savedSearch: query.get('savedSearch') ?? '',
    frequency: query.get('frequency') ?? 'weekly',
  });

interface Chosen {
  readonly types?: readonly string[] | undefined;
  readonly countries?: readonly string[] | undefined;
  readonly themes?: readonly string[] | undefined;
  readonly dimensions?: readonly string[] | undefined;
  readonly members?: readonly string[] | undefined;
  readonly text?: string | undefined;
  readonly savedSearch?: string | undefined;
  readonly frequency: string;
}

export const valuesOf = ({ text = '', savedSearch = '', frequency, ...lists }: Chosen): Values =>
  new Map([
    ...(['types', 'countries', 'themes', 'dimensions', 'members'] as const).flatMap((name) =>
      (lists[name] ?? []).map((code) => [`/filter/${name}/${code}`, 'on'] as const),
    ),
    ['/filter/text', text],
    ['/filter/savedSearch', savedSearch],
    ['/frequency', frequency],
  ]);

export const wishesOf = ({ filter, frequency }: Subscription): Values => {
  return valuesOf({ ...filter, text: filter.text ?? undefined, frequency } as Chosen);
};

const stepsOf = ({ t }: Visit) => [t('subscribe.next.mail'), t('subscribe.next.confirm'), t('subscribe.next.end')];

/** @param preview what it would have sent; undefined: that cannot be said */
export const subscribePage = (
  visit: Visit,
  fields: readonly Field[],
  values: Values,
  faults: readonly Fault[],
  preview: Shape<'PreviewView'> | undefined,
): Page =>
  formPage(visit, 'subscribe', {
    fields,
    values,
    faults,
    steps: stepsOf(visit),
    lead: visit.t('subscribe.lead'),
    second: ['preview', visit.t('subscribe.preview')],
    beside: preview && <Preview visit={visit} preview={preview} />,
  });

/** The most events that a preview counts. */
const COUNTED = 1_000;

function Preview({ visit, preview: { events, mails, latest } }: { visit: Visit; preview: Shape<'PreviewView'> }) {
  const { t, words } = visit;
  const amount = events < COUNTED ? t('subscribe.preview.count', { mails, events }) : t('subscribe.preview.many', { mails, events });
  return (
    <section class="stack" aria-labelledby="preview">
      <h2 id="preview">{t('subscribe.preview.title')}</h2>
      <p>{events === 0 ? t('subscribe.preview.none') : amount}</p>
      <ul class="stack">
        {latest.map(({ type, subject, time, title, name }) => {
          const short = shortOf(type);
          const folder = short.startsWith('member.') ? 'members' : 'practices';
          return (
            <li>
              <a href={visit.to(`/${folder}/${subject}`)}>
                {title ? <Words text={titleIn(title, visit)} visit={visit} /> : name ? <bdi>{name}</bdi> : t('news.untitled')}
              </a>
              <p class="small quiet">
                {[words.knows(`news.kind.${short}`) ? words.t(`news.kind.${short}` as Key) : undefined, words.day(time)].filter(Boolean).join(' · ')}
              </p>
            </li>
          );
        })}
      </ul>
    </section>
  );
} // prettier-ignore

export const askedPage = (visit: Visit): Page =>
  sentPage(visit, 'subscribe', stepsOf(visit).slice(1), '', visit.t('page.problem.home'));

/** The page of a link in a mail: what the mailbox gets, and what its reader can do about it. */
export function preferencesPage(
  visit: Visit,
  subscription: Subscription,
  fields: readonly Field[],
  typed: Values | undefined,
  faults: readonly Fault[],
): Page {
  const { t, words, query } = visit;
  const { state, channel, filter } = subscription;
  const done = `subscribe.done.${query.get('done') ?? ''}`;
  const values = typed ?? wishesOf(subscription);
  const isPending = state === 'pending';
  const title = t(isPending ? 'subscribe.confirm.title' : 'subscribe.preferences');
  return new Page(
    title,
    <div class="stack-large">
      <PageHead title={title} lead={t(`subscribe.state.${state}`)}>
        <p>
          {t('subscribe.to')} <bdi>{channel.address}</bdi>
        </p>
      </PageHead>
      {words.knows(done) && (
        <div class="notice" role="status">
          <p>{t(done)}</p>
        </div>
      )}
      {filter.savedSearch != null && (
        <div class="notice">
          <p>{t(subscription.searchDeletedAt === null ? 'subscribe.search.kept' : 'subscribe.search.deleted')}</p>
        </div>
      )}
      <form method="post" class="actions">
        {isPending && <Step name="confirm" words={t('subscribe.confirm')} />}
        {state === 'active' && <Step name="pause" words={t('subscribe.pause')} isQuiet />}
        {(state === 'paused' || state === 'failed') && <Step name="recovery" words={t('subscribe.recover')} />}
        <Step name="end" words={t(isPending ? 'subscribe.refuse' : 'subscribe.end')} isQuiet />
      </form>
      <section class="panel stack" aria-labelledby="wishes">
        <h2 id="wishes">{t('subscribe.wishes')}</h2>
        <Form visit={visit} fields={fields} values={values} faults={faults} submit={t('subscribe.change')} hidden={{ step: 'change' }} />
      </section>
    </div>,
    { isUnlisted: true, ...(faults.length > 0 ? { status: 422 } : {}) },
  ); // prettier-ignore
}

const Step = ({ name, words, isQuiet = false }: { name: string; words: string; isQuiet?: boolean }) => (
  <button type="submit" name="step" value={name} class={isQuiet ? 'plain' : undefined}>
    {words}
  </button>
);

/** Of a link that leads to nothing: it was ended, never confirmed, or is not whole. */
export const endedPage = (visit: Visit): Page =>
  new Page(
    visit.t('subscribe.ended'),
    <div class="stack">
      <PageHead title={visit.t('subscribe.ended')} lead={visit.t('subscribe.ended.text')} />
      <p>
        <a class="button" href={visit.to('/subscriptions/new')}>
          {visit.t('subscribe.title')}
        </a>
      </p>
    </div>,
    { isUnlisted: true },
  );
