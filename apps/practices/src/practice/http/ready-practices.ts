import { Injectable } from '@nestjs/common';
import { Answer, ReadyAt, type ReadyAnswers } from '#http';
import { postgres } from '#validation';
import { PublicPractices, type PublicPractice } from '../public-practices.js';

export const JSON_TYPE = 'application/json; charset=utf-8';

/** Owners see more contacts at the same address, and readers other languages: a cache must separate their answers. */
export const vary = { vary: 'authorization, accept-language' };

export const asEveryoneSees = ({ body, etag }: PublicPractice): Answer =>
  new Answer(body, { etag, 'content-type': JSON_TYPE, ...vary });

/** Nearly all who read a practice are anyone, and want it as it is. */
@ReadyAt('/v1/practices/:id')
@Injectable()
export class ReadyPractices implements ReadyAnswers {
  constructor(private readonly seen: PublicPractices) {}

  async readyAnswer({ id = '' }: { readonly id?: string }, known: readonly string[]): Promise<Answer | undefined> {
    const seen = postgres.uuid(id) ? await this.seen.find(id, undefined, known) : undefined;
    return seen && asEveryoneSees(seen);
  }
}
