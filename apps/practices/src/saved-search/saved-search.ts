import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Problem } from '#problems';
import type { PracticeListQuery } from '../practice/http/practice.dto.js';

/** The most searches that one principal may keep. */
export const SAVED_SEARCHES_PER_OWNER = 100;

export const tooManySavedSearches = (): Problem =>
  new Problem(
    'saved-search.too-many',
    409,
    `You have ${SAVED_SEARCHES_PER_OWNER} saved searches. Delete one before you save another.`,
  );

export const noNews = (): Problem =>
  new Problem(
    'saved-search.no-news',
    409,
    'The search lists work on practices, or what has ended. Only a search of published practices can be followed.',
  );

/** Parameters of the list of practices, except those that only choose a page. */
export type SearchedFor = Omit<PracticeListQuery, 'limit' | 'cursor' | 'total'>;

/** A search that a principal keeps. */
@Entity('saved_search')
export class SavedSearch {
  @PrimaryColumn('uuid')
  id!: string;

  /** Id of the principal who saved it. */
  @Column('text')
  owner!: string;

  @Column('text')
  name!: string;

  /** Normalised. */
  @Column('jsonb')
  query!: SearchedFor;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}

/** Whether it lists published practices for everyone, so that a publication can be news to it. */
export const showsPublished = ({ status, assignedTo, waitingFor, assessedBy }: SearchedFor): boolean =>
  (status?.includes('published') ?? true) && [assignedTo, waitingFor, assessedBy].every((one) => one === undefined);

/**
 * The same search in one form, so that equal ones are equal and each condition can be matched as it stands: no empty
 * parameter, and the values of a list sorted, each once.
 */
export function normalised(query: SearchedFor): SearchedFor {
  const inOneForm = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.length > 0 ? [...new Set(value.map(inOneForm))].sort() : undefined;
    return typeof value === 'string' ? value.trim() || undefined : (value ?? undefined);
  };
  const { member, ...others } = query;
  const all = { ...others, member: member?.map((id) => id.toLowerCase()) };
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) => {
      const formed = inOneForm(value);
      return formed === undefined ? [] : [[name, formed]];
    }),
  );
}
