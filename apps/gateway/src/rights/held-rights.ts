import { Column } from 'typeorm';
import type { Grant, Role } from '#identity';
import type { Rights } from './rights.js';

/** The columns of an entity that gives rights. */
export abstract class HeldRights implements Rights {
  @Column('text', { array: true })
  roles!: Role[];

  @Column('uuid', { name: 'member_id', nullable: true })
  memberId!: string | null;

  @Column('text', { nullable: true })
  affiliation!: string | null;

  @Column('text', { array: true })
  grants!: Grant[];
}
