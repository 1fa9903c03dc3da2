import type { paths } from '#client';
import type { CodeList } from '../words/words.js';

export type ListQuery = NonNullable<paths['/v1/practices']['get']['parameters']['query']>;

/** What one can filter by, in the order shown, with the list that names its codes. One line makes a filter. */
export const facets = {
  country: 'countries',
  theme: 'themes',
  targetGroup: 'targetGroups',
  aim: 'aims',
  range: 'ranges',
  fundingSource: 'fundingSources',
  label: 'labels',
} as const satisfies Partial<Record<keyof ListQuery, CodeList>>;
export type Facet = keyof typeof facets;
export const facetNames = Object.keys(facets) as readonly Facet[];

/** Other filters of the API, which a number in the figures can lead to: kept, and shown as they are. */
const others = [
  'dimension', 'organiserKind', 'partnerKind', 'evaluation', 'replicated', 'basicPrinciple', 'endDate', 'member', 'nuts', 'lang',
  'answered', 'unanswered', 'also', 'ongoing', 'startedFrom', 'startedTo',
] as const; // prettier-ignore

/** Practices on a page. */
export const PAGE = 20;

export const sorts = ['relevance', 'published', 'updated', 'title', 'adoptions'] as const;

/** What is searched for, as the address says it. */
export class Search {
  /** @param query parameters that are not ours (such as those that mails add) are passed over */
  constructor(private readonly query: URLSearchParams) {}

  get q(): string {
    return (this.query.get('q') ?? '').trim().slice(0, 500);
  }

  get sort(): string {
    return sorts.find((sort) => sort === this.query.get('sort')) ?? '';
  }

  get cursor(): string {
    return this.query.get('cursor') ?? '';
  }

  chosen(name: string): readonly string[] {
    return [...new Set(this.query.getAll(name).flatMap((value) => value.split(',')))].filter(Boolean);
  }

  /** All filters that are set: name and value. */
  get filters(): readonly (readonly [string, string])[] {
    return [...facetNames, ...others].flatMap((name) => this.chosen(name).map((value) => [name, value] as const));
  }

  /** Those that the page has no choices for. */
  get kept(): readonly (readonly [string, string])[] {
    return this.filters.filter(([name]) => !(name in facets));
  }

  /** For the API. */
  get forApi(): ListQuery {
    const filters = Object.fromEntries(this.filters.map(([name]) => [name, this.chosen(name)]));
    return {
      ...filters,
      ...(this.q ? { q: this.q } : {}),
      ...(this.sort ? { sort: this.sort } : {}),
      ...(this.cursor ? { cursor: this.cursor } : {}),
    } as ListQuery;
  }

  /** For an address of ours: this search with something changed. */
  with(change: { without?: readonly [string, string]; add?: readonly [string, string] } = {}): string {
    const query = new URLSearchParams();
    if (this.q) query.set('q', this.q);
    for (const [name, value] of this.filters) {
      if (change.without?.[0] !== name || change.without[1] !== value) query.append(name, value);
    }
    if (change.add && !query.getAll(change.add[0]).includes(change.add[1]))
      query.append(...(change.add as [string, string]));
    if (this.sort) query.set('sort', this.sort);
    return query.size > 0 ? `?${query.toString()}` : '';
  }
}
