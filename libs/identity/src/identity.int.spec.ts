import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { importJWK, SignJWT, UnsecuredJWT, type CryptoKey, type JWK } from 'jose';
import {
  Allow, IDENTITY_HEADER, IdentityGuard, IdentitySigner, IdentityVerifier, newIdentityKey, own, type Principal,
} from './index.js'; // prettier-ignore

const editor: Principal = {
  kind: 'client', id: '01995d3c-0000-7000-8000-000000000001', name: 'city', roles: ['member-editor'],
  memberId: '01995d3c-0000-7000-8000-000000000002', affiliation: undefined, grants: [],
}; // prettier-ignore

class Routes {
  @Allow('steering')
  steering(): void {
    // only who may call it matters
  }

  @Allow(own('member-editor'), 'steering')
  ownThings(): void {
    // only who may call it matters
  }

  undeclared(): void {
    // only who may call it matters
  }
}

describe('an app that is shown an identity', () => {
  let key: string;
  let signer: IdentitySigner;
  let guard: IdentityGuard;
  let verifier: IdentityVerifier;
  let close: () => void;

  beforeAll(async () => {
    key = await newIdentityKey();
    signer = await IdentitySigner.fromKey(key);
    const server = createServer((_, response) => response.end(JSON.stringify({ keys: [signer.publicKey] })));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    close = () => server.close();
    verifier = new IdentityVerifier(() => `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    guard = new IdentityGuard(new Reflector(), verifier);
  });
  afterAll(() => close());

  /** What becomes of a call with this identity: let in, or the code of the refusal. */
  const shown = async (identity: string | undefined, route: keyof Routes = 'ownThings'): Promise<unknown> => {
    const headers = identity === undefined ? {} : { [IDENTITY_HEADER]: identity };
    const context = {
      getType: () => 'http',
      getHandler: () => (Routes.prototype as unknown as Record<string, object>)[route],
      getClass: () => Routes,
      switchToHttp: () => ({ getRequest: () => ({ headers }) }),
    } as unknown as ExecutionContext;
    return guard.canActivate(context).catch((problem: unknown) => (problem as { code: string }).code);
  };

  /** An identity that is right in all but what the test makes wrong. */
  const signed = async (
    change: (token: SignJWT) => SignJWT,
    by: { jwk?: string; claims?: object; audience?: string } = {},
  ): Promise<string> => {
    const own = (await importJWK(JSON.parse(by.jwk ?? key) as JWK, 'EdDSA')) as CryptoKey;
    const token = new SignJWT({ kind: 'client', name: 'city', roles: ['steering'], grants: [], ...by.claims })
      .setProtectedHeader({ alg: 'EdDSA', kid: signer.publicKey.kid })
      .setSubject('01995d3c-0000-7000-8000-000000000001')
      .setIssuer('lra-gateway')
      .setAudience(by.audience ?? 'lra-apps')
      .setIssuedAt()
      .setExpirationTime('60s');
    return change(token).sign(own);
  };

  it('lets in whom the gateway has signed, for the roles of the route', async () => {
    expect(await shown(await signer.sign(editor))).toBe(true);
    expect(await shown(await signed((token) => token))).toBe(true);
    expect(await shown(await signer.sign(editor), 'steering')).toBe('identity.role-missing');
    expect(await shown(undefined)).toBe('identity.missing');
  });

  it('lets nobody into a route that names nobody', async () => {
    expect(await shown(await signer.sign({ ...editor, roles: ['admin'] }), 'undeclared')).toBe('identity.role-missing');
  });

  it('refuses a tampered one: other roles under the same signature', async () => {
    const [head, body, signature] = (await signer.sign(editor)).split('.') as [string, string, string];
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as object;
    const more = Buffer.from(JSON.stringify({ ...claims, roles: ['admin', 'steering'] })).toString('base64url');
    expect(await shown(`${head}.${more}.${signature}`, 'steering')).toBe('identity.invalid');
    expect(await shown(`${head}.${body}.${signature.slice(0, -4)}AAAA`)).toBe('identity.invalid');
  });

  it('refuses one of algorithm none', async () => {
    const claims = { kind: 'client', name: 'x', roles: ['steering'], grants: [] };
    const unsigned = new UnsecuredJWT(claims).setIssuer('lra-gateway').setAudience('lra-apps').setExpirationTime('60s');
    expect(await shown(unsigned.encode(), 'steering')).toBe('identity.invalid');
  });

  it('refuses one signed by another key, also under the name of the right one', async () => {
    expect(await shown(await signed((token) => token, { jwk: await newIdentityKey() }), 'steering')).toBe(
      'identity.invalid',
    );
  });

  it('refuses one that has expired', async () => {
    expect(await shown(await signed((token) => token.setExpirationTime('-1s')), 'steering')).toBe('identity.invalid');
  });

  it('refuses one that is replayed after its expiry, although it was good before', async () => {
    const identity = await signer.sign(editor);
    expect(await verifier.verify(identity)).toMatchObject({ id: editor.id });
    expect(await verifier.verify(identity, Date.now() + 61_000)).toBeUndefined();
  });

  it('refuses one that is made for somebody else', async () => {
    expect(await shown(await signed((token) => token, { audience: 'others' }), 'steering')).toBe('identity.invalid');
  });
});
