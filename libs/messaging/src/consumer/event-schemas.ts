import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormatsModule from 'ajv-formats';
import { eventContracts, type CloudEvent, type EventContract } from '#contracts';

// The package is CommonJS: under ES modules its function is the property `default`.
const addFormats = addFormatsModule.default;

/** Checks the data of events against the schemas of their contracts, compiled once per process. */
export class EventSchemas {
  private readonly validators = new Map<string, ValidateFunction>();

  constructor(contracts: readonly EventContract[] = eventContracts) {
    const ajv = addFormats(new Ajv2020({ allErrors: false, strict: true, allowUnionTypes: true }));
    for (const contract of contracts) {
      this.validators.set(contract.type, ajv.compile(contract.schema as object));
    }
  }

  /** What is wrong with the data, or undefined. An unknown type has no schema and nothing wrong. */
  breach(event: CloudEvent): string | undefined {
    const validate = this.validators.get(event.type);
    if (!validate || validate(event.data)) return undefined;
    const [error] = validate.errors ?? [];
    return `data${error?.instancePath ?? ''} ${error?.message ?? 'breaks its schema'}`;
  }
}
