import type { Principal } from '#identity';

/** An app that can be called; said here in few words, since nothing outside of tests may know of the testing library. */
interface Callable<Result> {
  call(
    method: 'POST',
    path: string,
    call: { by?: Partial<Principal>; headers?: Readonly<Record<string, string>>; body?: unknown },
  ): Promise<Result>;
}

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
export const callWithForm = <Result>(
  app: Callable<Result>,
  form: Buffer,
  {
    by = { roles: ['admin'] },
    headers = {},
    path = '/v1/imports',
  }: { by?: Partial<Principal>; headers?: Record<string, string>; path?: string } = {},
): Promise<Result> =>
  app.call('POST', path, {
    by,
    body: form,
    headers: { ...headers, 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
  });

/** Sends one file to `POST /v1/imports`. */
export const importFile = <Result>(
  app: Callable<Result>,
  name: string,
  content: string | Buffer,
  {
    fields = {},
    ...call
  }: { fields?: Record<string, string>; by?: Partial<Principal>; headers?: Record<string, string> } = {},
): Promise<Result> => callWithForm(app, formOf(fields, [{ name, content }]), call);
