import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import type { Seek } from './seek.js';

/** The list of what a query selects, ordered by id. */
export class ById<T extends ObjectLiteral> {
  constructor(private readonly query: SelectQueryBuilder<T>) {}

  /** Up to as many, nearest first. */
  read(seek: Seek, most: number): Promise<T[]> {
    const id = `${this.query.alias}.id`;
    const page = this.query.clone().orderBy(id, seek.order('asc') === 'asc' ? 'ASC' : 'DESC').take(most); // prettier-ignore
    if (seek.place) page.andWhere(`${id} ${seek.operator('asc')} :place`, { place: seek.place[0] });
    return page.getMany();
  }

  count(): Promise<number> {
    return this.query.getCount();
  }
}
