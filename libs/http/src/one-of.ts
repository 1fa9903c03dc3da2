import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { OptionalProperty } from './optional-property.js';

/** What is said of a property that holds one of a list. */
interface Told {
  readonly description: string;
  readonly example?: string;
  readonly optional?: true;
  /** For whoever sends another value; the default lists them all. */
  readonly message?: string;
}

/** A property that holds one of these values, for the validator and for the document. */
export const OneOf = (values: readonly string[], { optional, message, ...told }: Told): PropertyDecorator =>
  applyDecorators(
    (optional ? OptionalProperty : ApiProperty)({ ...told, enum: [...values] }),
    IsIn(values, { message: message ?? `$property must be one of: ${values.join(', ')}` }),
  );
