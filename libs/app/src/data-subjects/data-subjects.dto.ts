import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsEmail, IsString, MaxLength } from 'class-validator';
import type { DataSubjects, Discovery, ErasureReport, Found, PlaceCount } from '#privacy';
import { postgres } from '#validation';
import { DEFAULT_LIMIT, OptionalProperty, PageQuery, pageOf, seekOf, type Page } from '#http';
import type { GatheredList } from '../operations/operations.dto.js';

/** The person whom a data subject's request is about. */
export class DataSubjectDto {
  @ApiProperty({ maxLength: 254, description: 'The address; case does not matter.', example: 'aino@tampere.example' })
  @IsEmail({ allow_ip_domain: true, require_tld: false })
  @MaxLength(254)
  email!: string;

  @OptionalProperty({
    description: 'Further names to search for. Names found with the address are always included.',
    example: ['Aino Virtanen'],
  })
  @IsArray()
  @ArrayMaxSize(200)
  @IsString({ each: true })
  @MaxLength(300, { each: true })
  names?: string[] | null;
}

/** What an erasure may meet. */
export const collides = {
  'erasure.collides': 'Without the person two rows of gateway.submission_stream would have the same key.',
};

export class PlaceView {
  @ApiProperty({ description: 'Table of an app, or another place.', example: 'practices.practice_contact' })
  place!: string;
  @ApiProperty({ type: 'integer', minimum: 1, description: 'Rows, letters or files.', example: 2 }) count!: number;
}

export class FoundView extends PlaceView {
  @ApiProperty({ type: String, isArray: true, maxItems: 20, description: 'Keys of the first of them.', example: [] })
  keys!: readonly string[];
}

export class DiscoveryView {
  @ApiProperty({
    type: String,
    isArray: true,
    description: 'Names found with the address.',
    example: ['Aino Virtanen'],
  })
  names!: readonly string[];
  @ApiProperty({ type: FoundView, isArray: true, description: 'Where the address or such a name was found.' })
  places!: readonly FoundView[];
}

export class InnerDiscoveryView extends DiscoveryView {
  @ApiProperty({
    type: String,
    isArray: true,
    description: 'What identifies a record without the address.',
    example: [],
  })
  keys!: readonly string[];
}

export class ErasurePartView {
  @ApiProperty({ type: PlaceView, isArray: true, description: 'What was erased.' })
  places!: readonly PlaceView[];
}

export class ErasureReportView {
  @ApiProperty({ format: 'uuid', description: 'Of the certificate, or of the run.' }) id!: string;
  @ApiProperty({ format: 'date-time', description: 'When it was erased.' }) at!: Date;
  @ApiProperty({ enum: ['request', 'retention', 'restore'], description: 'Why it was erased.' })
  cause!: ErasureReport['cause'];
  @ApiProperty({ description: 'Id of the principal, or the process that did it.', example: 'retention' }) by!: string;
  @ApiProperty({ type: PlaceView, isArray: true, description: 'What was erased.' }) places!: readonly PlaceView[];
}

/** The newest first. */
export const erasureList: GatheredList<Pick<ErasureReportView, 'at' | 'id'>> = {
  list: 'erasures',
  types: [postgres.timestamptz, postgres.uuid],
  placeOf: ({ at, id }) => [new Date(at).toISOString(), id],
};

/** One app's page of its reports. */
export async function reportsOf(subjects: DataSubjects, query: PageQuery): Promise<Page<ErasureReportView>> {
  const { limit = DEFAULT_LIMIT, cursor, total } = query;
  const seek = seekOf(erasureList.list, cursor, erasureList.types);
  const rows = await subjects.reports(seek, limit);
  const page = pageOf({ ...erasureList, seek, limit }, rows, (row): ErasureReportView => row);
  return total ? { ...page, total: await subjects.countReports() } : page;
}

export const toFoundView = ({ place, count, keys }: Found): FoundView => ({ place, count, keys });
export const toPlaceView = ({ place, count }: PlaceCount): PlaceView => ({ place, count });
export const toInnerDiscovery = ({ names, keys, places }: Discovery): InnerDiscoveryView => ({
  names,
  keys,
  places: places.map(toFoundView),
});
