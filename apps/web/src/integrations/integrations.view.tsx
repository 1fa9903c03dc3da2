import type { Problem, Shape } from '#client';
import type { Fault, Field } from '../form/form.js';
import { Pager } from '../kit/pager.js';
import { Tag } from '../kit/practices.js';
import type { Page } from '../page/page.js';
import type { Visit } from '../page/visit.js';
import { whoIs, type Named } from '../work/people-named.js';
import { stepPage, workplacePage } from '../work/workplace.js';
import type { Key } from '../words/keys.js';

export type Client = Shape<'ClientView'>;
type Webhook = Shape<'SubscriptionView'>;
type Delivery = Shape<'DeliveryView'>;

/** The address to which a subscription goes, of the web or of a mailbox. */
export const targetOf = ({ url, address }: Webhook['channel']): string => url ?? address ?? '';

const trailOf = ({ t }: Visit) => [['/work/integrations', t('integrations.title')]] as const;

/** @param clients undefined for those whose programs have no place here */
export const integrationsPage = (
  visit: Visit,
  clients: readonly Client[] | undefined,
  webhooks: readonly Webhook[],
): Page =>
  workplacePage(
    visit,
    visit.t('integrations.title'),
    <div class="stack-large">
      {clients && <Clients visit={visit} clients={clients} />}
      <section class="stack" aria-labelledby="webhooks">
        <div class="section-head">
          <h2 id="webhooks">{visit.t('integrations.webhooks')}</h2>
          <a class="button" href={visit.to('/work/integrations/webhooks/new')}>
            {visit.t('integrations.webhook.new')}
          </a>
        </div>
        <p>{visit.t('integrations.webhooks.lead')}</p>
        <ul class="stack">
          {webhooks.map((webhook) => (
            <li class="panel section-head">
              <a href={visit.to(`/work/integrations/webhooks/${webhook.id}`)}>
                <bdi>{targetOf(webhook.channel)}</bdi>
              </a>
              <State visit={visit} webhook={webhook} />
            </li>
          ))}
        </ul>
      </section>
    </div>,
  );

const Clients = ({ visit: { t, to, words }, clients }: { visit: Visit; clients: readonly Client[] }) => (
  <section class="stack" aria-labelledby="clients">
    <div class="section-head">
      <h2 id="clients">{t('integrations.clients')}</h2>
      <a class="button" href={to('/work/integrations/clients/new')}>
        {t('integrations.client.new')}
      </a>
    </div>
    <p>{t('integrations.clients.lead')}</p>
    <ul class="stack">
      {clients.map(({ clientId, name, createdAt, rotatedAt }) => (
        <li class="panel stack">
          <h3>
            <bdi>{name}</bdi>
          </h3>
          <p class="small quiet">
            {t('integrations.client.id')} <code>{clientId}</code> · {t('integrations.client.made', { day: words.day(createdAt) })}
            {rotatedAt && ` · ${t('integrations.client.rotated', { day: words.day(rotatedAt) })}`}
          </p>
          <p class="actions">
            <a href={to(`/work/integrations/clients/${encodeURIComponent(clientId)}/rotation`)}>
              {t('integrations.rotate', { name })}
            </a>
            <a href={to(`/work/integrations/clients/${encodeURIComponent(clientId)}/removal`)}>
              {t('integrations.remove.client', { name })}
            </a>
          </p>
        </li>
      ))}
    </ul>
  </section>
); // prettier-ignore

const State = ({ visit: { t }, webhook: { state } }: { visit: Visit; webhook: Webhook }) => (
  <ul class="tags" aria-label={t('sheet.state')}>
    <Tag strong={state === 'failed'}>{t(`integrations.state.${state}`)}</Tag>
  </ul>
);

export const clientFields = ({ t }: Visit): readonly Field[] => [
  { pointer: '/name', kind: 'text', label: t('integrations.client.name'), hint: t('integrations.client.name.hint'), isRequired: true, maxLength: 200 },
]; // prettier-ignore

export const newClientPage = (visit: Visit, faults: readonly Fault[] = []): Page =>
  stepPage(visit, {
    title: visit.t('integrations.client.new'),
    lead: visit.t('integrations.client.lead'),
    fields: clientFields(visit),
    values: visit.form,
    faults,
    submit: visit.t('integrations.client.new'),
    trail: trailOf(visit),
  });

/** A secret of a program: here, and never again. */
export function clientMadePage(visit: Visit, { clientId, clientSecret }: Shape<'NewSecretView'>): Page {
  const { t, site } = visit;
  const command = `curl ${site.publicUrl}/v1/oauth/token \\\n  -u "${clientId}:$SECRET" \\\n  -d grant_type=client_credentials`;
  return workplacePage(
    visit,
    t('integrations.secret'),
    <>
      <Secret visit={visit} named={[['integrations.client.id', clientId], ['integrations.secret', clientSecret]]} />
      <section class="panel stack" aria-labelledby="use">
        <h2 id="use">{t('integrations.use')}</h2>
        <p>{t('integrations.use.text')}</p>
        <pre class="scroll" tabIndex={0}>
          {command}
        </pre>
        <p>
          <a href="/docs">{t('integrations.docs')}</a>
        </p>
      </section>
    </>,
    { trail: trailOf(visit) },
  );
} // prettier-ignore

const Secret = ({ visit: { t }, named }: { visit: Visit; named: readonly (readonly [Key, string])[] }) => (
  <section class="notice stack" role="status">
    <p>{t('integrations.once')}</p>
    <dl class="facts">
      {named.map(([name, value]) => (
        <div>
          <dt>{t(name)}</dt>
          <dd>
            <code>{value}</code>
          </dd>
        </div>
      ))}
    </dl>
  </section>
);

export const rotationPage = (visit: Visit, client: Client | undefined): Page =>
  stepPage(visit, {
    title: visit.t('integrations.rotate', { name: client?.name ?? '' }),
    lead: visit.t('integrations.rotate.lead'),
    fields: [],
    values: visit.form,
    faults: [],
    submit: visit.t('integrations.rotate.submit'),
    trail: trailOf(visit),
  });

export const removalPage = (visit: Visit, what: 'client' | 'webhook', name: string): Page =>
  stepPage(visit, {
    title: visit.t(`integrations.remove.${what}`, { name }),
    lead: visit.t(`integrations.remove.${what}.lead`),
    fields: [],
    values: visit.form,
    faults: [],
    submit: visit.t('integrations.remove.submit'),
    trail: trailOf(visit),
  });

/** Kinds of things that happen, by the pattern of their types. */
const kinds = [
  ['eu.lra-network.practice.*', 'integrations.kind.practices'],
  ['eu.lra-network.member.*', 'integrations.kind.members'],
] as const;

export const webhookFields = ({ t, words, lang, me }: Visit, countries: readonly string[]): readonly Field[] => [
  { pointer: '/channel/url', kind: 'url', label: t('integrations.url'), hint: t('integrations.url.hint'), isRequired: true, maxLength: 2048 },
  { pointer: '/contact/address', kind: 'email', label: t('integrations.contact'), hint: t('integrations.contact.hint'), maxLength: 254 },
  { pointer: '/filter/types', kind: 'codes', label: t('integrations.kinds'), hint: t('integrations.kinds.hint'), options: kinds.map(([type, name]) => [type, t(name)] as const) },
  {
    pointer: '/filter/countries', kind: 'codes', label: t('integrations.countries'), hint: t('integrations.countries.hint'),
    options: countries.map((code) => [code, words.code('countries', code)] as const).toSorted(([, a], [, b]) => a.localeCompare(b, lang)),
  },
  ...(me?.memberId === undefined ? [] : [{ pointer: '/filter/steps', kind: 'flag' as const, label: t('integrations.steps') }]),
]; // prettier-ignore

export const newWebhookPage = (visit: Visit, fields: readonly Field[], faults: readonly Fault[] = []): Page =>
  stepPage(visit, {
    title: visit.t('integrations.webhook.new'),
    lead: visit.t('integrations.webhook.lead'),
    fields,
    values: visit.form,
    faults,
    submit: visit.t('integrations.webhook.new'),
    trail: trailOf(visit),
  });

/** The secret with which requests are signed: here, and never again. */
export const webhookMadePage = (visit: Visit, { id, secret }: Shape<'SubscriptionMade'>): Page =>
  workplacePage(
    visit,
    visit.t('integrations.secret'),
    <>
      <Secret visit={visit} named={[['integrations.secret', secret ?? '']]} />
      <p>{visit.t('integrations.signed')}</p>
      <p>
        <a class="button" href={visit.to(`/work/integrations/webhooks/${id}`)}>
          {visit.t('integrations.webhook.open')}
        </a>
      </p>
    </>,
    { trail: trailOf(visit) },
  );

interface Listed {
  readonly items: readonly Delivery[];
  readonly next: string | null;
  readonly previous?: string | null;
}

/** What came of a step. */
interface Told {
  readonly tried?: Shape<'TestView'>;
  readonly refusal?: Problem;
}

/** One webhook: whether its receiver answers, a test, and what was sent. */
/** Its owner and the operator change a webhook; colleagues see how it fares. */
const mayChange = ({ me }: Visit, { owner }: Webhook): boolean =>
  owner === me?.id || me?.roles.includes('admin') === true;

export function webhookPage(
  visit: Visit,
  webhook: Webhook,
  deliveries: Listed,
  { tried, refusal }: Told,
  named: Named = new Map(),
): Page {
  const { t } = visit;
  const { state, channel, lastError, contact, owner } = webhook;
  const isOwn = mayChange(visit, webhook);
  return workplacePage(
    visit,
    targetOf(channel),
    <div class="stack-large">
      {refusal && (
        <div class="notice" role="alert">
          <p>{t(refusal.status === 429 ? 'integrations.refused.often' : 'integrations.refused.state')}</p>
        </div>
      )}
      {tried && <Tried visit={visit} tried={tried} />}
      <section class="panel stack" aria-labelledby="state">
        <div class="section-head">
          <h2 id="state">{t('sheet.state')}</h2>
          <State visit={visit} webhook={webhook} />
        </div>
        <p>{t(`integrations.state.${state as 'active'}.text`)}</p>
        <Filter visit={visit} webhook={webhook} />
        {contact && (
          <p>
            {t('integrations.contact.told')} <bdi>{contact.address}</bdi>
          </p>
        )}
        {lastError && (
          <p>
            {t('integrations.failure', { time: visit.words.moment(lastError.at) })} {faultOf(visit, lastError.code)}
          </p>
        )}
        {!isOwn && (
          <p>
            {t('integrations.owner')} <bdi>{whoIs(visit, named, owner ?? '')}</bdi>
          </p>
        )}
        <form method="post" action={visit.to(visit.path)} class="actions">
          {(state === 'active' || state === 'paused') && <Step name="test" title={t('integrations.test')} />}
          {isOwn && state === 'active' && <Step name="pause" title={t('integrations.pause')} isPlain />}
          {isOwn && (state === 'paused' || state === 'failed') && <Step name="recovery" title={t('integrations.recover')} isPlain />}
          {isOwn && <a href={visit.to(`${visit.path}/removal`)}>{t('integrations.remove.submit')}</a>}
        </form>
      </section>
      <Deliveries visit={visit} listed={deliveries} canSend={isOwn && state === 'active'} />
    </div>,
    { trail: trailOf(visit), status: refusal?.status ?? 200 },
  );
} // prettier-ignore

const Step = ({ name, title, isPlain }: { name: string; title: string; isPlain?: boolean }) => (
  <button type="submit" class={isPlain ? 'plain' : undefined} name="step" value={name}>
    {title}
  </button>
);

function Filter({ visit: { t, words }, webhook: { filter } }: { visit: Visit; webhook: Webhook }) {
  const { types, countries, steps } = filter;
  const said = [
    ...(types ?? []).map((type) => {
      const kind = kinds.find(([pattern]) => pattern === type);
      return kind ? t(kind[1]) : type;
    }),
    ...(countries ?? []).map((code) => words.code('countries', code)),
    ...(steps ? [t('integrations.steps')] : []),
  ];
  return (
    <p dir="auto">
      {t('integrations.told')} {said.length > 0 ? said.join(' · ') : t('integrations.everything')}
    </p>
  );
}

/** What the receiver said to a test, or that it said nothing. */
function Tried({ visit, tried: { accepted, status, error, durationMs } }: { visit: Visit; tried: Shape<'TestView'> }) {
  const { t, words } = visit;
  const told = { status: status ?? 0, ms: words.number(durationMs) };
  return (
    <div class="notice stack" role={accepted ? 'status' : 'alert'}>
      <h2>{t(accepted ? 'integrations.test.accepted' : status === null ? 'integrations.test.away' : 'integrations.test.refused')}</h2>
      <p>{status === null ? t('integrations.test.after', told) : t('integrations.test.said', told)}</p>
      {error && <p>{faultOf(visit, error)}</p>}
    </div>
  );
} // prettier-ignore

/** Why a call failed, in words. */
const faultOf = ({ words }: Visit, code: string): string =>
  words.named('integrations.fault', code.replace(/^webhook\./, '').replace(/^(refused|challenge)-.*/, '$1'));

const outcomes = [undefined, 'pending', 'delivered', 'failed'] as const;

function Deliveries({ visit, listed, canSend }: { visit: Visit; listed: Listed; canSend: boolean }) {
  const { t, query } = visit;
  const { items, next, previous } = listed;
  return (
    <section class="stack" aria-labelledby="deliveries">
      <h2 id="deliveries">{t('integrations.deliveries')}</h2>
      <ul class="chips">
        {outcomes.map((state) => (
          <li>
            <a
              class="chip"
              href={visit.to(`${visit.path}${state ? `?state=${state}` : ''}#deliveries`)}
              aria-current={(query.get('state') ?? undefined) === state ? 'true' : undefined}
            >
              {t(state ? `integrations.outcome.${state}` : 'integrations.all')}
            </a>
          </li>
        ))}
      </ul>
      {items.length === 0 && <p>{t('integrations.deliveries.none')}</p>}
      <ol class="stack">
        {items.map((delivery) => (
          <Sent visit={visit} delivery={delivery} canSend={canSend} />
        ))}
      </ol>
      <Pager visit={visit} next={next} {...(previous === undefined ? {} : { previous })} />
    </section>
  );
}

function Sent({ visit, delivery, canSend }: { visit: Visit; delivery: Delivery; canSend: boolean }) {
  const { t, words } = visit;
  const { id, type, state, attempts, nextAttemptAt, createdAt } = delivery;
  const last = attempts.at(-1);
  const again = t('integrations.redeliver.of', { type, time: words.moment(createdAt) });
  return (
    <li class="panel stack">
      <div class="section-head">
        <h3>
          <code>{type}</code>
        </h3>
        <ul class="tags" aria-label={t('sheet.state')}>
          <Tag strong={state === 'failed'}>{t(`integrations.outcome.${state as 'failed'}`)}</Tag>
        </ul>
      </div>
      <p class="small quiet">
        {[
          words.moment(createdAt),
          t('integrations.attempts', { count: attempts.length }),
          ...(last?.status ? [t('integrations.test.said', { status: last.status, ms: words.number(last.durationMs) })] : []),
          ...(last?.error ? [faultOf(visit, last.error)] : []),
          ...(nextAttemptAt ? [t('integrations.next', { time: words.moment(nextAttemptAt) })] : []),
        ].join(' · ')}
      </p>
      {canSend && (
        <form method="post" action={visit.to(visit.path)}>
          <button type="submit" class="link" name="step" value={`redelivery ${id}`} aria-label={again}>
            {t('integrations.redeliver')}
          </button>
        </form>
      )}
    </li>
  );
} // prettier-ignore
