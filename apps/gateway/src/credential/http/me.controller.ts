import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Answers } from '#http';
import { Allow, By, type Principal } from '#identity';
import { RightsView } from '../../rights/rights.dto.js';

export class MeView extends RightsView {
  @ApiProperty({ description: 'Kind of caller.', enum: ['client', 'person'] }) kind!: string;
  @ApiProperty({ example: '01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11' }) id!: string;
  @ApiProperty({ description: 'Name of the client or person.', example: 'Registry of the City of Tampere' })
  name!: string;
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
