import { Controller, HttpCode, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiConsumes, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Answers, Fails, IgnoreIdempotencyKey, RawBody, ReadsBody } from '#http';
import { Allow } from '#identity';
import { Problem } from '#problems';
import { Body } from '#validation';
import { REPORT_BYTES } from '../mail-report.js';
import { TakeReport } from '../take-report/take-report.js';
import { ReportTakenView } from './bounce.dto.js';

const MAIL = 'message/rfc822';

@ApiTags('operations')
@Controller('v1/operations/bounces')
@Allow('admin')
export class BounceController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @HttpCode(200)
  @IgnoreIdempotencyKey()
  @Fails(404, { 'not-found': 'There is no such mail.' })
  @Fails(415, { 'request.media-type': 'Send the report as it came, with content-type message/rfc822.' })
  @Fails(422, { 'bounce.not-a-report': 'This is not a report on the delivery of a mail.' })
  @ApiOperation({
    summary: 'Take a report about a mail that could not be delivered, or about which its reader complained',
    description: 'The report as it came to `LRA_BOUNCE_MAIL`. Repeating it changes nothing.',
  })
  @ApiConsumes(MAIL)
  @ReadsBody(String, 'The whole report, with its headers.')
  @Answers(200, ReportTakenView)
  async take(@Body() body: RawBody | undefined): Promise<ReportTakenView> {
    if (!(body instanceof RawBody) || !/^message\/(?:rfc822|global)\s*(?:;|$)/i.test(body.contentType)) {
      throw new Problem('request.media-type', 415, `Send the report as it came, with content-type ${MAIL}.`);
    }
    if (body.bytes.length > REPORT_BYTES) {
      throw new Problem('request.too-large', 413, `A report may have ${REPORT_BYTES} bytes.`);
    }
    return { outcome: await this.commands.execute(new TakeReport(body.bytes)) };
  }
}
