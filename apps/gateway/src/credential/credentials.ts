import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '#database';
import { IdentitySigner } from '#identity';
import { hashOf } from './secret.js';
import { TokenRepository, type TokenHolder } from './token.repository.js';

/** How long an answer of the database is believed; a token revoked elsewhere is dead here after this time. */
const BELIEVED_MS = 1_000;

/** Tokens remembered at once. */
const CACHE_SIZE = 10_000;

/** A signed identity lives 60 s; it is renewed early enough that an app never gets one about to expire. */
const IDENTITY_USED_MS = 40_000;

/** A caller with a valid token. */
export interface Caller extends TokenHolder {
  /** The identity that the apps believe. */
  readonly identity: () => Promise<string>;
}

interface Known {
  readonly readAt: number;
  readonly caller: Promise<Caller | undefined>;
}

/** Tells who holds a token, from memory for a moment and else from the database. */
@Injectable()
export class Credentials {
  private readonly known = new Map<string, Known>();

  constructor(
    @Inject(TokenRepository) private readonly tokens: TokenRepository,
    @Inject(IdentitySigner) private readonly signer: IdentitySigner,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** The caller, or undefined when the token is unknown, expired or revoked. */
  async callerOf(token: string): Promise<Caller | undefined> {
    const hash = hashOf(token);
    const key = hash.toString('base64url');
    const before = this.known.get(key);
    const caller =
      before && Date.now() - before.readAt < BELIEVED_MS ? await before.caller : await this.read(key, hash, before);
    return caller && caller.expiresAt > this.clock.now() ? caller : undefined;
  }

  /** Forgets what is remembered, so that a change made here counts at once. */
  forget(): void {
    this.known.clear();
  }

  private async read(key: string, hash: Buffer, before: Known | undefined): Promise<Caller | undefined> {
    const caller = this.lookUp(hash, before);
    const entry = { readAt: Date.now(), caller };
    this.known.delete(key); // the most recently read stand last
    this.known.set(key, entry);
    const [oldest] = this.known.keys();
    if (this.known.size > CACHE_SIZE && oldest !== undefined) this.known.delete(oldest);
    const found = await caller.catch((error: unknown) => {
      this.known.delete(key);
      throw error;
    });
    // Invented tokens are not remembered: they would push the real ones out.
    if (!found && this.known.get(key) === entry) this.known.delete(key);
    return found;
  }

  private async lookUp(hash: Buffer, before: Known | undefined): Promise<Caller | undefined> {
    const holder = await this.tokens.holderOf(hash, this.clock.now());
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
