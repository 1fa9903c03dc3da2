import { ApiProperty } from '@nestjs/swagger';
import { grants, roles } from '#identity';
import type { Invitation } from '../invitation.js';
import { rightsOf, type Person } from '../person.js';

export class PersonView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ description: 'As stated by the issuer at the last sign-in.', example: 'Anna Example' }) name!: string;

  @ApiProperty({ enum: roles, isArray: true, description: 'Current roles; empty if all rights have ended.' })
  roles!: readonly string[];

  @ApiProperty({ type: String, nullable: true, format: 'uuid' }) memberId!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Institution of a reviewer without a member.',
    example: 'University of Turku',
  })
  affiliation!: string | null;
  @ApiProperty({ enum: grants, isArray: true, description: 'Rights in addition to the roles.' })
  grants!: readonly string[];
  @ApiProperty({ format: 'date-time' }) createdAt!: Date;
  @ApiProperty({ format: 'date-time', description: 'The last sign-in.' }) signedInAt!: Date;
}

export const toPersonView = ({ id, name, createdAt, signedInAt }: Person, held: readonly Invitation[]): PersonView => ({
  id,
  name,
  ...rightsOf(held.filter(({ personId }) => personId === id)),
  createdAt,
  signedInAt,
});
