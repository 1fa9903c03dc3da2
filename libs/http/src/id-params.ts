import { ApiProperty } from '@nestjs/swagger';
import { IsUUID } from 'class-validator';

/** The path of a route that names one thing. */
export class IdParams {
  @ApiProperty()
  @IsUUID()
  id!: string;
}
