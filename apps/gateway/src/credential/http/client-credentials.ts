import type { FastifyRequest } from 'fastify';
import { RawBody, type Form } from '#http';
import { Problem } from '#problems';
import { invalidClient, oauthProblem } from './oauth-problem.js';

/** The credentials of a client, by HTTP Basic or in the form (RFC 6749, section 2.3.1). */
export interface ClientCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scheme: 'basic' | 'form';
}

/** The form of a request. @throws {Problem} 400 when it is unreadable or repeats a field, 415 for another content type */
export function readForm({ body }: FastifyRequest): ReadonlyMap<string, string> {
  if (!(body instanceof RawBody) || body.bytes.length === 0) return new Map();
  if (!body.isForm()) {
    throw new Problem('request.media-type', 415, 'Send the form with content-type application/x-www-form-urlencoded.');
  }
  const { fields, twice } = formIn(body);
  if (twice[0] !== undefined)
    throw oauthProblem('invalid_request', 400, `The parameter ${twice[0].slice(0, 50)} appears twice.`);
  return fields;
}

function formIn(body: RawBody): Form {
  try {
    return body.form();
  } catch (error) {
    throw error instanceof Problem ? oauthProblem('invalid_request', 400, error.detail) : error;
  }
}

/** @throws {Problem} 400 `oauth.invalid-request`, 401 `oauth.invalid-client` */
export function readClientCredentials(request: FastifyRequest, form: ReadonlyMap<string, string>): ClientCredentials {
  const shown = shownCredentials(request, form);
  if (!/^\P{C}{1,200}$/u.test(shown.clientId)) throw invalidClient(shown.scheme);
  return shown;
}

function shownCredentials(request: FastifyRequest, form: ReadonlyMap<string, string>): ClientCredentials {
  const basic = fromBasic(request.headers.authorization);
  const [clientId, clientSecret] = [form.get('client_id'), form.get('client_secret')];
  if (basic) {
    if (clientSecret !== undefined || (clientId !== undefined && clientId !== basic.clientId)) {
      throw oauthProblem(
        'invalid_request',
        400,
        'Send the client credentials in either the Authorization header or the form.',
      );
    }
    return basic;
  }
  if (clientId === undefined || clientSecret === undefined) {
    throw oauthProblem('invalid_client', 401, 'Send client_id and client_secret in the form or by HTTP Basic.');
  }
  return { clientId, clientSecret, scheme: 'form' };
}

/** Both halves are form-encoded before they are joined: a secret may contain a colon or a percent sign. */
function fromBasic(authorization: string | undefined): ClientCredentials | undefined {
  if (authorization === undefined) return undefined;
  const [, encoded] = /^basic\s+([\w+/=-]+)\s*$/i.exec(authorization) ?? [];
  const [, id, secret] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded ?? '', 'base64').toString('utf8')) ?? [];
  if (id === undefined || secret === undefined) throw invalidClient('basic');
  try {
    const decode = (text: string) => decodeURIComponent(text.replaceAll('+', ' '));
    return { clientId: decode(id), clientSecret: decode(secret), scheme: 'basic' };
  } catch {
    throw invalidClient('basic');
  }
}
