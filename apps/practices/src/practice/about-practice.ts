import { Column, PrimaryColumn } from 'typeorm';

/** A statement about a practice that its author may change. */
export abstract class AboutPractice {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'practice_id' })
  practiceId!: string;

  /** Increases with every change; the ETag shows it. */
  @Column('integer')
  revision!: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;
}
