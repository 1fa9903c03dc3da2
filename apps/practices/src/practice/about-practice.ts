import { Column, PrimaryColumn } from 'typeorm';

/** What somebody says about a practice, and may change later. */
export abstract class AboutPractice {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'practice_id' })
  practiceId!: string;

  /** Raised with every change; the ETag shows it. */
  @Column('integer')
  revision!: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;
}
