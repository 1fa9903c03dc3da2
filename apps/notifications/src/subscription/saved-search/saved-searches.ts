import { Inject, Injectable } from '@nestjs/common';
import { request } from 'undici';
import { IDENTITY_HEADER } from '#identity';
import { MESSAGING_OPTIONS, type MessagingOptions } from '#messaging';
import { notValid, ServiceAway, type ProblemPlace } from '#problems';

/** Longest wait for the answer of practices, in milliseconds. */
const ANSWER_WITHIN_MS = 5_000;

const pointer = '/filter/savedSearch';

export const unknownSearch: ProblemPlace = {
  pointer,
  code: 'unknown-saved-search',
  detail: 'You have no such saved search.',
};

/** What is wrong with a saved search in a filter, by the answer of practices. */
const refusals: Readonly<Record<number, ProblemPlace>> = {
  404: unknownSearch,
  409: {
    pointer,
    code: 'never-matches',
    detail: 'This search lists work on practices, or what has ended; name one of published practices.',
  },
};

export const searchNeedsOwner: ProblemPlace = {
  pointer,
  code: 'saved-search-owner',
  detail: 'A saved search belongs to somebody: sign in, or call with a credential.',
};

/** Knows saved searches by calling practices as the caller. Nothing of what is searched for comes back. */
@Injectable()
export class SavedSearches {
  constructor(@Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions) {}

  /**
   * Lets a saved search of the caller be told of what is published.
   * @param identity of the caller, signed
   * @throws {Problem} 422 when the caller has no such search, or it can find nothing new; 503 when practices is away
   */
  async follow(id: string, identity: string | undefined): Promise<void> {
    if (identity === undefined) throw notValid([searchNeedsOwner]);
    const status = await this.put(`/v1/saved-searches/${id}/following`, identity);
    if (status === 204) return;
    const refusal = refusals[status];
    if (refusal) throw notValid([refusal]);
    throw new ServiceAway('The app that keeps the saved searches does not respond.');
  }

  private async put(path: string, identity: string): Promise<number> {
    try {
      const { statusCode, body } = await request(`${this.options.urlOf('practices')}${path}`, {
        method: 'PUT',
        headers: { [IDENTITY_HEADER]: identity },
        headersTimeout: ANSWER_WITHIN_MS,
        bodyTimeout: ANSWER_WITHIN_MS,
      });
      await body.dump();
      return statusCode;
    } catch {
      return 0;
    }
  }
}
