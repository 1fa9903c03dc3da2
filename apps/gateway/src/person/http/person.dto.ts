import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsUUID } from 'class-validator';
import { asList, OptionalProperty, PageQuery } from '#http';
import { RightsView } from '../../rights/rights.dto.js';
import type { Invitation } from '../invitation.js';
import { rightsOf, type Person } from '../person.js';

export class PersonQuery extends PageQuery {
  @OptionalProperty({ type: String, isArray: true, format: 'uuid', description: 'Only these persons, by their ids.' })
  @Transform(asList)
  @IsUUID(undefined, { each: true })
  id?: string[];
}

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
