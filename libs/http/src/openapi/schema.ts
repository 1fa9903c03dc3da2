/** A JSON Schema (draft 2020-12, as OpenAPI 3.1 has it) in the making. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  format?: string;
  pattern?: string;
  description?: string;
  example?: unknown;
  default?: unknown;
  minimum?: number;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  allOf?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  [keyword: string]: unknown;
}

/** The same schema, which null satisfies too. */
export function nullable(schema: Schema): Schema {
  const { description, example, ...rest } = schema;
  const told = { ...(description === undefined ? {} : { description }), ...(example === undefined ? {} : { example }) };
  if (rest.anyOf?.some(({ type }) => type === 'null')) return schema;
  if (rest.type === undefined) {
    const only = rest.allOf?.length === 1 && Object.keys(rest).length === 1 ? rest.allOf[0]! : rest;
    return { ...told, anyOf: [only, { type: 'null' }] };
  }
  const types = [rest.type].flat();
  if (types.includes('null')) return schema;
  return { ...schema, type: [...types, 'null'], ...(rest.enum ? { enum: [...rest.enum, null] } : {}) };
}

/** The first schema behind descriptions and alternatives: what a value that is not null must satisfy. */
const plain = (schema: Schema): Schema => {
  const [inner] = (schema.anyOf ?? schema.allOf ?? schema.oneOf ?? []).filter(({ type }) => type !== 'null');
  return inner ? plain(inner) : schema;
};

const byFormat: Readonly<Record<string, string>> = {
  uuid: '01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11',
  'date-time': '2026-03-01T12:00:00.000Z',
  date: '2026-03-01',
};

/** A value that shows what the schema means; undefined where only its author can tell one. */
export function exampleOf(schema: Schema): unknown {
  if (schema.example !== undefined) return schema.example;
  const { const: constant, enum: values, default: usual, format, type, items, minimum } = plain(schema);
  if (constant !== undefined) return constant;
  if (usual !== undefined) return usual;
  if (values) return values[0];
  if (format !== undefined && format in byFormat) return byFormat[format];
  const [kind] = [type].flat().filter((name) => name !== 'null');
  if (kind === 'boolean') return true;
  if (kind === 'integer' || kind === 'number') return Math.max(minimum ?? 0, 1);
  if (kind === 'array' && items && !items.$ref) {
    const item = exampleOf(items);
    return item === undefined ? undefined : [item];
  }
  return undefined;
}

/** Whether the schema says by itself what a value looks like: a reference or an object shows its own properties. */
export function showsItself(schema: Schema): boolean {
  const { $ref, type, items, properties, additionalProperties } = plain(schema);
  if ($ref !== undefined || properties !== undefined || typeof additionalProperties === 'object') return true;
  return [type].flat().includes('array') && items !== undefined && showsItself(items);
}
