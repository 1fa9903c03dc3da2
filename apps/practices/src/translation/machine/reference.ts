import { createHmac, timingSafeEqual } from 'node:crypto';

/** What the service gets with a request and must return with the result: the job, and a proof only we can make. */
export const referenceOf = (jobId: string, secret: string): string => `${jobId}.${proofOf(jobId, secret)}`;

/** The job of a reference that we made; undefined for any other text. */
export function jobOf(reference: string, secret: string): string | undefined {
  const [, jobId, proof] = /^([0-9a-f-]{36})\.([\w-]{43})$/.exec(reference) ?? [];
  if (jobId === undefined || proof === undefined) return undefined;
  return timingSafeEqual(Buffer.from(proof), Buffer.from(proofOf(jobId, secret))) ? jobId : undefined;
}

const proofOf = (jobId: string, secret: string): string =>
  createHmac('sha256', secret).update(`translation ${jobId}`).digest('base64url');
