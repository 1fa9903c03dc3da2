import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  Equals, IsIn, IsString, Matches, MaxLength, ValidateBy,
} from 'class-validator'; // prettier-ignore
import { countries, countryMeant, memberKinds, nutsBreach, nutsForm, type Country, type MemberKind } from '#contracts';
import { OptionalProperty, PageQuery, QueryCodes } from '#http';
import { IsMailAddress, IsWebAddress, ObjectOf } from '#validation';
import { likenesses, type Likeness } from '../../member/same-authority.js';
import { AuthorityView } from '../../member/http/member.dto.js';
import type { MembershipApplication } from '../membership-application.js';

const statuses = ['applied', 'approved', 'rejected'] as const;

export class ApplicationContactDto {
  @ApiProperty({ description: 'Person or office.', example: 'Integration office' })
  @IsString()
  @Matches(/\S/, { message: 'name must name a person or office' })
  @MaxLength(200)
  name!: string;

  @ApiProperty({ description: 'E-mail address.', example: 'integration@city.example', maxLength: 254 })
  @IsMailAddress()
  email!: string;
}

/** In the list of NUTS codes, and in the country beside it. */
const IsNutsCodeOfCountry = (): PropertyDecorator => {
  const breachOf = (code: unknown, { country }: Partial<MembershipApplicationDto>) =>
    typeof code === 'string' && nutsForm.test(code)
      ? nutsBreach(code, countries.includes(country as Country) ? [country!] : [])
      : undefined;
  return ValidateBy({
    name: 'nutsCode',
    validator: {
      validate: (code, args) => breachOf(code, args?.object ?? {}) === undefined,
      defaultMessage: (args) => breachOf(args?.value, args?.object ?? {})?.detail ?? '',
    },
  });
};

export class MembershipApplicationDto {
  @ApiProperty({ description: 'Name of the authority.', example: 'City of Tampere' })
  @IsString()
  @Matches(/\S/, { message: 'name must be the name of the authority' })
  @MaxLength(300)
  name!: string;

  @ApiProperty({ description: 'Kind of member.', type: String })
  @IsIn(memberKinds, { message: `kind must be one of: ${memberKinds.join(', ')}` })
  kind!: MemberKind;

  @ApiProperty({ description: 'ISO 3166-1 alpha-2', example: 'FI' })
  @IsIn(countries, {
    message: ({ value }) => countryMeant(value) ?? 'country must be an ISO 3166-1 alpha-2 code such as FI',
  })
  country!: string;

  @OptionalProperty({ description: 'City, region or area.', example: 'Tampere' })
  @IsString()
  @MaxLength(200)
  place?: string | null;

  @OptionalProperty({ description: 'NUTS code of the place, in the country.', example: 'FI197' })
  @Matches(nutsForm, { message: 'nutsCode must be a NUTS code such as FI197' })
  @IsNutsCodeOfCountry()
  nutsCode?: string | null;

  @OptionalProperty({ description: 'Address of its website (http or https).', example: 'https://www.tampere.fi' })
  @IsWebAddress()
  @MaxLength(500)
  website?: string | null;

  @ApiProperty({ description: 'Contact for questions of the secretariat. Shown only to the steering committee.' })
  @ObjectOf(() => ApplicationContactDto)
  contact!: ApplicationContactDto;

  @ApiProperty({ enum: [true], description: 'The contact agrees that the network stores these data.' })
  @Equals(true, { message: 'consent must be true: without it the contact may not be stored' })
  consent!: boolean;
}

export class ApplicationQuery extends PageQuery {
  @QueryCodes(statuses, { description: 'Applications in these states.' })
  status?: string[];
}

export class DecisionDto {
  @ApiProperty({ description: 'What was decided.' })
  @IsIn(['approve', 'reject'], { message: 'decision must be approve or reject' })
  decision!: 'approve' | 'reject';

  @ApiProperty({
    description: 'A rejected applicant reads it in the mail.',
    example: 'All documents were there.',
  })
  @IsString()
  @Matches(/\S/, { message: 'reason must not be blank' })
  @MaxLength(2000)
  reason!: string;
}

/** The state of a new member's activation. */
export class ActivationView {
  @ApiProperty({
    enum: ['queued', 'sent', 'not-sent', 'expired', 'used'],
    description: '`queued`: the mail waits to be sent · `not-sent`: it could not be delivered',
  })
  state!: string;

  @ApiProperty({ type: Date, nullable: true, description: 'When the latest link expires.' })
  expiresAt!: Date | null;
}

export class ApplicationMade {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: statuses, description: 'Its progress.' }) status!: string;
}

export class DecisionView {
  @ApiProperty({ enum: statuses, description: 'Its current status.' }) status!: string;
  @ApiPropertyOptional({ format: 'uuid', description: 'The new member, after an approval.' }) memberId?: string;
}

export class DuplicateView {
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'The other application.' })
  applicationId!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'The member it is or has become.' })
  memberId!: string | null;
  @ApiProperty({ description: 'Name of the authority.', example: 'City of Tampere' }) name!: string;
  @ApiProperty({ description: 'ISO 3166-1 alpha-2', example: 'FI' }) country!: string;
  @ApiProperty({ description: 'State of the membership, or of the application.', example: 'approved' }) status!: string;
  @ApiProperty({ enum: likenesses, isArray: true, description: 'What both have in common.' })
  alike!: readonly Likeness[];
}

export class ApplicationContactView {
  @ApiProperty({ description: 'Person or office.', example: 'Integration office' }) name!: string;
  @ApiProperty({ description: 'E-mail address.', example: 'integration@city.example' }) email!: string;
}

export class ApplicationView extends AuthorityView {
  @ApiProperty({ enum: statuses, description: 'Its progress.' }) status!: string;
  @ApiProperty({
    type: ApplicationContactView,
    nullable: true,
    description: 'Contact for questions of the secretariat; null once erased.',
  })
  contact!: ApplicationContactView | null;
  @ApiProperty({ format: 'date-time', description: 'Since when it has waited for the secretariat.' })
  submittedAt!: Date;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'When it was decided.' })
  decidedAt!: Date | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Id of the principal that decided it.',
    example: '01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11',
  })
  decidedBy!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Reason for the decision.',
    example: 'All documents were there.',
  })
  reason!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'The member it has become.' })
  memberId!: string | null;
}

/** One application in full, with what the list omits. */
export class ApplicationDetailView extends ApplicationView {
  @ApiProperty({ type: [DuplicateView], description: 'What looks like the same authority.' })
  duplicates!: readonly DuplicateView[];

  @ApiProperty({
    type: ActivationView,
    nullable: true,
    description: 'Activation of the new member; null before approval.',
  })
  activation!: ActivationView | null;
}

const contactOf = ({ contactName, contactEmail }: MembershipApplication): ApplicationContactView | null =>
  contactName === null || contactEmail === null ? null : { name: contactName, email: contactEmail };

export const toApplicationView = (application: MembershipApplication) => ({
  id: application.id,
  status: application.status,
  name: application.name,
  kind: application.kind,
  country: application.country,
  place: application.place,
  nutsCode: application.nutsCode,
  website: application.website,
  contact: contactOf(application),
  submittedAt: application.createdAt,
  decidedAt: application.decidedAt,
  decidedBy: application.decidedBy,
  reason: application.reason,
  memberId: application.memberId,
});
