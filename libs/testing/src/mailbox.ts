import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

export type Refusal = { readonly responseCode: number; readonly message?: string };

/** A mail server that the test plays: keeps what it accepts, or refuses as told. */
export async function mailServer() {
  const received: { readonly from: string; readonly to: string[]; readonly mail: Email }[] = [];
  const state: { refuseRecipient?: Refusal; refuseMessage?: Refusal } = {};
  const fail = (refusal: Refusal, address: string) =>
    Object.assign(new Error(refusal.message ?? `Refused: ${address}`), { responseCode: refusal.responseCode });
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, _session, done) =>
      done(state.refuseRecipient ? fail(state.refuseRecipient, address) : undefined),
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        if (state.refuseMessage) {
          done(fail(state.refuseMessage, to.join()));
          return;
        }
        void PostalMime.parse(Buffer.concat(chunks)).then((mail) => {
          const { mailFrom } = session.envelope;
          received.push({ from: mailFrom === false ? '' : mailFrom.address, to, mail });
          done();
        }, done);
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const url = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  return {
    received,
    state,
    /** Settings of an app that sends by it. */
    env: { SMTP_URL: url, LRA_MAIL_FROM: 'network@example.org' },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

/** The mails that were written as files, in no particular order. */
export async function mailFiles(dataDir: string): Promise<Email[]> {
  const folder = join(dataDir, 'mail');
  const names = await readdir(folder).catch(() => []);
  return Promise.all(
    names
      .filter((name) => name.endsWith('.eml'))
      .map(async (name) => PostalMime.parse(await readFile(join(folder, name)))),
  );
}

export const isTo = (address: string) => (mail: Email) => mail.to?.some((to) => to.address === address) ?? false;
