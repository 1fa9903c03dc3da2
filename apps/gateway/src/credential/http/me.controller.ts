import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Answers } from '#http';
import { Allow, By, grants, roles, type Principal } from '#identity';

export class MeView {
  @ApiProperty({ description: 'Kind of caller.', enum: ['client', 'person'] }) kind!: string;
  @ApiProperty({ example: '01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11' }) id!: string;
  @ApiProperty({ description: 'Name of the client or person.', example: 'Registry of the City of Tampere' })
  name!: string;
  @ApiProperty({ description: 'What it may do.', enum: roles, isArray: true }) roles!: readonly string[];
  @ApiProperty({ type: String, nullable: true, format: 'uuid' }) memberId!: string | null;
  @ApiProperty({
    description: 'Institution of a reviewer without a member.',
    example: 'University of Turku',
    type: String,
    nullable: true,
  })
  affiliation!: string | null;
  @ApiProperty({ description: 'Rights in addition to the roles.', enum: grants, isArray: true })
  grants!: readonly string[];
}

@ApiTags('credentials')
@Controller('v1/me')
export class MeController {
  @Get()
  @Allow('any-credential')
  @ApiOperation({ summary: 'Who the caller is and what they may do' })
  @Answers(200, MeView)
  me(@By() by: Principal): MeView {
    const { kind, id, name, roles: own, memberId, affiliation, grants: given } = by;
    return { kind, id, name, roles: own, memberId: memberId ?? null, affiliation: affiliation ?? null, grants: given };
  }
}
