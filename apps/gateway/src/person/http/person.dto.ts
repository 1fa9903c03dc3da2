import { ApiProperty } from '@nestjs/swagger';
import { RightsView } from '../../rights/rights.dto.js';
import type { Invitation } from '../invitation.js';
import { rightsOf, type Person } from '../person.js';

export class PersonView extends RightsView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ description: 'As stated by the issuer at the last sign-in.', example: 'Anna Example' }) name!: string;
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
