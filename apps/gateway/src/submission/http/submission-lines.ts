import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { asProblem, readJson } from '#http';
import { Problem, type ProblemPlace } from '#problems';
import { check } from '#validation';
import { AcceptSubmissions } from '../accept-submissions/accept-submissions.js';
import type { Sender, SourceStatement } from '../submission.js';
import type { Line, NdjsonBody } from './ndjson-body.js';
import { SubmissionDto, toStatement } from './submission.dto.js';

/** The most submissions in one body. */
export const MOST_LINES = 1_000;

/** What one transaction accepts: this many lines, or this many bytes. */
const BATCH_LINES = 100;
const BATCH_BYTES = 4_000_000;

/** The answer to one line: accepted, or the problem that the line would get alone. */
interface LineAnswer {
  readonly line: number;
  readonly id?: string;
  readonly state?: 'accepted';
  readonly status?: number;
  readonly code?: string;
  readonly detail?: string;
  readonly errors?: readonly ProblemPlace[];
}

/** Accepts many submissions while they arrive: at most one batch of the body is in memory. */
@Injectable()
export class SubmissionLines {
  constructor(private readonly commands: CommandBus) {}

  /**
   * One answer for each line. When the body ends early the last answer says why; the lines answered before are
   * accepted.
   * @throws {Problem} when no line was read
   */
  async accept(body: NdjsonBody, sender: Sender): Promise<string> {
    const answers: LineAnswer[] = [];
    let batch: Read[] = [];
    let size = 0;
    let count = 0;
    const flush = async () => {
      answers.push(...(await this.acceptBatch(batch, sender)));
      [batch, size] = [[], 0];
    };
    let next = 1;
    try {
      for await (const line of body.lines()) {
        next = line.number;
        count += 1;
        if (count > MOST_LINES) throw tooManyLines();
        batch.push(read(line));
        size += line.bytes?.length ?? 0;
        next += 1;
        if (batch.length === BATCH_LINES || size > BATCH_BYTES) await flush();
      }
      await flush();
    } catch (error) {
      const problem = endOf(error);
      if (batch.length > 0 && problem.status !== 503) await flush();
      if (answers.length === 0) throw problem;
      answers.push({ line: batch[0]?.line ?? next, ...said(problem) });
    }
    if (count === 0) throw noLine();
    return answers.map((answer) => `${JSON.stringify(answer)}\n`).join('');
  }

  private async acceptBatch(batch: readonly Read[], sender: Sender): Promise<LineAnswer[]> {
    const statements = batch.flatMap((one) => ('statement' in one ? one.statement : []));
    const ids = statements.length > 0 ? await this.commands.execute(new AcceptSubmissions(statements, sender)) : [];
    let accepted = 0;
    return batch.map((one): LineAnswer => {
      if ('problem' in one) return { line: one.line, ...said(one.problem) };
      const id = ids[accepted]!;
      accepted += 1;
      return { line: one.line, id, state: 'accepted' };
    });
  }
}

type Read = { readonly line: number } & ({ readonly statement: SourceStatement } | { readonly problem: Problem });

function read({ number, bytes }: Line): Read {
  const line = number;
  if (bytes === undefined) return { line, problem: new Problem('request.too-large', 413, 'The line exceeds the size limit of a body.') }; // prettier-ignore
  try {
    const checked = check(SubmissionDto, readJson(bytes));
    if ('errors' in checked) return { line, problem: notValidLine(checked.errors) };
    return { line, statement: toStatement(checked.valid) };
  } catch (error) {
    if (error instanceof Problem) return { line, problem: error };
    throw error;
  }
}

const notValidLine = (places: readonly ProblemPlace[]): Problem =>
  new Problem('request.not-valid', 422, 'The line is invalid; see errors.', { places });

const said = ({ status, code, detail, more }: Problem) => ({
  status,
  code,
  detail,
  ...(more.places ? { errors: more.places } : {}),
});

const tooManyLines = (): Problem =>
  new Problem('submission.too-many-lines', 413, `A call accepts at most ${MOST_LINES} lines. Send this line and the following ones again.`); // prettier-ignore

const noLine = (): Problem =>
  new Problem('submission.no-line', 422, 'The body has no lines. Send one submission on each line.');

/** What ended a body: a limit, the database, or its sender, who will not read the answer. */
function endOf(error: unknown): Problem {
  const isGone = error instanceof Error && ['ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE'].includes(String((error as { code?: unknown }).code)); // prettier-ignore
  return isGone ? new Problem('request.cut-off', 400, 'The body was cut off.') : asProblem(error);
}
