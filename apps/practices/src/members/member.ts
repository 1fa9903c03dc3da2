import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DataOf, memberApproved } from '#contracts';

export type MemberStatus = DataOf<typeof memberApproved>['status'];

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
