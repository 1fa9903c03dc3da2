import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { NetworkClient } from '#client';
import type { Settings } from '#config';
import { RawBody } from '#http';
import type { Principal } from '#identity';
import { apiFor } from '../api/api.js';
import { isPageLanguage, pageLanguages, wordsIn, type PageLanguage, type Words } from '../words/words.js';

/** Fields of one form: the longest fact sheet has some thousands, most of them in its lists. */
const MOST_FIELDS = 10_000;

/** What all visits have in common. */
export interface Site {
  readonly gatewayUrl: string;
  /** Address under which the public reaches the pages. */
  readonly publicUrl: string;
  readonly settings: Settings;
  /** Whether anybody can sign in, as one of the demo people. */
  readonly isTrial?: boolean;
}

/** One request of a browser: who looks, in which language, and the way to the API on the visitor's behalf. */
export class Visit {
  readonly lang: PageLanguage;
  readonly words: Words;
  readonly t: Words['t'];
  readonly api: NetworkClient;
  /** The path without its language: what the choice of languages leads to. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** The parts of the address that the controller's path names. */
  readonly params: Readonly<Record<string, string>>;
  /** The person who has signed in. */
  readonly me: Principal | undefined;

  /** @param identity as the gateway signed it: the credential of what the page asks of the API */
  constructor(
    readonly site: Site,
    private readonly request: FastifyRequest,
    identity?: string,
    visitor?: Principal,
  ) {
    const url = new URL(request.url, 'http://page.invalid');
    const [, first, ...rest] = url.pathname.split('/');
    const lang = isPageLanguage(first) ? first : undefined;
    this.lang = lang ?? preferred(request.headers['accept-language']);
    this.words = wordsIn(this.lang);
    this.t = this.words.t;
    this.path = lang ? rest.map((part) => `/${part}`).join('') : url.pathname;
    this.query = url.searchParams;
    this.params = (request.params ?? {}) as Record<string, string>;
    this.me = visitor?.kind === 'person' ? visitor : undefined;
    this.api = apiFor(site.gatewayUrl, this.lang, identity);
  }

  /** What a form sent, by the names of its fields. @throws {Problem} when it cannot be read */
  get form(): ReadonlyMap<string, string> {
    const { body } = this.request;
    return body instanceof RawBody && body.isForm() ? body.form(MOST_FIELDS).fields : new Map();
  }

  /** Address of a page in the language of this visit. */
  readonly to = (path = ''): string => `/${this.lang}${path}`;

  /** Where the visitor signs in, and comes back from to this page. */
  get signIn(): string {
    const query = this.query.size > 0 ? `?${this.query.toString()}` : '';
    return `/v1/session/sign-in?returnTo=${encodeURIComponent(this.to(this.path + query))}`;
  }

  /** This page in a language, as others should name it. */
  readonly address = (lang: PageLanguage, query?: URLSearchParams): string =>
    `${this.site.publicUrl}/${lang}${this.path}${query && query.size > 0 ? `?${query.toString()}` : ''}`;
}

/** The first of our languages that the browser asks for, by its weights. */
export function preferred(header: string | undefined): PageLanguage {
  const wanted = (header ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...more] = part.trim().toLowerCase().split(';');
      const weight = Number(more.map((one) => /^\s*q=([\d.]+)$/.exec(one)?.[1]).find(Boolean) ?? 1);
      return { lang: tag.split('-')[0], weight };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
  return wanted.map(({ lang }) => lang).find(isPageLanguage) ?? pageLanguages[0];
}

export interface VisitedRequest extends FastifyRequest {
  visit: Visit;
}

/** The visit, for a controller's method. */
export const Visited = createParamDecorator(
  (_: unknown, context: ExecutionContext): Visit => context.switchToHttp().getRequest<VisitedRequest>().visit,
);
