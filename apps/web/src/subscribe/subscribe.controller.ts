import { Get, Post } from '@nestjs/common';
import type { Shape } from '#client';
import { Failure, read } from '../api/api.js';
import { bodyOf, faultsIn, missingIn, type Fault, type Field, type Values } from '../form/form.js';
import { Pages, Redirect, type Page } from '../page/page.js';
import { Visited, type Visit } from '../page/visit.js';
import { askedPage, chosenElsewhere, chosenIn, endedPage, preferenceFields, preferencesPage, subscribeFields, subscribePage, wishesOf, type Offered } from './subscribe.view.js'; // prettier-ignore

/** Members named in one call, and in one filter. */
const [AT_ONCE, MOST] = [100, 300];

/** News by e-mail: the form that asks for it, and the page of each link in a mail, with no account. */
@Pages('subscriptions')
export class SubscribeController {
  /** The address names what the form begins with, such as `?country=FI&theme=housing`, or a search that the visitor saved. */
  @Get('new')
  async ask(@Visited() visit: Visit): Promise<Page> {
    const chosen = chosenIn(visit.query);
    const fields = await this.fields(visit, chosen);
    return subscribePage(visit, fields, chosen, [], await this.preview(visit, fields, chosen));
  }

  @Post('new')
  async subscribe(@Visited() visit: Visit): Promise<Page> {
    const fields = await this.fields(visit, visit.form);
    const again = async (faults: readonly Fault[]) =>
      subscribePage(visit, fields, visit.form, faults, await this.preview(visit, fields, visit.form));
    if (visit.form.get('step') === 'preview') return again([]);
    const missing = missingIn(fields, visit.form);
    if (missing.length > 0) return again(missing);
    const { channel, filter = {}, ...wanted } = bodyOf(fields, visit.form) as Partial<Shape<'SubscriptionDto'>> & Pick<Shape<'SubscriptionDto'>, 'channel' | 'frequency'>; // prettier-ignore
    const body = { ...wanted, channel: { ...channel, type: 'email' as const }, filter, language: visit.lang };
    try {
      await read(visit.api.POST('/v1/subscriptions', { body }));
    } catch (error) {
      return again(faultsIn(fields, error));
    }
    return askedPage(visit);
  }

  @Get(':token')
  async show(@Visited() visit: Visit): Promise<Page> {
    return this.preferences(visit);
  }

  @Post(':token')
  async act(@Visited() visit: Visit): Promise<Page | Redirect> {
    const { api, form } = visit;
    const params = pathOf(visit);
    const done = (name: string) => new Redirect(visit.to(`${visit.path}?done=${name}`));
    try {
      switch (form.get('step')) {
        case 'confirm':
          await read(api.POST('/v1/subscriptions/confirmations/{token}', { params }));
          return done('confirmed');
        case 'pause':
          await read(api.POST('/v1/subscriptions/links/{token}/pause', { params }));
          return done('paused');
        case 'recovery':
          await read(api.POST('/v1/subscriptions/links/{token}/recovery', { params }));
          return done('recovered');
        case 'end':
          await read(api.DELETE('/v1/subscriptions/links/{token}', { params }));
          return endedPage(visit);
        case 'change': {
          const { filter: before } = await read(api.GET('/v1/subscriptions/links/{token}', { params }));
          const fields = preferenceFields(visit, await this.offered(visit, form));
          const { filter: chosen = {}, ...wanted } = bodyOf(fields, form) as Shape<'SubscriptionChangeDto'>;
          // What the form does not show stays.
          const filter = { ...chosen, ...(before.steps && { steps: true }) };
          await read(api.PATCH('/v1/subscriptions/links/{token}', { params, body: { ...wanted, filter, language: visit.lang } })); // prettier-ignore
          return done('changed');
        }
        default:
          return await this.preferences(visit);
      }
    } catch (error) {
      if (error instanceof Failure && error.problem.status === 409) return this.preferences(visit);
      if (error instanceof Failure && error.problem.status === 422) return this.preferences(visit, form, error);
      throw error;
    }
  }

  private async preferences(visit: Visit, typed?: Values, error?: Failure): Promise<Page> {
    try {
      const subscription = await read(visit.api.GET('/v1/subscriptions/links/{token}', { params: pathOf(visit) }));
      const fields = preferenceFields(visit, await this.offered(visit, typed ?? wishesOf(subscription)));
      return preferencesPage(visit, subscription, fields, typed, error ? faultsIn(fields, error) : []);
    } catch (failure) {
      if (failure instanceof Failure && [404, 422].includes(failure.problem.status)) return endedPage(visit);
      throw failure;
    }
  }

  private async fields(visit: Visit, chosen: Values): Promise<readonly Field[]> {
    const searches = visit.me
      ? read(visit.api.GET('/v1/saved-searches', { params: { query: { limit: 100 } } }))
      : undefined;
    const [offered, saved] = await Promise.all([this.offered(visit, chosen), searches]);
    return subscribeFields(visit, offered, saved?.items);
  }

  /** Countries are those where the network has members, and those that were chosen. */
  private async offered({ api, t }: Visit, chosen: Values): Promise<Offered> {
    const { types, countries, dimensions, ...elsewhere } = chosenElsewhere(chosen);
    const members = elsewhere.members.slice(0, MOST);
    const query = { limit: 1, facets: ['country' as const] };
    const named = Array.from({ length: Math.ceil(members.length / AT_ONCE) }, (_, page) =>
      read(api.GET('/v1/members', { params: { query: { id: members.slice(page * AT_ONCE, (page + 1) * AT_ONCE), limit: AT_ONCE } } })),
    );
    const [{ facets }, pages] = await Promise.all([read(api.GET('/v1/members', { params: { query } })), Promise.all(named)]);
    const names = new Map(pages.flatMap(({ items }) => items).map(({ id, name }) => [id, name]));
    const there = (facets?.country ?? []).map(({ code }) => code);
    return {
      types,
      countries: [...there, ...countries.filter((code) => !there.includes(code))],
      members: members.map((id) => [id, names.get(id) ?? t('news.someone')] as const),
      dimensions,
    };
  } // prettier-ignore

  /**
   * What is chosen may be impossible, which the form itself says once it is sent. What a saved search would have found is
   * not known before it is followed.
   */
  private async preview({ api }: Visit, fields: readonly Field[], chosen: Values): Promise<Shape<'PreviewView'> | undefined> {
    const { filter = {}, frequency } = bodyOf(fields, chosen) as Partial<Shape<'PreviewDto'>>;
    if (filter.savedSearch != null) return undefined;
    try {
      return await read(api.POST('/v1/subscriptions/preview', { body: { filter, frequency: frequency ?? 'weekly' } }));
    } catch (error) {
      if (error instanceof Failure) return undefined;
      throw error;
    }
  } // prettier-ignore
}

const pathOf = ({ params }: Visit) => ({ path: { token: params['token'] ?? '' } });
