import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  Equals, IsEmail, IsIn, IsOptional, IsString, IsUrl, IsUUID, Matches, MaxLength,
} from 'class-validator'; // prettier-ignore
import { countries, memberKinds, type MemberKind } from '#contracts';
import { PageQuery, QueryCodes } from '#http';
import { ObjectOf } from '#validation';
import type { MembershipApplication } from '../membership-application.js';

const statuses = ['applied', 'approved', 'rejected'] as const;

export class ContactDto {
  @ApiProperty({ maxLength: 200 })
  @IsString()
  @Matches(/\S/, { message: 'name must say who can be asked' })
  @MaxLength(200)
  name!: string;

  @ApiProperty({ format: 'email' })
  @IsEmail({}, { message: 'email must be an e-mail address' })
  @MaxLength(254)
  email!: string;
}

export class MembershipApplicationDto {
  @ApiProperty({ example: 'City of Tampere', maxLength: 300 })
  @IsString()
  @Matches(/\S/, { message: 'name must be the name of the authority' })
  @MaxLength(300)
  name!: string;

  @ApiProperty({ enum: memberKinds, type: String })
  @IsIn(memberKinds, { message: `kind must be one of: ${memberKinds.join(', ')}` })
  kind!: MemberKind;

  @ApiProperty({ description: 'ISO 3166-1 alpha-2', example: 'FI' })
  @IsIn(countries, { message: 'country must be an ISO 3166-1 alpha-2 code such as FI' })
  country!: string;

  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 200, example: 'Tampere' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  place?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, description: 'NUTS code of the place', example: 'FI197' })
  @IsOptional()
  @Matches(/^[A-Z]{2}[A-Z0-9]{0,3}$/, { message: 'nutsCode must be a NUTS code such as FI197' })
  nutsCode?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, format: 'uri', maxLength: 500 })
  @IsOptional()
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true }, { message: 'website must be an http(s) address' })
  @MaxLength(500)
  website?: string | null;

  @ApiProperty({ type: ContactDto, description: 'Whom the secretariat may ask. Shown to the steering committee only.' })
  @ObjectOf(() => ContactDto)
  contact!: ContactDto;

  @ApiProperty({ enum: [true], type: Boolean, description: 'The contact agrees that the network keeps these data.' })
  @Equals(true, { message: 'consent must be true: without it the contact may not be kept' })
  consent!: boolean;
}

export class ApplicationParams {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  id!: string;
}

export class ApplicationQuery extends PageQuery {
  @ApiPropertyOptional({ enum: statuses, isArray: true })
  @QueryCodes(statuses)
  status?: string[];
}

export class DecisionDto {
  @ApiProperty({ enum: ['approve', 'reject'] })
  @IsIn(['approve', 'reject'], { message: 'decision must be approve or reject' })
  decision!: 'approve' | 'reject';

  @ApiProperty({ maxLength: 2000, description: 'An applicant who is rejected reads it in the mail.' })
  @IsString()
  @Matches(/\S/, { message: 'reason must say why' })
  @MaxLength(2000)
  reason!: string;
}

/** How far the activation of a new member is. */
export class ActivationView {
  @ApiProperty({
    enum: ['queued', 'sent', 'not-sent', 'expired', 'used'],
    description: '`queued`: the mail waits to be sent · `not-sent`: it could not be delivered',
  })
  state!: string;

  @ApiProperty({ type: Date, nullable: true, description: 'Until when the latest link works.' })
  expiresAt!: Date | null;
}

export const toApplicationView = (application: MembershipApplication) => ({
  id: application.id,
  status: application.status,
  name: application.name,
  kind: application.kind,
  country: application.country,
  place: application.place,
  nutsCode: application.nutsCode,
  website: application.website,
  contact: { name: application.contactName, email: application.contactEmail },
  createdAt: application.createdAt,
  decidedAt: application.decidedAt,
  reason: application.reason,
  memberId: application.memberId,
});
