import type { Shape } from '#client';
import { themes } from '#contracts';
import type { Fault, Field, Values } from '../form/form.js';
import { formPage, sentPage } from '../form/form.page.js';
import { Form } from '../form/form.view.js';
import { PageHead } from '../page/page-head.js';
import { Page } from '../page/page.js';
import type { Visit } from '../page/visit.js';

type Subscription = Shape<'SubscriptionView'>;

const frequencies = ['immediate', 'daily', 'weekly', 'quarterly'] as const;
const kinds = [['eu.lra-network.practice.*', 'news.about.practice'], ['eu.lra-network.member.*', 'news.about.member']] as const; // prettier-ignore

/** What a subscription is about, and how often it comes. @param countries where anything may happen */
export const preferenceFields = ({ t, words, lang }: Visit, countries: readonly string[]): readonly Field[] => {
  const named = (group: 'countries' | 'themes', codes: readonly string[]) =>
    codes.map((code) => [code, words.code(group, code)] as const).toSorted(([, a], [, b]) => a.localeCompare(b, lang));
  return [
    { pointer: '/frequency', kind: 'choice', label: t('subscribe.frequency'), hint: t('subscribe.frequency.hint'), isRequired: true, options: frequencies.map((one) => [one, t(`subscribe.frequency.${one}`)] as const) },
    { pointer: '/filter/types', kind: 'codes', label: t('subscribe.about'), hint: t('subscribe.all'), options: kinds.map(([type, name]) => [type, t(name)] as const) },
    { pointer: '/filter/countries', kind: 'codes', label: t('subscribe.countries'), hint: t('subscribe.all'), options: named('countries', countries) },
    { pointer: '/filter/themes', kind: 'codes', label: t('subscribe.themes'), hint: t('subscribe.all'), options: named('themes', themes) },
    { pointer: '/filter/text', kind: 'text', label: t('subscribe.text'), hint: t('subscribe.text.hint'), maxLength: 200 },
  ]; // prettier-ignore
};

/** @param searches those that the visitor saved */
export const subscribeFields = (
  visit: Visit,
  countries: readonly string[],
  searches: readonly Pick<Shape<'SavedSearchView'>, 'id' | 'name'>[] = [],
): readonly Field[] => [
  { pointer: '/channel/address', kind: 'email', label: visit.t('subscribe.address'), hint: visit.t('subscribe.address.hint'), isRequired: true, maxLength: 254, autocomplete: 'email' },
  ...preferenceFields(visit, countries),
  ...(searches.length > 0 ? [{ pointer: '/filter/savedSearch', kind: 'select' as const, label: visit.t('subscribe.search'), hint: visit.t('subscribe.search.hint'), options: searches.map(({ id, name }) => [id, name] as const) }] : []),
]; // prettier-ignore

/** What an address asks the form to begin with. */
export const chosenIn = (query: URLSearchParams): Values =>
  valuesOf({
    types: query.getAll('type'),
    countries: query.getAll('country'),
    themes: query.getAll('theme'),
    text: query.get('text') ?? '',
    savedSearch: query.get('savedSearch') ?? '',
    frequency: query.get('frequency') ?? 'weekly',
  });

interface Chosen {
  readonly types?: readonly string[] | undefined;
  readonly countries?: readonly string[] | undefined;
  readonly themes?: readonly string[] | undefined;
  readonly text?: string | undefined;
  readonly savedSearch?: string | undefined;
  readonly frequency: string;
}

const valuesOf = ({
  types = [],
  countries = [],
  themes: topics = [],
  text = '',
  savedSearch = '',
  frequency,
}: Chosen): Values =>
  new Map([
    ...types.map((code) => [`/filter/types/${code}`, 'on'] as const),
    ...countries.map((code) => [`/filter/countries/${code}`, 'on'] as const),
    ...topics.map((code) => [`/filter/themes/${code}`, 'on'] as const),
    ['/filter/text', text],
    ['/filter/savedSearch', savedSearch],
    ['/frequency', frequency],
  ]);

const stepsOf = ({ t }: Visit) => [t('subscribe.next.mail'), t('subscribe.next.confirm'), t('subscribe.next.end')];

export const subscribePage = (visit: Visit, fields: readonly Field[], values: Values, faults: readonly Fault[]): Page =>
  formPage(visit, 'subscribe', { fields, values, faults, steps: stepsOf(visit), lead: visit.t('subscribe.lead') });

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
  const { state, channel, filter, frequency } = subscription;
  const done = `subscribe.done.${query.get('done') ?? ''}`;
  const values = typed ?? valuesOf({ ...filter, text: filter.text ?? undefined, frequency } as Chosen);
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
