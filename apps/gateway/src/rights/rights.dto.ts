import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize, ArrayNotEmpty, ArrayUnique, IsArray, IsIn, IsString, IsUUID, Matches, MaxLength,
} from 'class-validator'; // prettier-ignore
import { OptionalProperty } from '#http';
import { grants, roles, type Grant, type Role } from '#identity';
import type { Rights } from './rights.js';

/** Rights that are given to a client or a person. */
export class RightsDto {
  @ApiProperty({ enum: roles, isArray: true, description: 'What the client or person may do.', example: ['member-editor'] }) // prettier-ignore
  @IsArray()
  @ArrayNotEmpty()
  @ArrayUnique()
  @ArrayMaxSize(roles.length)
  @IsIn(roles, { each: true, message: `each of roles must be one of: ${roles.join(', ')}` })
  roles!: Role[];

  @OptionalProperty({ description: 'Member to act for; required for member-editor. If a member-editor omits it, it is their own member.' }) // prettier-ignore
  @IsUUID()
  memberId?: string | null;

  @OptionalProperty({ example: 'University of Exampleville', description: 'Institution of a reviewer without a member.' }) // prettier-ignore
  @IsString()
  @Matches(/\S/, { message: 'affiliation must name an institution' })
  @MaxLength(300)
  affiliation?: string | null;

  @OptionalProperty({ enum: grants, isArray: true, description: 'Rights in addition to the roles; given by the operator. `voting`: casts the ballots of the member.' }) // prettier-ignore
  @IsArray()
  @ArrayUnique()
  @ArrayMaxSize(grants.length)
  @IsIn(grants, { each: true, message: `each of grants must be one of: ${grants.join(', ')}` })
  grants?: Grant[] | null;
}

/** What somebody may do and for whom. */
export class RightsView implements Rights {
  @ApiProperty({ enum: roles, isArray: true, description: 'Current roles; empty if all rights have ended.' })
  roles!: readonly Role[];
  @ApiProperty({ type: String, nullable: true, format: 'uuid' }) memberId!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Institution of a reviewer without a member.',
    example: 'University of Turku',
  })
  affiliation!: string | null;
  @ApiProperty({ enum: grants, isArray: true, description: 'Rights in addition to the roles.' })
  grants!: readonly Grant[];
}
