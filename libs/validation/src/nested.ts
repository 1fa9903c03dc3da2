import { applyDecorators } from '@nestjs/common';
import { Type } from 'class-transformer';
import { ValidateBy, ValidateNested } from 'class-validator';

const isPlain = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * A property that holds one object of a DTO. class-validator's own check of nested objects accepts a list there, and
 * code that reads the property later meets undefined.
 */
export const ObjectOf = (type: () => new () => object): PropertyDecorator =>
  applyDecorators(
    Type(type),
    ValidateNested({ context: { of: type } }),
    ValidateBy({
      name: 'isObject',
      validator: { validate: isPlain, defaultMessage: () => '$property must be an object' },
    }),
  );

/** A property that holds a list of objects of a DTO. A list in a list and null are refused: class-validator skips both. */
export const ListOf = (type: () => new () => object): PropertyDecorator =>
  applyDecorators(
    Type(type),
    ValidateNested({ each: true, context: { of: type } }),
    ValidateBy({
      name: 'isListOfObjects',
      validator: {
        validate: (value: unknown) => Array.isArray(value) && value.every(isPlain),
        defaultMessage: () => '$property must be a list of objects',
      },
    }),
  );
