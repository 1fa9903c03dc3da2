import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { MemberStatus } from '#contracts';

/** What this app knows of a member of the network, by its events. */
@Entity('member')
export class Member {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  name!: string;

  @Column('text')
  status!: MemberStatus;
}
