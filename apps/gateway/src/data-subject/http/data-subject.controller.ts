import { Controller, Get, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsString, MaxLength } from 'class-validator';
import { collides, DataSubjectDto, DiscoveryView, ErasureReportView, toFoundView, toPlaceView } from '#app';
import { Answers, Fails, IgnoreIdempotencyKey, listAnswer, OptionalProperty, PageQuery, type Answer } from '#http'; // prettier-ignore
import { Allow, By, type Principal } from '#identity';
import { addressOf } from '#privacy';
import { Body, Query } from '#validation';
import { Incomplete } from '../../operations/incomplete.js';
import { EraseDataSubject } from '../erase/erase-data-subject.js';
import { EverywhereKept } from '../everywhere-kept.js';

class ErasureDto extends DataSubjectDto {
  @OptionalProperty({
    description: 'Names found with the address that stay in texts because they name an office, not a person.',
    example: ['Integration office'],
  })
  @IsArray()
  @ArrayMaxSize(200)
  @IsString({ each: true })
  @MaxLength(300, { each: true })
  keep?: string[] | null;
}

class CertificateView extends ErasureReportView {
  @ApiProperty({
    description: 'Whether the erasure is in the list of erasures; without that list a restore brings the person back.',
  })
  listed!: boolean;
  @ApiProperty({
    type: 'integer',
    example: 0,
    description:
      'Names of a single word, or too long: they were erased from records but stay in texts, which may be about others.',
  })
  singleWords!: number;
}

class GatheredReportsView extends Incomplete {
  @ApiProperty({
    type: ErasureReportView,
    isArray: true,
    description: 'Certificates, and erasures by retention and restores.',
  })
  items!: readonly ErasureReportView[];
  @ApiProperty({ type: String, nullable: true, description: '`cursor` of the next page; null at the end.' })
  next!: string | null;
  @ApiProperty({ type: String, nullable: true }) previous!: string | null;
  @ApiProperty({ type: 'integer', required: false, description: 'Number of all items, if requested.' }) total?: number;
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
    summary: 'Find where data about a person are kept, in all apps',
    description: 'Searches for the address and for the names found with it. Check the result before you erase.',
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
      'Deletes the records with this address and removes address and names from every text, published versions included. This cannot be undone. After 503 repeat the call: it continues.',
  })
  @Answers(200, CertificateView)
  async erase(@Body() { email, names, keep }: ErasureDto, @By() by: Principal): Promise<CertificateView> {
    const { isListed, singleWords, ...told } = await this.commands.execute(
      new EraseDataSubject(email, names ?? [], keep ?? [], by),
    );
    return { ...told, places: told.places.map(toPlaceView), listed: isListed, singleWords };
  }

  @Get('erasures')
  @ApiOperation({ summary: 'List what was erased, newest first: by request, by retention, after a restore' })
  @Answers(200, GatheredReportsView, 'Link')
  async reports(@Query() query: PageQuery, @By() by: Principal): Promise<Answer> {
    return listAnswer('/v1/data-subjects/erasures', query, await this.kept.reports(query, by));
  }
}
