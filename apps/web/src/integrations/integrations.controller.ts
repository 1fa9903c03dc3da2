import { Get, NotFoundException, Post } from '@nestjs/common';
import type { Shape } from '#client';
import { Failure, read } from '../api/api.js';
import { bodyOf, faultsIn, missingIn, type Fault } from '../form/form.js';
import { Pages, Redirect, type Page } from '../page/page.js';
import { Visited, type Visit } from '../page/visit.js';
import { peopleNamed } from '../work/people-named.js';
import {
  clientFields, clientMadePage, integrationsPage, newClientPage, newWebhookPage, removalPage, rotationPage, targetOf, webhookFields, webhookMadePage,
  webhookPage, type Client,
} from './integrations.view.js'; // prettier-ignore

const states = ['pending', 'active', 'paused', 'failed'] as const;
const outcomes = ['pending', 'gathered', 'delivered', 'failed'] as const;

/** Clients of a member’s programs, and the webhooks of whoever has signed in. Secrets are shown once, in the answer that made them. */
@Pages('work/integrations')
export class IntegrationsController {
  @Get()
  async list(@Visited() visit: Visit): Promise<Page | Redirect> {
    if (!visit.me) return new Redirect(visit.signIn, 302);
    const state = states.find((one) => one === visit.query.get('state'));
    const [clients, webhooks] = await Promise.all([
      this.hasClients(visit) ? this.clients(visit) : undefined,
      read(visit.api.GET('/v1/subscriptions', { params: { query: { limit: 100, ...(state ? { state: [state] } : {}) } } })),
    ]); // prettier-ignore
    return integrationsPage(visit, clients, webhooks.items);
  }

  @Get('clients/new')
  newClient(@Visited() visit: Visit): Page | Redirect {
    return visit.me ? newClientPage(visit) : new Redirect(visit.signIn, 302);
  }

  @Post('clients/new')
  async makeClient(@Visited() visit: Visit): Promise<Page> {
    const fields = clientFields(visit);
    const faults = visit.me ? missingIn(fields, visit.form) : [];
    if (!visit.me || faults.length > 0) return newClientPage(visit, faults);
    try {
      const memberId = visit.me.memberId ?? null;
      const body = { ...(bodyOf(fields, visit.form) as { name: string }), roles: ['member-editor' as const], memberId };
      return clientMadePage(visit, await read(visit.api.POST('/v1/clients', { body })));
    } catch (error) {
      return newClientPage(visit, faultsIn(fields, error));
    }
  }

  @Get('clients/:id/rotation')
  async askToRotate(@Visited() visit: Visit): Promise<Page | Redirect> {
    if (!visit.me) return new Redirect(visit.signIn, 302);
    return rotationPage(visit, await this.client(visit));
  }

  @Post('clients/:id/rotation')
  async rotate(@Visited() visit: Visit): Promise<Page> {
    if (!visit.me) return rotationPage(visit, undefined);
    await this.client(visit);
    return clientMadePage(visit, await read(visit.api.POST('/v1/clients/{id}/rotation', { params: pathOf(visit) })));
  }

  @Get('clients/:id/removal')
  async askToRemoveClient(@Visited() visit: Visit): Promise<Page | Redirect> {
    if (!visit.me) return new Redirect(visit.signIn, 302);
    return removalPage(visit, 'client', (await this.client(visit)).name);
  }

  @Post('clients/:id/removal')
  async removeClient(@Visited() visit: Visit): Promise<Page | Redirect> {
    if (!visit.me) return removalPage(visit, 'client', '');
    await this.client(visit);
    await read(visit.api.DELETE('/v1/clients/{id}', { params: pathOf(visit) }));
    return new Redirect(visit.to('/work/integrations?done=client-removed'));
  }

  @Get('webhooks/new')
  async newWebhook(@Visited() visit: Visit): Promise<Page | Redirect> {
    if (!visit.me) return new Redirect(visit.signIn, 302);
    return newWebhookPage(visit, webhookFields(visit, await this.countries(visit)));
  }

  @Post('webhooks/new')
  async makeWebhook(@Visited() visit: Visit): Promise<Page> {
    const fields = webhookFields(visit, await this.countries(visit));
    const missing: readonly Fault[] = visit.me ? missingIn(fields, visit.form) : [];
    if (!visit.me || missing.length > 0) return newWebhookPage(visit, fields, missing);
    try {
      const { channel, filter, contact } = bodyOf(fields, visit.form) as Partial<Shape<'SubscriptionDto'>> &
        Pick<Shape<'SubscriptionDto'>, 'channel'>;
      const body = {
        channel: { ...channel, type: 'webhook' as const }, filter: filter ?? {}, frequency: 'immediate' as const,
        ...(contact && { contact: { ...contact, language: visit.lang } }),
      }; // prettier-ignore
      return webhookMadePage(visit, await read(visit.api.POST('/v1/subscriptions', { body })));
    } catch (error) {
      return newWebhookPage(visit, fields, faultsIn(fields, error));
    }
  }

  @Get('webhooks/:id')
  async webhook(@Visited() visit: Visit): Promise<Page | Redirect> {
    if (!visit.me) return new Redirect(visit.signIn, 302);
    return this.show(visit);
  }

  /** Its steps have no addresses of their own: what they show is told beside what they changed. */
  @Post('webhooks/:id')
  async act(@Visited() visit: Visit): Promise<Page | Redirect> {
    const { me, form, api } = visit;
    if (!me) return new Redirect(visit.signIn);
    const params = pathOf(visit);
    const [step, delivery = ''] = (form.get('step') ?? '').split(' ');
    const done = (name: string) => new Redirect(visit.to(`${visit.path}?done=${name}`));
    try {
      if (step === 'test') return await this.show(visit, { tried: await read(api.POST('/v1/subscriptions/{id}/test', { params })) }); // prettier-ignore
      if (step === 'pause') {
        await read(api.POST('/v1/subscriptions/{id}/pause', { params }));
        return done('webhook-paused');
      }
      if (step === 'recovery') {
        // Of a receiver that failed: with what it has missed since.
        const { state, lastError } = await read(api.GET('/v1/subscriptions/{id}', { params }));
        await read(api.POST('/v1/subscriptions/{id}/recovery', { params, body: state === 'failed' && lastError ? { since: lastError.at } : {} })); // prettier-ignore
        return done('webhook-recovered');
      }
      if (step === 'redelivery') {
        await read(api.POST('/v1/deliveries/{id}/redelivery', { params: { path: { id: delivery } } }));
        return done('redelivered');
      }
    } catch (error) {
      if (error instanceof Failure && [409, 429].includes(error.problem.status)) {
        return this.show(visit, { refusal: error.problem });
      }
      throw error;
    }
    return this.show(visit);
  }

  @Get('webhooks/:id/removal')
  async askToRemoveWebhook(@Visited() visit: Visit): Promise<Page | Redirect> {
    if (!visit.me) return new Redirect(visit.signIn, 302);
    const { channel } = await read(visit.api.GET('/v1/subscriptions/{id}', { params: pathOf(visit) }));
    return removalPage(visit, 'webhook', targetOf(channel));
  }

  @Post('webhooks/:id/removal')
  async removeWebhook(@Visited() visit: Visit): Promise<Page | Redirect> {
    if (!visit.me) return removalPage(visit, 'webhook', '');
    await read(visit.api.DELETE('/v1/subscriptions/{id}', { params: pathOf(visit) }));
    return new Redirect(visit.to('/work/integrations?done=webhook-removed'));
  }

  private async show(visit: Visit, told: Parameters<typeof webhookPage>[3] = {}): Promise<Page> {
    const state = outcomes.find((one) => one === visit.query.get('state'));
    const cursor = visit.query.get('cursor');
    const query = { ...(state ? { state: [state] } : {}), ...(cursor ? { cursor } : {}) };
    const [webhook, deliveries] = await Promise.all([
      read(visit.api.GET('/v1/subscriptions/{id}', { params: pathOf(visit) })),
      read(visit.api.GET('/v1/subscriptions/{id}/deliveries', { params: { ...pathOf(visit), query } })),
    ]);
    return webhookPage(visit, webhook, deliveries, told, await peopleNamed(visit, [webhook.owner]));
  }

  private hasClients({ me }: Visit): boolean {
    return me?.memberId !== undefined && me.roles.includes('member-editor');
  }

  /** The clients of one's member. */
  private async clients(visit: Visit): Promise<readonly Client[]> {
    const { items } = await read(visit.api.GET('/v1/clients', { params: { query: { limit: 100 } } }));
    return items;
  }

  /** @throws {NotFoundException} for those of others, and for whoever has none */
  private async client(visit: Visit): Promise<Client> {
    if (!this.hasClients(visit)) throw new NotFoundException();
    const client = (await this.clients(visit)).find(({ clientId }) => clientId === visit.params['id']);
    if (!client) throw new NotFoundException();
    return client;
  }

  /** Where the network has members: where anything may happen. */
  private async countries(visit: Visit): Promise<readonly string[]> {
    const query = { limit: 1, facets: ['country' as const] };
    const { facets } = await read(visit.api.GET('/v1/members', { params: { query } }));
    return (facets?.country ?? []).map(({ code }) => code);
  }
}

const pathOf = ({ params }: Visit) => ({ path: { id: params['id'] ?? '' } });
