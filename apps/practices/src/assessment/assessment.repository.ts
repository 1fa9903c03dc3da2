import { Injectable } from '@nestjs/common';
import { DataSource, IsNull, type EntityManager } from 'typeorm';
import { notFound } from '#problems';
import { Assessment } from './assessment.js';

/** Most assessments that one practice may have at once; the label is computed from all of them. */
export const MAX_ASSESSMENTS = 200;

/** All SQL of assessments. */
@Injectable()
export class AssessmentRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** The current assessments of a practice, oldest first. */
  present(practiceId: string, tx: EntityManager = this.dataSource.manager): Promise<Assessment[]> {
    return tx.find(Assessment, {
      where: { practiceId, withdrawnAt: IsNull() },
      order: { id: 'asc' },
      take: MAX_ASSESSMENTS,
    });
  }

  /** @throws {Problem} 404, also for a withdrawn one */
  async get(practiceId: string, id: string, tx: EntityManager = this.dataSource.manager): Promise<Assessment> {
    const found = await tx.findOneBy(Assessment, { practiceId, id, withdrawnAt: IsNull() });
    if (!found) throw notFound('assessment');
    return found;
  }

  /** Stores its current state, and keeps it for ever in its history. */
  async save(tx: EntityManager, assessment: Assessment): Promise<void> {
    await tx.upsert(Assessment, assessment, ['id']);
    const { id, revision, version, scores, updatedAt, withdrawnAt } = assessment;
    await tx.query(
      `insert into assessment_state (assessment_id, revision, version, scores, at, withdrawn) values ($1, $2, $3, $4, $5, $6)`,
      [id, revision, version, JSON.stringify(scores), updatedAt, withdrawnAt !== null],
    );
  }
}
