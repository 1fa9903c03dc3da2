import { Controller } from '@nestjs/common';
import type { ComponentChildren } from 'preact';
import { pageLanguages } from '../words/words.js';

/** Address of a controller's pages, below each language: `@Pages('practices')` answers `/en/practices`. */
export const Pages = (path = ''): ClassDecorator =>
  Controller(`:lang(${pageLanguages.join('|')})${path === '' ? '' : `/${path}`}`);

/** What a page says besides its content. */
export interface PageMore {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** One or two sentences for search engines and previews. */
  readonly description?: string | undefined;
  /** For machines, as schema.org describes it. */
  readonly data?: object;
  /** Parameters that make another page; all others (filters, tracking) lead to the same one. */
  readonly canonicalQuery?: URLSearchParams;
  /** Pages between its part and itself, path and name: the way back. */
  readonly trail?: readonly (readonly [path: string, name: string])[];
  /** A page that search engines should not list. */
  readonly isUnlisted?: boolean;
  /** Whether the page has the search box as its main thing, so that the header has none. */
  readonly hasSearch?: boolean;
}

/** What a controller returns: the content of a page. One place makes frame, headers and language. */
export class Page {
  constructor(
    readonly title: string,
    readonly body: ComponentChildren,
    readonly more: PageMore = {},
  ) {}
}

/** Sends the browser elsewhere: 303 after a form, so that a reload does not send it again. */
export class Redirect {
  constructor(
    readonly to: string,
    readonly status: 302 | 303 | 308 = 303,
  ) {}
}
