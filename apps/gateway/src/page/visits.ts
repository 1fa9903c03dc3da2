import { decodeJwt } from 'jose';
import { anonymous, IdentityVerifier, pagesTrust, type IdentitySigner } from '#identity';
import type { Caller } from '../credential/credentials.js';

/** What the gateway notes of a visit for itself. */
interface VisitClaims {
  /** Of the browser: what the pages ask for a visitor counts as asked from there. */
  readonly address?: string;
  readonly isSuspended?: boolean;
}

/** A visitor of the pages, for whom they ask something of the API. */
export interface Visitor {
  /** Undefined for somebody who has not signed in. */
  readonly caller: Caller | undefined;
  readonly address: string;
}

/** Tells the pages who looks at them, and recognises the visitor when they ask the API on the visitor's behalf. */
export class Visits {
  private readonly verifier: IdentityVerifier;

  constructor(
    private readonly signer: IdentitySigner,
    private readonly forApps: IdentitySigner,
  ) {
    this.verifier = new IdentityVerifier(signer.publicKey, pagesTrust);
  }

  /** What the pages are told; valid for a minute. */
  tell(caller: Caller | undefined, address: string): Promise<string> {
    const claims: VisitClaims = { address, isSuspended: caller?.isSuspended ?? false };
    return this.signer.sign(caller?.principal ?? anonymous, { ...claims });
  }

  /** The visitor, unless the gateway did not sign this or it has expired. */
  async visitorOf(token: string): Promise<Visitor | undefined> {
    const principal = await this.verifier.verify(token);
    if (!principal) return undefined;
    const { address = '', isSuspended = false, exp = 0 } = decodeJwt<VisitClaims>(token);
    if (principal.kind === 'anonymous') return { caller: undefined, address };
    const identity = () => this.forApps.sign(principal);
    return { caller: { principal, isSuspended, expiresAt: new Date(exp * 1000), identity }, address };
  }
}
