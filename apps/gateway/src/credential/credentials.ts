import { Injectable } from '@nestjs/common';
import { memberEvents } from '#contracts';
import { Clock } from '#database';
import { IdentitySigner } from '#identity';
import { ReactsTo } from '#messaging';
import { hashOf } from '../secret.js';
import { TokenRepository, type TokenHolder } from './token.repository.js';

/** How long an answer of the database is cached; a token revoked elsewhere is refused here after this time. */
const BELIEVED_MS = 1_000;

/** The most tokens in the cache. */
const CACHE_SIZE = 10_000;

/** A signed identity lives 60 s; it is renewed early enough that no app receives one about to expire. */
const IDENTITY_USED_MS = 40_000;

/** A caller with a valid credential. */
export interface Caller extends TokenHolder {
  /** The identity that the apps trust. */
  readonly identity: () => Promise<string>;
}

interface Known {
  readonly readAt: number;
  readonly caller: Promise<Caller | undefined>;
}

/** Finds the holder of a credential by its hash. */
export type LookUp = (hash: Buffer, now: Date) => Promise<TokenHolder | undefined>;

/** Finds the holder of a client's token or of a person's session. */
@Injectable()
export class Credentials {
  private readonly clients: Callers;
  private readonly persons: Callers;
  private holderOfSession: LookUp = () => Promise.resolve(undefined);

  constructor(tokens: TokenRepository, signer: IdentitySigner, clock: Clock) {
    this.clients = new Callers((hash, now) => tokens.holderOf(hash, now), signer, clock);
    this.persons = new Callers((hash, now) => this.holderOfSession(hash, now), signer, clock);
  }

  /** Sets how the holders of sessions are found. */
  findSessionsBy(holderOf: LookUp): void {
    this.holderOfSession = holderOf;
  }

  /** The caller, or undefined when the token is unknown, expired or revoked. */
  callerOf(token: string): Promise<Caller | undefined> {
    return this.clients.callerOf(token);
  }

  /** The person, or undefined when the session is unknown, expired or ended, or gives no rights any more. */
  callerOfSession(secret: string): Promise<Caller | undefined> {
    return this.persons.callerOf(secret);
  }

  /**
   * Clears the cache, so that a change made here takes effect at once. Changes of a member clear it too: credentials of
   * a suspended member may not write, those of an ended one are refused.
   */
  @ReactsTo(...memberEvents)
  forget(): void {
    this.clients.forget();
    this.persons.forget();
  }
}

/** The holders of credentials of one kind, cached for a moment and otherwise read from the database. */
class Callers {
  private readonly known = new Map<string, Known>();

  constructor(
    private readonly holderOf: LookUp,
    private readonly signer: IdentitySigner,
    private readonly clock: Clock,
  ) {}

  async callerOf(token: string): Promise<Caller | undefined> {
    const hash = hashOf(token);
    const key = hash.toString('base64url');
    const before = this.known.get(key);
    const caller = before && this.isBelieved(before) ? await before.caller : await this.read(key, hash, before);
    return caller && caller.expiresAt > this.clock.now() ? caller : undefined;
  }

  forget(): void {
    this.known.clear();
  }

  /** By the clock that ends sessions and tokens; one that was set back makes nothing fresher. */
  private isBelieved({ readAt }: Known): boolean {
    const age = this.clock.now().getTime() - readAt;
    return age >= 0 && age < BELIEVED_MS;
  }

  private async read(key: string, hash: Buffer, before: Known | undefined): Promise<Caller | undefined> {
    const caller = this.lookUp(hash, before);
    const entry = { readAt: this.clock.now().getTime(), caller };
    this.known.delete(key); // the most recently read are last
    this.known.set(key, entry);
    const [oldest] = this.known.keys();
    if (this.known.size > CACHE_SIZE && oldest !== undefined) this.known.delete(oldest);
    const found = await caller.catch((error: unknown) => {
      this.known.delete(key);
      throw error;
    });
    // Invented tokens are not cached: they would displace the real ones.
    if (!found && this.known.get(key) === entry) this.known.delete(key);
    return found;
  }

  private async lookUp(hash: Buffer, before: Known | undefined): Promise<Caller | undefined> {
    const holder = await this.holderOf(hash, this.clock.now());
    if (!holder) return undefined;
    const former = await before?.caller.catch(() => undefined);
    if (former && JSON.stringify(former.principal) === JSON.stringify(holder.principal)) {
      return { ...holder, identity: former.identity };
    }
    return { ...holder, identity: this.identityOf(holder) };
  }

  private identityOf({ principal }: TokenHolder): () => Promise<string> {
    let signed: Promise<string> | undefined;
    let signedAt = 0;
    return () => {
      if (!signed || Date.now() - signedAt > IDENTITY_USED_MS) {
        signed = this.signer.sign(principal);
        signedAt = Date.now();
      }
      return signed;
    };
  }
}
