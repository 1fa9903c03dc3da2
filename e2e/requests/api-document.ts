import type { IncomingHttpHeaders } from 'node:http';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { below, namesIn } from '#validation';

/** The part of JSON Schema that the document uses. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly example?: unknown;
}

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: Schema;
}

interface Media {
  readonly schema?: Schema;
  readonly examples?: Readonly<Record<string, unknown>>;
}

interface Response {
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly content?: Readonly<Record<string, Media>>;
}

export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly allowed: readonly string[];
  readonly parameters: readonly Parameter[];
  /** By media type. */
  readonly bodies: Readonly<Record<string, Schema>>;
  readonly responses: Readonly<Record<string, Response>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** Of JSON answers. */
  readonly body?: any;
}

const methods = ['get', 'put', 'post', 'delete', 'patch'];

/** The failures that any request may get, even one that matches no operation. */
const strayStatuses = new Set([400, 401, 403, 404, 405, 408, 413, 414, 415, 422, 431]);

/** Headers with a link to the next page: the last page has none. */
const mayBeLeftOut = new Set(['link']);

/** The published document: what clients can request, and whether it describes a given response. */
export class ApiDocument {
  readonly operations: readonly Operation[];
  private readonly ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: true });
  private readonly validators = new Map<string, ValidateFunction>();

  constructor(private readonly document: any) {
    formats.default(this.ajv);
    this.ajv.addFormat('binary', true).addFormat('password', true);
    this.ajv.addSchema(document, 'api');
    this.operations = Object.entries(document.paths).flatMap(([path, item]: [string, any]) =>
      methods.filter((method) => item[method]).map((method) => this.operation(method, path, item[method])),
    );
  }

  resolve<T extends object>(given: T): T {
    const { $ref } = given as { $ref?: string };
    if ($ref === undefined) return given;
    const found = $ref
      .slice(2)
      .split('/')
      .reduce((at, name) => at[name], this.document);
    return this.resolve(found as T);
  }

  /** What is wrong with a response of an operation. */
  faultsOf(operation: Operation, answer: Answer): string[] {
    const response = operation.responses[answer.status];
    if (!response) return [`${answer.status} is not documented`];
    // The headers are those of the response's first media type; its other media types have none.
    const [usual] = Object.keys(response.content ?? {});
    const isUsual = usual === undefined || usual === mediaTypeOf(answer);
    const missing = Object.keys((isUsual && response.headers) || {})
      .map((name) => name.toLowerCase())
      .filter((name) => !mayBeLeftOut.has(name) && answer.headers[name] === undefined)
      .map((name) => `the header ${name} is missing`);
    return [...missing, ...this.contentFaults(operation, answer, response)];
  }

  /** What is wrong with the response to a request that belongs to no operation. */
  strayFaultsOf(answer: Answer): string[] {
    if (!strayStatuses.has(answer.status)) return [`${answer.status} for what is no operation`];
    return this.problemFaults(answer, undefined);
  }

  private contentFaults(operation: Operation, answer: Answer, { content }: Response): string[] {
    const type = mediaTypeOf(answer);
    if (content === undefined) return answer.text === '' ? [] : [`a body where none is documented: ${type}`];
    const media = content[type];
    if (!media) return [`${type} is not documented for ${answer.status}`];
    if (type === 'application/problem+json') return this.problemFaults(answer, media);
    if (!isJson(type) || !media.schema) return [];
    const { method, path } = operation;
    return this.schemaFaults(
      `${below('paths', path)}/${method}/responses/${answer.status}/${below('content', type)}`,
      answer.body,
    );
  }

  private problemFaults(answer: Answer, media: Media | undefined): string[] {
    const { body } = answer;
    const codes = media?.examples && Object.keys(media.examples);
    return [
      ...this.schemaFaults('components/schemas/Problem', body, false),
      ...(body?.status === answer.status ? [] : [`the problem says ${body?.status}`]),
      ...(codes === undefined || codes.includes(body?.code) ? [] : [`the code ${body?.code} is not documented`]),
    ];
  }

  /** @param isOwn whether the place itself may be a reference, which is then followed first */
  private schemaFaults(place: string, value: unknown, isOwn = true): string[] {
    const pointer = isOwn ? `${this.followed(place)}/schema` : place;
    let validate = this.validators.get(pointer);
    if (!validate) {
      validate = this.ajv.compile({ $ref: `api#/${encodeURI(pointer)}` });
      this.validators.set(pointer, validate);
    }
    if (validate(value)) return [];
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath || '/'} ${message}`);
  }

  /** Responses may be shared; their schema is then at the shared place. */
  private followed(place: string): string {
    const [response, content] = place.split('/content/') as [string, string];
    const at = namesIn(`/${response}`).reduce((inner, name) => inner[name], this.document);
    return at.$ref === undefined ? place : `${(at.$ref as string).slice(2)}/content/${content}`;
  }

  private operation(method: string, path: string, given: any): Operation {
    const content = Object.entries((given.requestBody && this.resolve(given.requestBody).content) ?? {});
    return {
      method,
      path,
      allowed: given['x-allowed'],
      parameters: (given.parameters ?? []).map((parameter: object) => this.resolve(parameter)),
      bodies: Object.fromEntries(content.map(([type, media]) => [type, (media as Media).schema ?? {}])),
      responses: Object.fromEntries(
        Object.entries(given.responses).map(([status, response]) => [status, this.resolve(response as Response)]),
      ),
    };
  }
}

export const mediaTypeOf = ({ headers }: Pick<Answer, 'headers'>): string =>
  (headers['content-type'] ?? '').split(';')[0]!;

export const isJson = (mediaType: string): boolean => /[/+]json$/.test(mediaType);
