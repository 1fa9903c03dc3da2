import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Allow, By, grants, roles, type Principal } from '#identity';

export class MeView {
  @ApiProperty({ enum: ['client', 'person'] }) kind!: string;
  @ApiProperty() id!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ enum: roles, isArray: true }) roles!: readonly string[];
  @ApiProperty({ type: String, nullable: true, format: 'uuid' }) memberId!: string | null;
  @ApiProperty({ type: String, nullable: true }) affiliation!: string | null;
  @ApiProperty({ enum: grants, isArray: true }) grants!: readonly string[];
}

@ApiTags('credentials')
@Controller('v1/me')
export class MeController {
  @Get()
  @Allow('any-credential')
  @ApiOperation({ summary: 'Who I am here and what I may do' })
  @ApiOkResponse({ type: MeView })
  me(@By() by: Principal): MeView {
    const { kind, id, name, roles: own, memberId, affiliation, grants: given } = by;
    return { kind, id, name, roles: own, memberId: memberId ?? null, affiliation: affiliation ?? null, grants: given };
  }
}
