import { Inject, Injectable } from '@nestjs/common';
import { request, type Dispatcher } from 'undici';
import { MESSAGING_OPTIONS, type MessagingOptions } from '#messaging';
import { notValid, ServiceAway } from '#problems';

/** Longest wait for network's answer, in milliseconds. */
const ANSWER_WITHIN_MS = 5_000;
/** The most members requested at once. */
const AT_ONCE = 10;

/** Knows members by calling network. */
@Injectable()
export class Members {
  constructor(@Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions) {}

  /**
   * A subscription to a member that does not exist would stay silent for ever, and nobody would know why.
   * @param pointer of the list
   * @throws {Problem} 422 that names each id that no member has or had; 503 when network is away
   */
  async assertKnown(ids: readonly string[], pointer: string): Promise<void> {
    const known = new Map<string, boolean>();
    const wanted = [...new Set(ids)];
    for (let first = 0; first < wanted.length; first += AT_ONCE) {
      const some = wanted.slice(first, first + AT_ONCE);
      const answers = await Promise.all(some.map((id) => this.isKnown(id)));
      some.forEach((id, index) => known.set(id, answers[index]!));
    }
    const places = ids.flatMap((id, index) =>
      known.get(id)
        ? []
        : [{ pointer: `${pointer}/${index}`, code: 'unknown-member', detail: 'There is no such member.' }],
    );
    if (places.length > 0) throw notValid(places);
  }

  /** Undefined when no member has the id, or network is away: a mail need not wait for the name. */
  async nameOf(id: string | undefined): Promise<string | undefined> {
    const name = async (body: Dispatcher.ResponseData['body']) => ((await body.json()) as { name?: string }).name;
    return id === undefined ? undefined : this.ask(id, name).catch(() => undefined);
  }

  private async isKnown(id: string): Promise<boolean> {
    return (await this.ask(id, (body) => body.dump().then(() => true))) ?? false;
  }

  /** Undefined when no member has the id. */
  private async ask<T>(
    id: string,
    read: (body: Dispatcher.ResponseData['body']) => Promise<T>,
  ): Promise<T | undefined> {
    try {
      const { statusCode, body } = await request(`${this.options.urlOf('network')}/v1/members/${id.toLowerCase()}`, {
        headersTimeout: ANSWER_WITHIN_MS,
        bodyTimeout: ANSWER_WITHIN_MS,
      });
      if (statusCode === 200) return await read(body);
      await body.dump();
      if (statusCode === 404) return undefined;
    } catch {
      // Reported below.
    }
    throw new ServiceAway('The app that keeps the members does not respond.');
  }
}
