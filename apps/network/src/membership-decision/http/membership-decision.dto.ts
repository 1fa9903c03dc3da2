import { ApiProperty } from '@nestjs/swagger';
import { membershipActs, type MembershipDecision } from '../membership-decision.repository.js';

export class MembershipDecisionView implements Omit<MembershipDecision, 'key'> {
  @ApiProperty({
    enum: membershipActs,
    description: '`admit`: an application was approved · `reject`: an application was rejected',
  })
  act!: MembershipDecision['act'];
  @ApiProperty({ description: 'Name of the authority.', example: 'City of Tampere' }) name!: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'The member; null for a rejection.' })
  memberId!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'The application that was rejected.' })
  applicationId!: string | null;
  @ApiProperty({
    type: String,
    format: 'date',
    nullable: true,
    description: 'Day from which it applies, in Brussels; null for a rejection.',
  })
  effectiveOn!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Why.', example: 'The fees for two years are unpaid.' })
  reason!: string | null;
  @ApiProperty({ description: 'Id of the principal.', example: '01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11' }) by!: string;
  @ApiProperty({ format: 'date-time', description: 'When it was recorded.' }) at!: Date;
}

export const toDecisionView = ({
  act, name, memberId, applicationId, effectiveOn, reason, by, at,
}: MembershipDecision): MembershipDecisionView => ({ act, name, memberId, applicationId, effectiveOn, reason, by, at }); // prettier-ignore
