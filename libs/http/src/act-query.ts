import { IsString, Matches } from 'class-validator';
import type { ActFilter } from '#database';
import { OptionalProperty } from './optional-property.js';
import { IsDay, PageQuery } from './paging.js';

/** Parameters of every list of what was done. */
export class ActQuery extends PageQuery implements ActFilter {
  @OptionalProperty({ description: 'Only by the principal with this id.', example: '01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11', maxLength: 100 }) // prettier-ignore
  @IsString()
  @Matches(/^[\x21-\x7e]{1,100}$/, { message: 'by must be the id of a principal' })
  by?: string;

  @OptionalProperty({ description: 'Only from this day on, in Brussels.', example: '2027-01-01' })
  @IsDay()
  since?: string;

  @OptionalProperty({ description: 'Only until this day, in Brussels, which is included.', example: '2027-01-31' })
  @IsDay()
  until?: string;
}
