import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize, ArrayNotEmpty, ArrayUnique, IsArray, IsIn, IsOptional, IsString, IsUUID, Matches, MaxLength,
} from 'class-validator'; // prettier-ignore
import { grants, roles, type Grant, type Role } from '#identity';
import type { Client } from '../client.js';

export class ClientDto {
  @ApiProperty({ maxLength: 200, example: 'Registry of the City of Tampere' })
  @IsString()
  @Matches(/\S/, { message: 'name must say what the client is for' })
  @MaxLength(200)
  name!: string;

  @ApiProperty({ enum: roles, isArray: true })
  @IsArray()
  @ArrayNotEmpty()
  @ArrayUnique()
  @ArrayMaxSize(roles.length)
  @IsIn(roles, { each: true, message: `each of roles must be one of: ${roles.join(', ')}` })
  roles!: Role[];

  @ApiPropertyOptional({
    type: String, nullable: true, format: 'uuid',
    description: 'Member the client acts for; needed for member-editor. Left out by a member-editor: the own member.',
  }) // prettier-ignore
  @IsOptional()
  @IsUUID()
  memberId?: string | null;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    maxLength: 300,
    description: 'What a reviewer without a member belongs to.',
  })
  @IsOptional()
  @IsString()
  @Matches(/\S/, { message: 'affiliation must name an institution' })
  @MaxLength(300)
  affiliation?: string | null;

  @ApiPropertyOptional({ enum: grants, isArray: true, nullable: true })
  @IsOptional()
  @IsArray()
  @ArrayUnique()
  @IsIn(grants, { each: true, message: `each of grants must be one of: ${grants.join(', ')}` })
  grants?: Grant[] | null;
}

export class ClientParams {
  @ApiProperty({ description: '`clientId` of the client.' })
  @IsString()
  @MaxLength(400)
  id!: string;
}

/** A secret is shown once, in the answer that made it. */
export class NewSecretView {
  @ApiProperty() clientId!: string;
  @ApiProperty({ description: 'Shown this once.' }) clientSecret!: string;
}

export class ClientView {
  @ApiProperty() id!: string;
  @ApiProperty() clientId!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ enum: roles, isArray: true }) roles!: string[];
  @ApiProperty({ type: String, nullable: true, format: 'uuid' }) memberId!: string | null;
  @ApiProperty({ type: String, nullable: true }) affiliation!: string | null;
  @ApiProperty({ enum: grants, isArray: true }) grants!: string[];
  @ApiProperty({ format: 'date-time' }) createdAt!: Date;
  @ApiProperty({ type: Date, nullable: true }) rotatedAt!: Date | null;
}

export const toClientView = (client: Client): ClientView => {
  const { id, clientId, name, roles: own, memberId, affiliation, grants: given, createdAt, rotatedAt } = client;
  return { id, clientId, name, roles: own, memberId, affiliation, grants: given, createdAt, rotatedAt };
};
