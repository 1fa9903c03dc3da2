import { Column, PrimaryColumn } from 'typeorm';
import type { MemberKind } from '#contracts';

/** What is known of an authority, before its admission and after. */
export abstract class Authority {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  name!: string;

  @Column('text')
  kind!: MemberKind;

  @Column('text')
  country!: string;

  @Column('text', { nullable: true })
  place!: string | null;

  @Column('text', { name: 'nuts_code', nullable: true })
  nutsCode!: string | null;

  @Column('text', { nullable: true })
  website!: string | null;
}
