import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { notValid } from '#problems';
import { check } from '#validation';
import { RawBody } from './body.js';

type Class = new () => object;

/** Checks bodies, queries and path parameters against their DTO. Undeclared properties are refused, never dropped. */
@Injectable()
export class ValidationPipe implements PipeTransform {
  transform(value: unknown, { metatype, type }: ArgumentMetadata): unknown {
    if (type === 'custom' || metatype === undefined || metatype === Object || metatype === RawBody) return value;
    const checked = check(
      metatype as Class,
      value instanceof RawBody ? (value.json() ?? {}) : { ...(value as object) },
    );
    if ('errors' in checked) throw notValid(checked.errors);
    return checked.valid;
  }
}
