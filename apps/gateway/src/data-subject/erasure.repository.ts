import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock, newId } from '#database';
import { report, summed, type ErasureReport, type PlaceCount } from '#privacy';

/** An erasure until every app has carried it out. The other apps still need names that one app has already erased. */
export interface ErasureInHand {
  readonly id: string;
  readonly names: readonly string[];
  readonly places: readonly PlaceCount[];
}

/** All SQL of erasures in progress. */
@Injectable()
export class ErasureRepository {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  async namesOf(email: string): Promise<readonly string[]> {
    const [row] = await this.dataSource.query<{ names: string[] }[]>(
      'select names from erasure_in_hand where email = $1',
      [email],
    );
    return row?.names ?? [];
  }

  /** Begins an erasure, or continues an interrupted one. */
  async note(email: string, names: readonly string[]): Promise<ErasureInHand> {
    const [row] = await this.dataSource.query<ErasureInHand[]>(
      `insert into erasure_in_hand as e (email, id, names, places, started_at) values ($1, $2, $3, '[]', $4)
       on conflict (email) do update
          set names = array(select distinct n from unnest(e.names || excluded.names) as t(n) order by n)
       returning id, names, places`,
      [email, newId(), names, this.clock.now()],
    );
    return row!;
  }

  async add(email: string, places: readonly PlaceCount[]): Promise<void> {
    await this.dataSource.query('update erasure_in_hand set places = places || $2::jsonb where email = $1', [
      email,
      JSON.stringify(places),
    ]);
  }

  /** Ends the erasure: deletes the person's identity and stores what was erased. */
  end(email: string, by: string): Promise<ErasureReport> {
    return this.dataSource.transaction(async (tx) => {
      const [rows] = await tx.query<[ErasureInHand[], number]>(
        'delete from erasure_in_hand where email = $1 returning id, names, places',
        [email],
      );
      const { id, places } = rows[0] ?? { id: newId(), places: [] };
      const told = { id, at: this.clock.now(), cause: 'request' as const, by, places: summed(places) };
      await report(tx, told);
      return told;
    });
  }
}
