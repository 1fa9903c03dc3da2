import { createHash } from 'node:crypto';
import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { vocabularies } from '#contracts';
import { Answer } from '#http';
import { Allow } from '#identity';

const lists = vocabularies();
const etag = `"${createHash('sha256').update(JSON.stringify(lists)).digest('base64url').slice(0, 22)}"`;

@ApiTags('practices')
@Controller('v1/vocabularies')
export class VocabulariesController {
  @Get()
  @Allow('public')
  @ApiOperation({ summary: 'Every closed list of codes, with English labels' })
  read(): Answer {
    return new Answer(lists, { etag, 'cache-control': 'public, max-age=3600' });
  }
}
