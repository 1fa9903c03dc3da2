import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormatsModule from 'ajv-formats';
import { eventContracts, type CloudEvent, type EventContract } from '#contracts';

// The package is CommonJS: under ES modules its function is the property `default`.
const addFormats = addFormatsModule.default;

/**
 * Checks the data of events against the schemas of their contracts. A schema is compiled when the first event of its
 * type arrives (ajv caches it): compiling all of them in each app took a tenth of the time of a start.
 */
export class EventSchemas {
  private readonly ajv = addFormats(new Ajv2020({ allErrors: false, strict: true, allowUnionTypes: true }));
  private readonly schemas: ReadonlyMap<string, EventContract['schema']>;

  constructor(contracts: readonly EventContract[] = eventContracts) {
    this.schemas = new Map(contracts.map(({ type, schema }) => [type, schema]));
  }

  /** What is invalid in the data, or undefined. An unknown type has no schema, so its data count as valid. */
  breach(event: CloudEvent): string | undefined {
    const schema = this.schemas.get(event.type);
    if (schema === undefined) return undefined;
    const validate = this.ajv.compile(schema as object);
    if (validate(event.data)) return undefined;
    const [error] = validate.errors ?? [];
    return `data${error?.instancePath ?? ''} ${error?.message ?? 'breaks its schema'}`;
  }
}
