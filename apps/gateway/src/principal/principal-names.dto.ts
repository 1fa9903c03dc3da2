import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsUUID } from 'class-validator';
import { asList, OptionalProperty, PageQuery, QueryCodes } from '#http';
import { roles, type Role } from '#identity';
import type { PrincipalName } from './principal-names.js';

export class PrincipalNameQuery extends PageQuery {
  @OptionalProperty({ type: String, isArray: true, format: 'uuid', description: 'Only these, by their ids.' })
  @Transform(asList)
  @IsUUID(undefined, { each: true })
  id?: string[];

  @QueryCodes(roles, { description: 'Only those who hold one of these roles now.', example: ['steering'] })
  role?: Role[];
}

export class PrincipalNameView implements PrincipalName {
  @ApiProperty({ format: 'uuid', description: 'As in `by` of a history and `assigneeId` of a task.' }) id!: string;
  @ApiProperty({ enum: ['client', 'person'], description: 'Whether it is a program or a person.' })
  kind!: PrincipalName['kind'];
  @ApiProperty({ description: 'Name of the client or person.', example: 'Anna Example' }) name!: string;
}
