import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { happened, principalChanged, type PrincipalFacts } from '#contracts';
import type { PresentState } from '#messaging';

type Row = PrincipalFacts & { readonly toldAt: Date; readonly sequence: string };

/** Every client and person that was ever announced, as announced last. */
@Injectable()
export class PrincipalSnapshot {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Principals after `after` in the order of their ids, and one more if there is a next page. One statement: all from
   * one moment.
   */
  page(after: string | undefined, limit: number): Promise<PresentState[]> {
    return this.select('where $1::uuid is null or p.id > $1 order by p.id limit $2', [after ?? null, limit + 1]);
  }

  async one(id: string): Promise<PresentState | undefined> {
    const [state] = await this.select('where p.id = $1', [id]);
    return state;
  }

  async count(): Promise<number> {
    const [row] = await this.dataSource.query<{ n: number }[]>('select count(*)::int as n from told_principal');
    return row?.n ?? 0;
  }

  private async select(condition: string, parameters: unknown[]): Promise<PresentState[]> {
    const rows = await this.dataSource.query<Row[]>(
      `select p.id, p.kind, p.roles, p.member_id as "memberId", p.told_at as "toldAt", h.sequence
         from told_principal p join stream_head h on h.stream_id = p.id ${condition}`,
      parameters,
    );
    return rows.map(({ toldAt, sequence, ...facts }) => ({
      subject: facts.id,
      sequence,
      latest: { event: happened(principalChanged, facts.id, facts), at: toldAt },
    }));
  }
}
