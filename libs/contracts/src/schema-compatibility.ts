/** The record of a released event contract: everything that a consumer relies on. */
export interface ReleasedContract {
  readonly type: string;
  readonly topic: string;
  readonly visibility: string;
  /** JSON Schema of the data. */
  readonly schema: unknown;
}

type Schema = Readonly<Record<string, unknown>>;

/** Keywords that only people read. */
const annotations = new Set(['$comment', 'title', 'description', 'examples', 'default', 'deprecated']);
/** Keywords whose changes are analysed; any other rule must stay as it is. */
const understood = new Set(['properties', 'required', 'enum', 'type', 'items', 'additionalProperties']);
/** Lists whose order does not matter. */
const unordered = new Set(['required', 'enum', 'type']);
/** Keywords by which an older build may reject an unknown property. */
const closing = ['patternProperties', 'propertyNames', 'maxProperties', 'unevaluatedProperties'];

/** The record of a contract: only what consumers rely on, in a fixed order, so that equal contracts give equal text. */
export function recordOf({ type, topic, visibility, schema }: ReleasedContract): ReleasedContract {
  return { type, topic, visibility, schema: ordered(schema) };
}

/**
 * Every change in the present contracts that would break a user of the released ones: one sentence each, or an empty
 * list.
 *
 * Builds of different ages run side by side, and a build reads events of any age (outbox, broker, waiting events,
 * change feed) against its own schema. So an older build must accept the new data, and the new rules must accept the
 * events of older builds. Only two changes are safe: another optional property, and texts for people. Even an
 * enumeration must not grow: to an older build the new value violates the schema, and the event becomes a dead letter.
 * Any other change is a new type, sent beside the released one until it has no consumers.
 */
export function compatibility(released: readonly ReleasedContract[], present: readonly ReleasedContract[]): string[] {
  const types = new Set([...released, ...present].map(({ type }) => type));
  return released.flatMap((was) => {
    const is = present.find(({ type }) => type === was.type);
    const mend = `leave it as it was released and make a new type ${nextVersion(was.type, types)}`;
    return [...contractChanges(was, is)].map((change) => `${was.type}: ${change}; ${mend}.`);
  });
}

/** Contracts that differ from their record: one sentence each. Call this only when `compatibility` finds nothing. */
export function unrecorded(released: readonly ReleasedContract[], present: readonly ReleasedContract[]): string[] {
  return present.flatMap((is) => {
    const was = released.find(({ type }) => type === is.type);
    if (was && textOf(recordOf(was)) === textOf(recordOf(is))) return [];
    return `${is.type}: ${was ? 'its change' : 'the new type'} is not recorded yet; run \`npm run schemas:record\` and commit what it writes.`;
  });
}

function nextVersion(type: string, taken: ReadonlySet<string>): string {
  const [, name = type, version = '1'] = /^(.*)\.v(\d+)$/.exec(type) ?? [];
  let next = Number(version) + 1;
  while (taken.has(`${name}.v${next}`)) next += 1;
  return `${name}.v${next}`;
}

function* contractChanges(was: ReleasedContract, is: ReleasedContract | undefined): Generator<string> {
  if (!is) {
    yield 'the type was removed, which consumers wait for and stored events have';
    return;
  }
  if (is.topic !== was.topic) {
    yield `its topic was changed from ${was.topic} to ${is.topic}, which splits its streams`;
  }
  if (is.visibility !== was.visibility) {
    yield `its visibility was changed from ${was.visibility} to ${is.visibility}, which its readers do not expect`;
  }
  yield* schemaChanges(was.schema, is.schema, 'data');
}

function* schemaChanges(was: unknown, is: unknown, at: string): Generator<string> {
  if (!isSchema(was) || !isSchema(is)) {
    if (textOf(was) !== textOf(is)) yield `the schema of ${at} was replaced`;
    return;
  }
  yield* typeChanges(was, is, at);
  yield* enumChanges(was, is, at);
  yield* propertyChanges(was, is, at);
  yield* requiredChanges(was, is, at);
  yield* innerChanges(was['items'] ?? true, is['items'] ?? true, `${at}[]`, 'items', at);
  const open = (schema: Schema) => schema['additionalProperties'] ?? true;
  yield* innerChanges(open(was), open(is), `${at}.*`, 'additionalProperties', at);
  for (const rule of new Set([...Object.keys(was), ...Object.keys(is)])) {
    if (annotations.has(rule) || understood.has(rule)) continue;
    if (textOf(meaning(was[rule])) !== textOf(meaning(is[rule]))) yield ruleChange(at, rule);
  }
}

const ruleChange = (at: string, rule: string) =>
  `the rule "${rule}" of ${at} was changed, so stored events or older builds may break it`;

function* typeChanges(was: Schema, is: Schema, at: string): Generator<string> {
  const name = (type: unknown) => (type === undefined ? 'any' : listOf(type).map(String).sort().join(' or '));
  const [from, to] = [name(was['type']), name(is['type'])];
  if (from !== to) yield `the type of ${at} was changed from ${from} to ${to}`;
}

function* enumChanges(was: Schema, is: Schema, at: string): Generator<string> {
  if (Boolean(was['enum']) !== Boolean(is['enum'])) {
    yield ruleChange(at, 'enum');
    return;
  }
  const [from, to] = [was, is].map((schema) => listOf(schema['enum']).map(textOf)) as [string[], string[]];
  for (const value of to.filter((value) => !from.includes(value))) {
    yield `${at} gained the value ${value}, which older builds take for a breach of the schema`;
  }
  for (const value of from.filter((value) => !to.includes(value))) {
    yield `${at} lost the value ${value}, which stored events may have`;
  }
}

function* propertyChanges(was: Schema, is: Schema, at: string): Generator<string> {
  const [from, to] = [propertiesOf(was), propertiesOf(is)];
  for (const [name, schema] of Object.entries(from)) {
    if (name in to) yield* schemaChanges(schema, to[name], `${at}.${name}`);
    else yield `${at}.${name} was removed, which consumers rely on`;
  }
  const isClosed = (was['additionalProperties'] ?? true) !== true || closing.some((rule) => rule in was);
  for (const name of Object.keys(to)) {
    if (!(name in from) && isClosed) yield `${at}.${name} was added where older builds take only what they know`;
  }
}

function* requiredChanges(was: Schema, is: Schema, at: string): Generator<string> {
  const [from, to] = [listOf(was['required']).map(String), listOf(is['required']).map(String)];
  const gone = (name: string) => name in propertiesOf(was) && !(name in propertiesOf(is));
  for (const name of from.filter((name) => !to.includes(name) && !gone(name))) {
    yield `${at}.${name} was made optional, but consumers rely on it`;
  }
  for (const name of to.filter((name) => !from.includes(name))) {
    yield `${at}.${name} was made required, which stored events may lack`;
  }
}

/** Compares nested schemas. If only one of the two has a schema, a rule was added or removed. */
function* innerChanges(was: unknown, is: unknown, inside: string, rule: string, at: string): Generator<string> {
  if (isSchema(was) && isSchema(is)) yield* schemaChanges(was, is, inside);
  else if (textOf(was) !== textOf(is)) yield ruleChange(at, rule);
}

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const propertiesOf = (schema: Schema): Schema => (schema['properties'] ?? {}) as Schema;

const listOf = (value: unknown): readonly unknown[] =>
  value === undefined ? [] : Array.isArray(value) ? (value as unknown[]) : [value];

const textOf = (value: unknown): string => (value === undefined ? '' : JSON.stringify(ordered(value)));

/** The schema without its texts for people, which may change. */
function meaning(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(meaning);
  if (!isSchema(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !annotations.has(key))
      .map(([key, inner]) => [key, meaning(inner)]),
  );
}

function ordered(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => ordered(item));
    return unordered.has(key) ? items.sort((a, b) => order(JSON.stringify(a), JSON.stringify(b))) : items;
  }
  if (!isSchema(value)) return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(
    entries.sort(([a], [b]) => order(a, b)).map(([name, inner]) => [name, ordered(inner, name)]),
  );
}

/** Compares code units, which gives the same order on every machine. */
const order = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
