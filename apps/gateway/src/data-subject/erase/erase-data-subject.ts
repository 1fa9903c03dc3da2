import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Principal } from '#identity';
import { addressOf, keptName, nameOf, telling, type ErasureReport } from '#privacy';
import { ServiceAway } from '#problems';
import { Credentials } from '../../credential/credentials.js';
import { EverywhereKept } from '../everywhere-kept.js';
import { ErasureRepository } from '../erasure.repository.js';
import { RememberedErasures } from '../remembered-erasures.js';

/** Repetitions of an erasure: data that are sent or written while it runs may reach a place that was already searched. */
const ROUNDS = 5;

/** What was erased, where, and what was left. */
export interface Certificate extends ErasureReport {
  /** Whether the list of erasures contains it, so that a restore erases again. */
  readonly isListed: boolean;
  /** Names of one word: removed from the person's records, but not from texts. */
  readonly singleWords: number;
}

/** Erases somebody from all apps. */
export class EraseDataSubject extends Command<Certificate> {
  constructor(
    readonly email: string,
    /** Further names besides those stored with the address. */
    readonly names: readonly string[],
    /** Names stored with the address that name an office and not a person: they stay in texts. */
    readonly keep: readonly string[],
    readonly by: Principal,
  ) {
    super();
  }
}

/** Not in a transaction: it goes from app to app, and continues from where it stopped. */
@CommandHandler(EraseDataSubject)
export class EraseDataSubjectHandler implements ICommandHandler<EraseDataSubject> {
  constructor(
    private readonly kept: EverywhereKept,
    private readonly inHand: ErasureRepository,
    private readonly erasures: RememberedErasures,
    private readonly credentials: Credentials,
  ) {}

  /** @throws {Problem} 503 when an app is away: nothing is erased, or another request continues */
  async execute({ email, names: given, keep, by }: EraseDataSubject): Promise<Certificate> {
    const address = addressOf(email);
    // All apps first: a name that one of them knows may be in the texts of the others.
    const found = await this.kept.search(address, [...given, ...(await this.inHand.namesOf(address))], by);
    const kept = new Set(keep.map(nameOf));
    const leaving = found.names.filter((name) => !kept.has(nameOf(name)));
    const { names } = await this.inHand.note(address, leaving);
    await this.erasures.remember([address, ...found.keys, ...keep.map((name) => keptName(address, name))]);
    for (let round = 1; ; round += 1) {
      for (const app of this.kept.apps) {
        await this.inHand.add(address, await this.kept.erase(app, address, names, by));
      }
      if ((await this.kept.search(address, names, by)).places.length === 0) break;
      if (round === ROUNDS) throw new ServiceAway('Data about the person keep arriving; repeat the request later.');
    }
    this.credentials.forget();
    const told = await this.inHand.end(address, by.id);
    return { ...told, isListed: this.erasures.isKept, singleWords: names.length - telling(names).length };
  }
}
