import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsUUID } from 'class-validator';
import { asList, IsDay, OptionalProperty, PageQuery, QueryCodes } from '#http';
import { IsMailAddress } from '#validation';
import { RightsDto, RightsView } from '../../rights/rights.dto.js';
import type { Invitation } from '../invitation.js';
import { invitationStates, type InvitationState } from '../invitation.repository.js';

export class InvitationDto extends RightsDto {
  @ApiProperty({ maxLength: 254, example: 'anna.example@tampere.example', description: 'Address of the invited person, verified by the issuer. Deleted when the invitation is redeemed.' }) // prettier-ignore
  @IsMailAddress()
  email!: string;

  @OptionalProperty({ example: '2027-12-31', description: 'Last day of the rights, in Europe/Brussels. Required for steering.' }) // prettier-ignore
  @IsDay()
  endsOn?: string | null;
}

export class InvitationQuery extends PageQuery {
  @OptionalProperty({ type: String, isArray: true, format: 'uuid', description: 'Only these invitations, by their ids.' }) // prettier-ignore
  @Transform(asList)
  @IsUUID(undefined, { each: true })
  id?: string[];

  @QueryCodes(invitationStates, { description: 'Invitations in these states.' })
  state?: InvitationState[];
}

/** Contains nothing about the person, since the answer may be stored for an `Idempotency-Key`. */
export class InvitationMadeView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'date-time', description: 'When the invitation expires.' }) expiresAt!: Date;
}

export class InvitationView extends RightsView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: invitationStates, description: 'Redeemed at the first sign-in with its address.' })
  state!: InvitationState;

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'email',
    description: 'Only of an open invitation.',
    example: 'anna.example@tampere.example',
  })
  email!: string | null;

  @ApiProperty({ type: String, nullable: true, format: 'uuid', description: 'Who redeemed it.' })
  personId!: string | null;
  @ApiProperty({ type: String, nullable: true, format: 'date', description: 'Last day of the rights.' }) endsOn!:
    string | null;
  @ApiProperty({ format: 'uuid', description: 'Principal that gave the rights.' }) invitedBy!: string;
  @ApiProperty({ format: 'date-time' }) createdAt!: Date;
  @ApiProperty({ format: 'date-time', description: 'When the invitation expires.' }) expiresAt!: Date;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'When it was redeemed.' })
  redeemedAt!: Date | null;
}

export const toInvitationView = (invitation: Invitation): InvitationView => ({
  id: invitation.id,
  state: invitation.personId === null ? 'open' : 'redeemed',
  email: invitation.email,
  personId: invitation.personId,
  roles: invitation.roles,
  memberId: invitation.memberId,
  affiliation: invitation.affiliation,
  grants: invitation.grants,
  endsOn: invitation.endsOn,
  invitedBy: invitation.invitedBy,
  createdAt: invitation.createdAt,
  expiresAt: invitation.expiresAt,
  redeemedAt: invitation.redeemedAt,
});
