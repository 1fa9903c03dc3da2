import { createHash, randomUUID } from 'node:crypto';
import { open, unlink, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Multipart, MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { notValid, Problem } from '#problems';
import { below } from '#validation';

/** A file with the fields of its form, kept on disk until the caller has finished with it. */
export interface Upload {
  readonly file: FileHandle;
  readonly fileName: string;
  readonly mediaType: string;
  readonly size: number;
  /** SHA-256 (hex) of file and fields: what an Idempotency-Key identifies, whatever the boundary of the form. */
  readonly hash: string;
  readonly fields: Readonly<Record<string, string>>;
}

const FIELD_SIZE = 1_000;
const MAX_FIELDS = 20;

const refused = (field: string, code: string, detail: string): Problem =>
  notValid([{ pointer: below('', field), code, detail }]);

const malformed = (reason: string): Problem =>
  new Problem('request.not-multipart', 400, `The form cannot be read: ${reason.slice(0, 200)}.`);

/**
 * Accepts a multipart form with one `file`. The file is first written to disk: a transaction must not last as long as a
 * slow upload, and fields may follow the file.
 * @throws {Problem} 400 malformed · 413 larger than `limit` bytes · 415 no form · 422 no file, two files, a field twice
 */
export async function withUpload<T>(
  request: FastifyRequest,
  limit: number,
  use: (upload: Upload) => Promise<T>,
): Promise<T> {
  if (!request.isMultipart())
    throw new Problem('request.media-type', 415, 'Send multipart/form-data with the file in the field `file`.');
  const file = await namelessFile();
  try {
    return await use(await receive(request, limit, file, cutOff(request)));
  } catch (error) {
    // The unread rest must still be read from the connection, or the next call on it would wait for ever.
    request.raw.unpipe();
    request.raw.resume();
    throw error;
  } finally {
    await file.close();
  }
}

/** A file that is deleted with its last handle: a killed process leaves nothing behind. */
async function namelessFile(): Promise<FileHandle> {
  const path = join(tmpdir(), `lra-import-${randomUUID()}`);
  const file = await open(path, 'wx+', 0o600);
  await unlink(path);
  return file;
}

/**
 * Aborted when the sender goes away. The form parser notices that only while it works, and never if it happened before:
 * it would wait for ever.
 */
function cutOff({ raw }: FastifyRequest): AbortSignal {
  const gone = new AbortController();
  finished(raw, { writable: false }, (error) => {
    if (error) gone.abort(new Error('It was cut off'));
  });
  return gone.signal;
}

async function receive(request: FastifyRequest, limit: number, handle: FileHandle, gone: AbortSignal): Promise<Upload> {
  const limits = {
    fileSize: limit,
    files: 2,
    fields: MAX_FIELDS,
    parts: MAX_FIELDS + 2,
    fieldSize: FIELD_SIZE,
    fieldNameSize: 100,
  };
  const fields = new Map<string, string>();
  let file: (Pick<Upload, 'fileName' | 'mediaType' | 'size'> & { digest: string }) | undefined;
  for await (const part of partsOf(request, limits, gone)) {
    if (part.type === 'file') {
      if (part.fieldname !== 'file')
        throw refused(part.fieldname, 'unknown-field', 'Send the file in the field `file`.');
      if (file) throw refused('file', 'import.one-file', 'Send one file at a time.');
      file = { fileName: part.filename, mediaType: part.mimetype, ...(await store(part, limit, handle, gone)) };
    } else {
      if (fields.has(part.fieldname)) throw refused(part.fieldname, 'field-twice', 'The field appears twice.');
      if (part.valueTruncated)
        throw refused(part.fieldname, 'max-length', `A field must have at most ${FIELD_SIZE} bytes.`);
      fields.set(part.fieldname, String(part.value));
    }
  }
  if (!file) throw refused('file', 'required', 'Send the file in the field `file`, with its name.');
  const { digest, ...about } = file;
  const sorted = [...fields].sort(([a], [b]) => (a < b ? -1 : 1));
  const hash = createHash('sha256')
    .update(JSON.stringify([digest, about.fileName, sorted]))
    .digest('hex');
  return { file: handle, ...about, hash, fields: Object.fromEntries(fields) };
}

async function store(
  part: MultipartFile,
  limit: number,
  file: FileHandle,
  signal: AbortSignal,
): Promise<{ size: number; digest: string }> {
  const hash = createHash('sha256');
  let size = 0;
  const keep = async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) {
      hash.update(chunk);
      size += chunk.length;
      await file.appendFile(chunk);
    }
  };
  await pipeline(part.file, keep, { signal }).catch((error: unknown) => {
    // Failures of the disk are ours, all others the sender's: a form cut off in the middle.
    throw (error as { syscall?: string }).syscall === undefined ? malformed((error as Error).message) : error;
  });
  if (part.file.truncated) throw new Problem('request.too-large', 413, `The file exceeds the limit of ${limit} bytes.`);
  return { size, digest: hash.digest('hex') };
}

/** The parts of the form; failures of the parser are the caller's, and are reported as such. */
async function* partsOf(request: FastifyRequest, limits: object, gone: AbortSignal): AsyncGenerator<Multipart> {
  const raised = new Promise<never>((_, reject) => {
    gone.addEventListener('abort', () => reject(gone.reason as Error));
    if (gone.aborted) reject(gone.reason as Error);
  });
  raised.catch(() => undefined);
  const parts = request.parts({ limits, throwFileSizeLimit: false } as Parameters<FastifyRequest['parts']>[0]);
  for (;;) {
    let next: IteratorResult<Multipart>;
    try {
      next = await Promise.race([parts.next(), raised]);
    } catch (error) {
      const { code, message } = error as { code?: string; message: string };
      if (/^FST_(?:PARTS|FILES|FIELDS)_LIMIT$/.test(code ?? ''))
        throw refused('', 'import.too-many-fields', 'The form has too many parts.');
      if (code === 'FST_PROTO_VIOLATION') throw refused('', 'unknown-field', 'The form has an unknown field.');
      throw malformed(message);
    }
    if (next.done) return;
    yield next.value;
  }
}
