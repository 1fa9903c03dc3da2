import { Controller, Get, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsOptional, IsString, MaxLength } from 'class-validator';
import { collides, DataSubjectDto, DiscoveryView, ErasureReportView, toFoundView, toPlaceView } from '#app';
import { Answers, Fails, IgnoreIdempotencyKey, listAnswer, PageQuery, type Answer } from '#http'; // prettier-ignore
import { Allow, By, type Principal } from '#identity';
import { addressOf } from '#privacy';
import { Body, Query } from '#validation';
import { EraseDataSubject } from '../erase/erase-data-subject.js';
import { EverywhereKept } from '../everywhere-kept.js';

class ErasureDto extends DataSubjectDto {
  @ApiPropertyOptional({
    description: 'Names beside the address that stay in texts, because they name an office and nobody.',
    example: ['Integration office'],
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(200)
  @IsString({ each: true })
  @MaxLength(300, { each: true })
  keep?: string[] | null;
}

class CertificateView extends ErasureReportView {
  @ApiProperty({
    description: 'Whether the list of erasures has it; without that setting a restore brings the person back.',
  })
  listed!: boolean;
  @ApiProperty({
    type: 'integer',
    example: 0,
    description:
      'Names of one word, or too long for one: they left the records and stay in texts, which may be about others.',
  })
  singleWords!: number;
}

class GatheredReportsView {
  @ApiProperty({
    type: ErasureReportView,
    isArray: true,
    description: 'Certificates, and what retention and restores erased.',
  })
  items!: readonly ErasureReportView[];
  @ApiProperty({ type: String, nullable: true, description: '`cursor` of the next page; null at the end.' })
  next!: string | null;
  @ApiProperty({ type: 'integer', required: false, description: 'All items, when asked for.' }) total?: number;
  @ApiProperty({ example: [], type: [String], description: 'Apps that did not answer.' }) unavailable!: string[];
}

/** Requests of data subjects under the General Data Protection Regulation, articles 15 and 17. */
@ApiTags('data subjects')
@Controller('v1/data-subjects')
@Allow('admin')
export class DataSubjectController {
  constructor(
    private readonly kept: EverywhereKept,
    private readonly commands: CommandBus,
  ) {}

  @Post('search')
  @IgnoreIdempotencyKey()
  @ApiOperation({
    summary: 'Where something of a person is kept, in all apps',
    description: 'By the address, and by the names that stand beside it. Look before you erase.',
  })
  @Answers(200, DiscoveryView)
  async search(@Body() { email, names: given }: DataSubjectDto, @By() by: Principal): Promise<DiscoveryView> {
    const { names, places } = await this.kept.search(addressOf(email), given ?? [], by);
    return { names, places: places.map(toFoundView) };
  }

  @Post('erasure')
  @IgnoreIdempotencyKey()
  @Fails(409, collides)
  @ApiOperation({
    summary: 'Erase a person from all apps',
    description:
      'Records under the address go; address and names leave every text, published versions too. It cannot be undone. After 503 ask again: it goes on.',
  })
  @Answers(200, CertificateView)
  async erase(@Body() { email, names, keep }: ErasureDto, @By() by: Principal): Promise<CertificateView> {
    const { isListed, singleWords, ...told } = await this.commands.execute(
      new EraseDataSubject(email, names ?? [], keep ?? [], by),
    );
    return { ...told, places: told.places.map(toPlaceView), listed: isListed, singleWords };
  }

  @Get('erasures')
  @ApiOperation({ summary: 'What was erased, the newest first: by request, by retention, after a restore' })
  @Answers(200, GatheredReportsView, 'Link')
  async reports(@Query() query: PageQuery, @By() by: Principal): Promise<Answer> {
    return listAnswer('/v1/data-subjects/erasures', query, await this.kept.reports(query, by));
  }
}
