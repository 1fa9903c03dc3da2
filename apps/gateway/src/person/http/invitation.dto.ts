import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize, ArrayNotEmpty, ArrayUnique, IsArray, IsIn, IsOptional, IsString, IsUUID, Matches, MaxLength,
} from 'class-validator'; // prettier-ignore
import { IsDay } from '#http';
import { grants, roles, type Grant, type Role } from '#identity';
import { IsMailAddress } from '#validation';
import type { Invitation } from '../invitation.js';

export class InvitationDto {
  @ApiProperty({
    format: 'email', maxLength: 254, example: 'anna.example@tampere.example',
    description: 'Address that the issuer has verified for the person who is meant. Forgotten when the invitation is redeemed.',
  }) // prettier-ignore
  @IsMailAddress()
  email!: string;

  @ApiProperty({
    enum: roles,
    isArray: true,
    minItems: 1,
    maxItems: roles.length,
    description: 'What the person may do.',
    example: ['member-editor'],
  })
  @IsArray()
  @ArrayNotEmpty()
  @ArrayUnique()
  @ArrayMaxSize(roles.length)
  @IsIn(roles, { each: true, message: `each of roles must be one of: ${roles.join(', ')}` })
  roles!: Role[];

  @ApiPropertyOptional({
    type: String, nullable: true, format: 'uuid',
    description: 'Member the person acts for; needed for member-editor. Left out by a member-editor: the own member.',
  }) // prettier-ignore
  @IsOptional()
  @IsUUID()
  memberId?: string | null;

  @ApiPropertyOptional({
    type: String, nullable: true, maxLength: 300, example: 'University of Exampleville',
    description: 'What a reviewer without a member belongs to.',
  }) // prettier-ignore
  @IsOptional()
  @IsString()
  @Matches(/\S/, { message: 'affiliation must name an institution' })
  @MaxLength(300)
  affiliation?: string | null;

  @ApiPropertyOptional({
    enum: grants, isArray: true, nullable: true, maxItems: grants.length,
    description: '`voting`: casts the ballots of the member. Given by the operator.',
  }) // prettier-ignore
  @IsOptional()
  @IsArray()
  @ArrayUnique()
  @ArrayMaxSize(grants.length)
  @IsIn(grants, { each: true, message: `each of grants must be one of: ${grants.join(', ')}` })
  grants?: Grant[] | null;

  @ApiPropertyOptional({
    type: String, nullable: true, format: 'date', example: '2027-12-31',
    description: 'Last day of the rights, in Europe/Brussels. Needed for steering.',
  }) // prettier-ignore
  @IsOptional()
  @IsDay()
  endsOn?: string | null;
}

export class InvitationParams {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  id!: string;
}

/** Says nothing of the person: an answer that is kept for an `Idempotency-Key` must not either. */
export class InvitationMadeView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'date-time', description: 'Until when the person can sign in with it.' }) expiresAt!: Date;
}

export class InvitationView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: ['open', 'redeemed'], description: 'Redeemed at the first sign-in with its address.' }) state!:
    'open' | 'redeemed';

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'email',
    description: 'Of an open one only.',
    example: 'anna.example@tampere.example',
  })
  email!: string | null;

  @ApiProperty({ type: String, nullable: true, format: 'uuid', description: 'Who has redeemed it.' })
  personId!: string | null;

  @ApiProperty({ enum: roles, isArray: true, description: 'What the person may do.' }) roles!: string[];
  @ApiProperty({ type: String, nullable: true, format: 'uuid' }) memberId!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'What a reviewer without a member belongs to.',
    example: 'University of Turku',
  })
  affiliation!: string | null;
  @ApiProperty({ enum: grants, isArray: true, description: 'Rights on top of the roles.' }) grants!: string[];
  @ApiProperty({ type: String, nullable: true, format: 'date', description: 'Last day of the rights.' }) endsOn!:
    string | null;
  @ApiProperty({ format: 'uuid', description: 'Principal that gave the rights.' }) invitedBy!: string;
  @ApiProperty({ format: 'date-time' }) createdAt!: Date;
  @ApiProperty({ format: 'date-time', description: 'Until when the person can sign in with it.' }) expiresAt!: Date;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'When it was.' })
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
