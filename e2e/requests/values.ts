import type { Chance } from '../faults/random.js';
import type { ApiDocument, Schema } from './api-document.js';
import { edges } from './edges.js';

/** The source of identifiers. */
export interface Ids {
  /** The id of an existing or former thing. */
  pickId(chance: Chance): string;
}

const words = ['Kielikahvila', 'language', 'Tampere', 'работа', '学习', 'integração', 'x'];
const languages = ['en', 'fi', 'de', 'it'];

/** Values that are known to have broken programs. */
export const nasty: readonly unknown[] = [
  ...edges,
  '', ' ', '\u0000', '\ud800', 'a\u0000b', '\u202e\u0007', 'é'.repeat(300), 'x'.repeat(5_000), '%00', '%zz', '../../etc/passwd',
  '__proto__', 'constructor', "' or 1=1 --", '"; drop table practice; --', '{{7*7}}', '${jndi:ldap://x}', '<script>alert(1)</script>',
  '\r\nx-injected: 1', '1e400', 'NaN', '-0', '0x10', '2026-02-30', '9999-99', '00000000-0000-0000-0000-000000000000', '*', '.', '(', '\\',
  null, true, false, 0, -1, 1.5, 1e308, -1e308, 9007199254740993, [], {}, [[]], [null], { a: { b: { c: [] } } }, { __proto__x: 1 },
  { constructor: { prototype: {} } }, { $ne: null }, Array.from({ length: 200 }, (_, n) => n),
]; // prettier-ignore

/** Makes values from schemas: valid ones, ones with a single fault, and malicious ones. */
export class Values {
  constructor(
    private readonly document: ApiDocument,
    private readonly ids: Ids,
  ) {}

  valid(given: Schema, chance: Chance, depth = 0): unknown {
    const schema = this.document.resolve(given);
    if (schema.example !== undefined && chance.next() < 0.3) return schema.example;
    if (schema.const !== undefined) return schema.const;
    if (schema.enum) return chance.pick(schema.enum);
    const choices = schema.anyOf ?? schema.oneOf;
    if (choices) return this.valid(chance.pick(choices), chance, depth);
    if (schema.allOf) return this.valid(this.joined(schema), chance, depth);
    const types = [schema.type ?? []].flat();
    const type = types.length > 1 && chance.next() < 0.8 ? types.find((one) => one !== 'null') : chance.pick(types);
    switch (type) {
      case 'object':
        return this.object(schema, chance, depth);
      case 'array':
        return this.list(schema, chance, depth);
      case 'string':
        return this.text(schema, chance);
      case 'integer':
      case 'number': {
        const value = chance.between(schema.minimum ?? 0, Math.min(schema.maximum ?? 1_000, 1_000_000));
        return type === 'integer' ? Math.floor(value) : value;
      }
      case 'boolean':
        return chance.next() < 0.5;
      default:
        return null;
    }
  }

  /** A valid value with one fault: another type, too much, too little, unknown, or missing. */
  nearlyValid(schema: Schema, chance: Chance): unknown {
    const value = structuredClone(this.valid(schema, chance));
    const places = placesOf(value);
    if (places.length === 0) return chance.pick(nasty);
    const { holder, key } = chance.pick(places);
    const wrong = [
      () => (holder[key] = chance.pick(nasty)),
      () => Reflect.deleteProperty(holder, key),
      () => (holder[`${String(key)}X`] = holder[key]),
      () => (holder[key] = [holder[key]]),
      () => (holder[key] = null),
      () => (holder[key] = `${String(holder[key])}${'x'.repeat(10_000)}`),
    ];
    chance.pick(wrong)();
    return value;
  }

  private object(schema: Schema, chance: Chance, depth: number): Record<string, unknown> {
    const made: Record<string, unknown> = {};
    const isFull = depth === 0 && chance.next() < 0.3;
    for (const [name, property] of Object.entries(schema.properties ?? {})) {
      const isWanted = schema.required?.includes(name) ?? false;
      if (isWanted || isFull || chance.next() < 0.4 / (depth + 1)) made[name] = this.valid(property, chance, depth + 1);
    }
    const { additionalProperties: more } = schema;
    if (typeof more === 'object') made[chance.pick(languages)] = this.valid(more, chance, depth + 1);
    return made;
  }

  private list(schema: Schema, chance: Chance, depth: number): unknown[] {
    const least = schema.minItems ?? 0;
    const length = Math.floor(chance.between(least, Math.min(schema.maxItems ?? 3, least + 3) + 1));
    return Array.from({ length }, () => this.valid(schema.items ?? { type: 'string' }, chance, depth + 1));
  }

  private text(schema: Schema, chance: Chance): string {
    switch (schema.format) {
      case 'uuid':
        return this.ids.pickId(chance);
      case 'date-time':
        return new Date(Date.UTC(2012, 0, 1) + Math.floor(chance.between(0, 5e11))).toISOString();
      case 'date':
        return new Date(Date.UTC(2012, 0, 1) + Math.floor(chance.between(0, 5e11))).toISOString().slice(0, 10);
      case 'email':
        return `office-${Math.floor(chance.between(0, 1e6))}@city.example`;
      case 'uri':
        return `https://city.example/${Math.floor(chance.between(0, 1e6))}`;
      default:
    }
    if (schema.pattern !== undefined && typeof schema.example === 'string') return schema.example;
    const text = Array.from({ length: 1 + Math.floor(chance.between(0, 5)) }, () => chance.pick(words)).join(' ');
    return text.slice(0, schema.maxLength).padEnd(schema.minLength ?? 0, 'x');
  }

  private joined(schema: Schema): Schema {
    const parts = (schema.allOf ?? []).map((part) => this.document.resolve(part));
    return {
      type: 'object',
      ...Object.assign({}, ...parts),
      properties: Object.assign({}, ...parts.map(({ properties }) => properties)),
      required: parts.flatMap(({ required = [] }) => required),
    };
  }
}

interface Place {
  readonly holder: Record<string | number, unknown>;
  readonly key: string | number;
}

/** Every place in a value that can be changed. */
function placesOf(value: unknown): Place[] {
  if (value === null || typeof value !== 'object') return [];
  const holder = value as Place['holder'];
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...placesOf(holder[key])]);
}
