import { ApiProperty } from '@nestjs/swagger';
import { IsString, Matches } from 'class-validator';
import type { ActivationLink } from '../activation.js';

/** In the body and not in the address, since addresses are logged on the way. */
export class ActivationLinkDto {
  @ApiProperty({ description: 'Secret part of the link.' })
  @IsString()
  @Matches(/^[\w-]{43}$/, { message: 'token must be the last part of the link' })
  token!: string;
}

export class ActivationLinkView {
  @ApiProperty({ format: 'uuid', description: 'Member that may create its first client.' }) memberId!: string;
  @ApiProperty() memberName!: string;
  @ApiProperty({ format: 'uuid', description: 'Id of the one client that this link can create.' }) clientId!: string;
}

export const toLinkView = ({ memberId, memberName, clientId }: ActivationLink): ActivationLinkView => ({
  memberId,
  memberName,
  clientId,
});
