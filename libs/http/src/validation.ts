import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validate, type ValidationError, type ValidatorOptions } from 'class-validator';
import { notValid, Problem, type ProblemPlace } from '#problems';
import { RawBody, refusedText } from './body.js';

/** One set of options for bodies, parameters and import rows: what is not declared is refused, never dropped. */
export const validationOptions: ValidatorOptions = {
  whitelist: true,
  forbidNonWhitelisted: true,
  forbidUnknownValues: true,
  stopAtFirstError: true,
  validationError: { target: false, value: false },
};

/** Turns what class-validator found into places, each with the JSON Pointer of the value that is wrong. */
export function toProblemPlaces(errors: readonly ValidationError[], parent = ''): ProblemPlace[] {
  return errors.flatMap((error) => {
    const pointer = `${parent}/${error.property.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const own = Object.entries(error.constraints ?? {}).map(([name, detail]) => ({
      pointer,
      code: name === 'whitelistValidation' ? 'unknown-field' : kebab(name),
      detail: name === 'whitelistValidation' ? 'This field is not known here.' : detail,
    }));
    return [...own, ...toProblemPlaces(error.children ?? [], pointer)];
  });
}

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

type Class = new () => object;

/** An instance of `dto` made from `value`, or the places that are wrong. */
export async function check<T extends object>(dto: new () => T, value: unknown): Promise<T | ProblemPlace[]> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return [{ pointer: '', code: 'is-object', detail: 'An object is expected.' }];
  }
  const instance = plainToInstance(dto, value, { enableImplicitConversion: false });
  const errors = await validate(instance, validationOptions);
  return errors.length > 0 ? toProblemPlaces(errors) : instance;
}

/** Checks bodies, queries and path parameters against their DTO. */
@Injectable()
export class ValidationPipe implements PipeTransform {
  async transform(value: unknown, { metatype, type }: ArgumentMetadata): Promise<unknown> {
    if (type === 'custom') return value;
    const plain = value instanceof RawBody ? (value.json() ?? {}) : (value ?? {});
    if (type !== 'body') refuseBadText(plain);
    if (metatype === undefined || metatype === Object || metatype === RawBody) return value;
    const checked = await check(metatype as Class, plain);
    if (Array.isArray(checked)) throw notValid(checked);
    return checked;
  }
}

function refuseBadText(parameters: object): void {
  for (const [name, value] of Object.entries(parameters)) {
    for (const text of Array.isArray(value) ? (value as unknown[]) : [value as unknown]) {
      const place = typeof text === 'string' ? refusedText(text, `/${name}`) : undefined;
      if (place) throw new Problem('request.text', 422, `${place.pointer}: ${place.detail}`, { places: [place] });
    }
  }
}
