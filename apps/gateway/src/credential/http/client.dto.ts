import { ApiProperty } from '@nestjs/swagger';
import { IsString, Matches, MaxLength } from 'class-validator';
import { RightsDto, RightsView } from '../../rights/rights.dto.js';
import type { Client } from '../client.js';

export class ClientDto extends RightsDto {
  @ApiProperty({ description: 'What the client is for.', example: 'Registry of the City of Tampere' })
  @IsString()
  @Matches(/\S/, { message: 'name must describe the client' })
  @MaxLength(200)
  name!: string;
}

export class ClientParams {
  @ApiProperty({ example: '01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11', description: '`clientId` of the client.' })
  @IsString()
  @MaxLength(400)
  id!: string;
}

/** A secret is shown once, in the answer to the request that created it. */
export class NewSecretView {
  @ApiProperty({
    description: 'Sent with the secret to get a token.',
    example: '01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11',
  })
  clientId!: string;
  @ApiProperty({ example: 'Zk9wQ2Yt…', description: 'Shown only once.' }) clientSecret!: string;
}

export class ClientView extends RightsView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({
    description: 'Sent with the secret to get a token.',
    example: '01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11',
  })
  clientId!: string;
  @ApiProperty({ description: 'What the client is for.', example: 'Registry of the City of Tampere' }) name!: string;
  @ApiProperty({ format: 'date-time' }) createdAt!: Date;
  @ApiProperty({ description: 'When it last got a new secret.', type: Date, nullable: true }) rotatedAt!: Date | null;
}

export const toClientView = (client: Client): ClientView => {
  const { id, clientId, name, roles: own, memberId, affiliation, grants: given, createdAt, rotatedAt } = client;
  return { id, clientId, name, roles: own, memberId, affiliation, grants: given, createdAt, rotatedAt };
};
