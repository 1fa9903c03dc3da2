import type { Type } from '@nestjs/common';
import { getMetadataStorage } from 'class-validator';
import { nullable, type Schema } from './schema.js';

type Constraints = readonly unknown[];

/** What each rule of class-validator means in a schema. Our own rules state it in their context: `{ schema: {…} }`. */
const meanings: Readonly<Record<string, (constraints: Constraints) => Schema>> = {
  isString: () => ({ type: 'string' }),
  isBoolean: () => ({ type: 'boolean' }),
  isInt: () => ({ type: 'integer' }),
  isNumber: () => ({ type: 'number' }),
  isArray: () => ({ type: 'array' }),
  isNotEmpty: () => ({ minLength: 1 }),
  minLength: ([length]) => ({ minLength: length }),
  maxLength: ([length]) => ({ maxLength: length }),
  min: ([value]) => ({ minimum: value as number }),
  max: ([value]) => ({ maximum: value }),
  isIn: ([values]) => ({ enum: [...(values as unknown[])] }),
  equals: ([value]) => ({ const: value }),
  isUuid: () => ({ type: 'string', format: 'uuid' }),
  isEmail: () => ({ type: 'string', format: 'email' }),
  isUrl: () => ({ type: 'string', format: 'uri' }),
  arrayMaxSize: ([size]) => ({ maxItems: size }),
  arrayMinSize: ([size]) => ({ minItems: size }),
  arrayNotEmpty: () => ({ minItems: 1 }),
  arrayUnique: () => ({ uniqueItems: true }),
  matches: ([pattern]) =>
    pattern instanceof RegExp && /^u?$/.test(pattern.flags) ? { type: 'string', pattern: pattern.source } : {},
};

/** Everything that a request class demands of one property, for the value and for each item of a list. */
interface Demands {
  readonly value: Schema;
  readonly items: Schema;
  readonly optional: boolean;
}

/** What the validators of a class demand, by property. */
export function demandsOf(type: Type): Map<string, Demands> {
  const found = new Map<string, Demands>();
  // The last decorator is first in the list: reversed, the more general rule comes before the one that refines it.
  for (const rule of getMetadataStorage().getTargetValidationMetadatas(type, '', false, false).reverse()) {
    const before = found.get(rule.propertyName) ?? { value: {}, items: {}, optional: false };
    const own = (rule.context as { schema?: Schema } | undefined)?.schema;
    const meaning = own ?? meanings[rule.name ?? '']?.(rule.constraints) ?? {};
    const isEach = rule.each && rule.type === 'customValidation';
    found.set(rule.propertyName, {
      value: isEach ? before.value : { ...before.value, ...meaning },
      items: isEach ? { ...before.items, ...meaning } : before.items,
      optional: before.optional || rule.name === 'isOptional',
    });
  }
  return found;
}

/** A documented property with the demands of its validators. Documentation written by hand takes precedence. */
export function withDemands(schema: Schema, { value, items }: Demands): Schema {
  if (schema.$ref !== undefined || schema.allOf || schema.anyOf || schema.oneOf) return schema;
  const merged = { ...value, ...schema };
  // Swagger takes `T | null` for an object, and a whole number for a number.
  const isVague = [schema.type].flat().some((type) => type === 'object' || type === 'number');
  if (value.type !== undefined && isVague) merged.type = value.type;
  if (merged.enum && merged.type === undefined) merged.type = typeof merged.enum[0];
  if (![merged.type].flat().includes('array')) return merged;
  const { enum: values, format, pattern, ...list } = merged; // Swagger writes what items are beside the list
  const beside = {
    ...(values ? { enum: values } : {}),
    ...(format ? { format } : {}),
    ...(pattern ? { pattern } : {}),
  };
  return { ...list, items: withDemands({ ...beside, ...merged.items }, { value: items, items: {}, optional: false }) };
}

/** A class of the body: unknown properties are refused, and null in an optional property means that it is absent. */
export function describeBody(schema: Schema, type: Type): void {
  const demands = demandsOf(type);
  schema.additionalProperties = false;
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const demanded = demands.get(name);
    const described = demanded ? withDemands(property, demanded) : property;
    const isRequired = schema.required?.includes(name) ?? false;
    schema.properties![name] = isRequired ? described : nullable(described);
  }
}

/** The classes that the properties of a class are made of, itself first. */
export function reachableFrom(type: Type, found = new Set<Type>()): Set<Type> {
  if (found.has(type)) return found;
  found.add(type);
  for (const { context } of getMetadataStorage().getTargetValidationMetadatas(type, '', false, false)) {
    const { of } = (context ?? {}) as { of?: () => Type };
    if (of) reachableFrom(of(), found);
  }
  return found;
}
