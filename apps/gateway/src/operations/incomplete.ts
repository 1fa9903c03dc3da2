import { ApiProperty } from '@nestjs/swagger';

/** What is gathered from all apps that respond. */
export class Incomplete {
  @ApiProperty({ example: [], type: [String], description: 'Apps that did not respond; what they hold is missing.' })
  unavailable!: string[];
}
