import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';

/** What a query finds, in the order of the ids, which is the order in which the things were made. */
export class ById<T extends ObjectLiteral> {
  constructor(private readonly query: SelectQueryBuilder<T>) {}

  /** As many of the first ones after an id. */
  after(id: string | undefined, most: number): Promise<T[]> {
    const page = this.query.clone().orderBy(`${this.query.alias}.id`).take(most);
    return (id === undefined ? page : page.andWhere(`${this.query.alias}.id > :after`, { after: id })).getMany();
  }

  count(): Promise<number> {
    return this.query.getCount();
  }
}
