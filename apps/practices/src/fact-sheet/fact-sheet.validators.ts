import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import type { ApiPropertyOptions } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { IsOptional, ValidateBy, ValidateNested } from 'class-validator';
import { validate } from 'uuid';
import { languages, nutsBreach, nutsForm } from '#contracts';
import type { ProblemPlace } from '#problems';
import { declare, type Content, type FieldOptions, type Owner } from './fact-sheet.fields.js';
import { endsBefore, intervalOf } from './partial-date.js';
import { below, namesUser, notMailAddress, type Check } from '#validation';

const problem = (code: string, detail: string, pointer = ''): ProblemPlace => ({
  pointer,
  code,
  detail,
});

const absent = (value: unknown): value is null | undefined => value === null || value === undefined;

/** Length in code points, as PostgreSQL counts; counted only when the cheaper UTF-16 length cannot decide. */
const longerThan = (text: string, max: number): boolean =>
  text.length > max && (text.length > 2 * max || Array.from(text).length > max);

/**
 * One rule of a property. class-validator knows only one place per property, so the check travels in the context and
 * `toProblemPlaces` runs it again for the exact places.
 */
export function Rule(name: string, check: Check): PropertyDecorator {
  return ValidateBy(
    {
      name,
      validator: {
        validate: (value, args) => check(value, (args?.object ?? {}) as Owner).length === 0,
        defaultMessage: (args) =>
          check(args?.value, (args?.object ?? {}) as Owner)[0]?.detail ?? 'This value is invalid.',
      },
    },
    { context: { locate: check } },
  );
}

/** A documented property with its rule; null means the same as absent. */
function Field(
  rule: string,
  options: FieldOptions & Content,
  schema: ApiPropertyOptions,
  check: Check,
): PropertyDecorator {
  const whole: Check = (value, owner) => {
    if (absent(value)) {
      const reason = options.required ? 'This field is required.' : options.requiredIf?.(owner);
      return reason ? [problem('required', reason)] : [];
    }
    const found = check(value, owner);
    return found.length > 0 ? found : (options.and?.(value, owner) ?? []);
  };
  const documented = {
    description: [options.description, options.note].filter(Boolean).join(' '),
    required: options.required ?? false,
    ...(options.example === undefined ? {} : { example: options.example }),
    ...schema,
  } as ApiPropertyOptions;
  const declared = (prototype: object, name?: string | symbol) => {
    declare(prototype, { ...options, name: String(name) });
  };
  return applyDecorators(ApiProperty(documented), Rule(rule, whole), declared);
}

/** One line of text in no particular language, such as a name. */
export function Line(max: number, options: FieldOptions): PropertyDecorator {
  return Field('line', options, { type: String, maxLength: max }, (value) => {
    if (typeof value !== 'string') return [problem('type', 'Must be a string.')];
    return longerThan(value, max) ? [problem('too-long', `Must have at most ${String(max)} characters.`)] : [];
  });
}

/** Text in any number of languages: an object whose keys are ISO 639-1 codes. An empty object means none. */
export function Prose(options: FieldOptions & { max?: number }): PropertyDecorator {
  const max = options.max ?? 20_000;
  const known = new Set<string>(languages);
  const schema: ApiPropertyOptions = {
    type: 'object',
    additionalProperties: { type: 'string', maxLength: max },
    example: { en: '…' },
    ...(options.example === undefined ? {} : { example: options.example }),
  };
  return applyDecorators(
    // class-transformer would rebuild the map and drop what it takes for a prototype's key: keep the map as sent.
    Transform(({ obj, key }) => (obj as Record<string, unknown>)[key], { toClassOnly: true }),
    Field('languageMap', { search: 'D', ...options, prose: max }, schema, (value) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value))
        return [
          problem('type', 'Must be an object with language codes as keys and texts as values, such as {"en": "…"}.'),
        ];
      return Object.entries(value).flatMap(([language, text]: [string, unknown]) => {
        const pointer = below('', language);
        if (!known.has(language))
          return [
            problem(
              'code-not-listed',
              'The key must be a two-letter language code (ISO 639-1) in lower case.',
              pointer,
            ),
          ];
        if (absent(text)) return [];
        if (typeof text !== 'string') return [problem('type', 'Must be a string.', pointer)];
        return longerThan(text, max)
          ? [problem('too-long', `Must have at most ${String(max)} characters.`, pointer)]
          : [];
      });
    }),
  );
}

const notListed = (codes: readonly (string | number)[]): string =>
  codes.length <= 20 ? `Must be one of: ${codes.join(', ')}.` : 'Must be a code from the list in GET /v1/vocabularies.';

/** Every list is one schema of the document, with its own description and not that of the first field. */
const named = (list: string) => ({
  enumName: list,
  enumSchema: { description: 'A closed list; GET /v1/vocabularies has the labels.' },
});

/** One code of a closed list; `list` names it in the document. */
export function Code(list: string, codes: readonly string[], options: FieldOptions): PropertyDecorator {
  const known = new Set<unknown>(codes);
  return Field('code', options, { enum: [...codes], ...named(list) }, (value) => {
    if (typeof value !== 'string') return [problem('type', 'Must be a string.')];
    return known.has(value) ? [] : [problem('code-not-listed', notListed(codes))];
  });
}

/** Codes of a closed list, each once, the most important first. `meant` says what else to write, where it can. */
export function Codes(
  list: string,
  codes: readonly (string | number)[],
  options: FieldOptions & { meant?: (written: unknown) => string | undefined },
): PropertyDecorator {
  const known = new Set<unknown>(codes);
  const numeric = typeof codes[0] === 'number';
  const schema: ApiPropertyOptions = numeric
    ? { type: 'array', items: { type: 'integer', enum: [...codes] }, uniqueItems: true }
    : { enum: [...codes], ...named(list), isArray: true, uniqueItems: true };
  return Field('codes', { ...options, most: codes.length }, schema, (value) => {
    if (!Array.isArray(value)) return [problem('type', 'Must be an array of codes.')];
    // One place is enough to mend an overlong list, and limits the answer.
    if (value.length > codes.length) return [problem('too-many', `Must have at most ${String(codes.length)} items.`)];
    return value.flatMap((item: unknown, index) => {
      if (!known.has(item))
        return [problem('code-not-listed', options.meant?.(item) ?? notListed(codes), `/${String(index)}`)];
      return value.indexOf(item) < index
        ? [problem('duplicate', 'Appears twice in the list. Remove one.', `/${String(index)}`)]
        : [];
    });
  });
}

/**
 * `YYYY`, `YYYY-MM` or `YYYY-MM-DD`: a day that exists, from 1900 to 2100. `notBefore` names the field of the start.
 */
export function PartialDate(options: FieldOptions & { notBefore?: string }): PropertyDecorator {
  const schema: ApiPropertyOptions = { type: String, pattern: '^\\d{4}(-\\d{2}(-\\d{2})?)?$' };
  return Field('partialDate', options, schema, (value, owner) => {
    if (typeof value !== 'string') return [problem('type', 'Must be a string.')];
    const own = intervalOf(value);
    if (!own) return [problem('date', 'Must be an existing date as YYYY, YYYY-MM or YYYY-MM-DD, from 1900 to 2100.')];
    const start = options.notBefore === undefined ? undefined : owner[options.notBefore];
    const from = typeof start === 'string' ? intervalOf(start) : undefined;
    return from && endsBefore(own, from)
      ? [problem('end-before-start', `Must not be before \`${String(options.notBefore)}\`.`)]
      : [];
  });
}

/** True or false. */
export function Flag(options: FieldOptions): PropertyDecorator {
  return Field('flag', options, { type: Boolean }, (value) =>
    typeof value === 'boolean' ? [] : [problem('type', 'Must be true or false.')],
  );
}

/** A finite number within bounds. */
export function Quantity(
  bounds: { min?: number; max?: number; integer?: boolean },
  options: FieldOptions,
): PropertyDecorator {
  const { min = -Number.MAX_VALUE, max = Number.MAX_VALUE, integer = false } = bounds;
  const schema: ApiPropertyOptions = {
    type: integer ? 'integer' : 'number',
    ...(bounds.min === undefined ? {} : { minimum: bounds.min }),
    ...(bounds.max === undefined ? {} : { maximum: bounds.max }),
  };
  return Field('quantity', options, schema, (value) => {
    if (typeof value !== 'number' || !Number.isFinite(value)) return [problem('type', 'Must be a number.')];
    if (integer && !Number.isInteger(value)) return [problem('type', 'Must be a whole number.')];
    return value < min || value > max
      ? [problem('out-of-range', `Must be from ${String(min)} to ${String(max)}.`)]
      : [];
  });
}

/**
 * A non-negative amount of money as a decimal string, since a JSON number loses cents. Up to 15 digits before the
 * point and 4 after it, as ISO 4217 has minor units of up to four digits. Stored as written, with trailing zeros.
 */
export function Money(options: FieldOptions): PropertyDecorator {
  const pattern = /^(?:0|[1-9]\d{0,14})(?:\.\d{1,4})?$/;
  return Field('money', options, { type: String, pattern: pattern.source }, (value) => {
    if (typeof value !== 'string') return [problem('type', 'Must be a string such as "800000.00", not a number.')];
    return pattern.test(value)
      ? []
      : [
          problem(
            'money',
            'Must be a decimal such as "800000.00": digits, a point, at most 4 decimals; no sign, no thousands separators.',
          ),
        ];
  });
}

/** An http or https address without a user, stored as written. */
export function WebAddress(options: FieldOptions): PropertyDecorator {
  return Field('webAddress', options, { type: String, format: 'uri', maxLength: 2000 }, (value) => {
    if (typeof value !== 'string') return [problem('type', 'Must be a string.')];
    if (value.length > 2000) return [problem('too-long', 'Must have at most 2000 characters.')];
    // The URL parser silently drops tabs and line ends and repairs missing slashes: check the plain form first.
    const plain = /^https?:\/\/[^\s\p{Cc}]+$/iu.test(value);
    if (namesUser(value)) return [problem('web-address', 'Must have no user name or password before its host.')];
    return plain && URL.canParse(value)
      ? []
      : [problem('web-address', 'Must be an absolute address that starts with http:// or https://.')];
  });
}

/** An e-mail address. */
export function EmailAddress(options: FieldOptions): PropertyDecorator {
  return Field('emailAddress', options, { type: String, format: 'email', maxLength: 254 }, (value) => {
    if (typeof value !== 'string') return [problem('type', 'Must be a string.')];
    const wrong = notMailAddress(value);
    return wrong === undefined ? [] : [problem('email-address', `This ${wrong}.`)];
  });
}

/** An id. */
export function Uuid(how: string, options: FieldOptions): PropertyDecorator {
  return Field('pattern', options, { type: String, format: 'uuid' }, (value) => {
    if (typeof value !== 'string') return [problem('type', 'Must be a string.')];
    return validate(value) ? [] : [problem('pattern', how)];
  });
}

/** A NUTS code; the rules of the whole fact sheet check whether it lies in the country. */
export function NutsCode(options: FieldOptions): PropertyDecorator {
  return Field('nutsCode', options, { type: String, pattern: nutsForm.source }, (value) => {
    if (typeof value !== 'string') return [problem('type', 'Must be a string.')];
    if (!nutsForm.test(value))
      return [problem('pattern', 'Must be a NUTS code such as IT, ITC, ITC4 or ITC4C, in capitals.')];
    const breach = nutsBreach(value, []);
    return breach ? [problem(breach.code, breach.detail)] : [];
  });
}

const isPlainObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * An object of its own class. The class is given lazily because decorators run while classes are still being defined.
 * (The document generator knows a lazy type by the function's name `type`: hence the function literals below.)
 */
export function Nested(type: () => new () => object, options: FieldOptions): PropertyDecorator {
  return applyDecorators(
    IsOptional(),
    Type(type),
    ValidateNested({ context: { of: type } }),
    Field('object', { ...options, of: type }, { type: () => type() }, (value) =>
      isPlainObject(value) ? [] : [problem('type', 'Must be an object.')],
    ),
  );
}

/** A list of objects. Null items are rejected: class-validator would skip them. */
export function NestedList(type: () => new () => object, max: number, options: FieldOptions): PropertyDecorator {
  return applyDecorators(
    IsOptional(),
    Type(type),
    ValidateNested({ each: true, context: { of: type } }),
    Field(
      'objects',
      { ...options, of: type, most: max },
      { type: () => type(), isArray: true, maxItems: max },
      (value) => {
        if (!Array.isArray(value)) return [problem('type', 'Must be an array of objects.')];
        if (value.length > max) return [problem('too-many', `Must have at most ${String(max)} items.`)];
        return value.flatMap((item: unknown, index) =>
          isPlainObject(item) ? [] : [problem('type', 'Must be an object.', `/${String(index)}`)],
        );
      },
    ),
  );
}

/** A problem of a rule over several fields, at the field itself. */
export const excluded = (detail: string): ProblemPlace[] => [problem('excluded', detail)];

/** A problem of a field that another field requires, at a place below the field. */
export const missing = (detail: string, pointer = ''): ProblemPlace[] => [problem('required', detail, pointer)];
