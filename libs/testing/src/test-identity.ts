import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { IDENTITY_HEADER, IdentitySigner, IdentityVerifier, newIdentityKey, type Principal } from '#identity';
import { newId } from '#database';

/** Stands in for the gateway: serves the keys and signs identities for an app under test. */
export async function testIdentity() {
  const signer = await IdentitySigner.fromKey(await newIdentityKey());
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [signer.publicKey] }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    verifier: new IdentityVerifier(() => url),
    /** Headers of a call by this principal. */
    as: async (principal: Partial<Principal>): Promise<Record<string, string>> => ({
      [IDENTITY_HEADER]: await signer.sign({
        kind: 'client', id: newId(), name: 'test', roles: [], memberId: undefined, affiliation: undefined, grants: [],
        ...principal,
      }), // prettier-ignore
    }),
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
