import type { Principal } from '#identity';
import type { TestApp } from '#testing';

const BOUNDARY = '----------a-boundary-of-tests';

/** A multipart form as a client sends it. A field that is a list is sent once for each item. */
export function formOf(
  fields: Readonly<Record<string, string | readonly string[]>>,
  files: readonly FormFile[],
): Buffer {
  const parts = [
    ...Object.entries(fields).flatMap(([name, values]) =>
      [values]
        .flat()
        .map((value) =>
          Buffer.from(`--${BOUNDARY}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`),
        ),
    ),
    ...files.flatMap(({ field = 'file', name, type, content }) => [
      Buffer.from(
        `--${BOUNDARY}\r\ncontent-disposition: form-data; name="${field}"; filename="${name}"\r\ncontent-type: ${type ?? 'application/octet-stream'}\r\n\r\n`,
      ),
      Buffer.from(content),
      Buffer.from('\r\n'),
    ]),
  ];
  return Buffer.concat([...parts, Buffer.from(`--${BOUNDARY}--\r\n`)]);
}

export interface FormFile {
  readonly field?: string;
  readonly name: string;
  readonly type?: string;
  readonly content: string | Buffer;
}

/** Calls with a form. */
export const callWithForm = (
  app: TestApp,
  form: Buffer,
  {
    by = { roles: ['admin'] },
    headers = {},
    path = '/v1/imports',
  }: { by?: Partial<Principal>; headers?: Record<string, string>; path?: string } = {},
): ReturnType<TestApp['call']> =>
  app.call('POST', path, {
    by,
    body: form,
    headers: { ...headers, 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
  });

/** Sends one file to `POST /v1/imports`. */
export const importFile = (
  app: TestApp,
  name: string,
  content: string | Buffer,
  {
    fields = {},
    ...call
  }: { fields?: Record<string, string>; by?: Partial<Principal>; headers?: Record<string, string> } = {},
): ReturnType<TestApp['call']> => callWithForm(app, formOf(fields, [{ name, content }]), call);
