import { ApiProperty } from '@nestjs/swagger';
import { reportOutcomes, type ReportOutcome } from '../take-report/take-report.js';

export class ReportTakenView {
  @ApiProperty({
    description:
      '`suppressed`: nothing more is sent to the address. `noted`: the failure is a temporary one. `ended`: its reader complained, and the subscription is deleted. `unchanged`: the report was known, out of date, or tells of no failure.',
    enum: reportOutcomes,
    example: 'suppressed',
  })
  outcome!: ReportOutcome;
}
