import { SettingsOf } from '#config';

export interface AdminSettings {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** The operator's client; unset: it is created at the first start. */
export const adminSettings = new SettingsOf((read): AdminSettings | undefined => {
  const [clientId, clientSecret] = [read.text('LRA_ADMIN_CLIENT_ID'), read.text('LRA_ADMIN_CLIENT_SECRET')];
  if (clientId === undefined && clientSecret === undefined) return undefined;
  if (clientId === undefined || clientSecret === undefined) {
    read.problems.push('LRA_ADMIN_CLIENT_ID and LRA_ADMIN_CLIENT_SECRET must be given together');
  } else if (clientSecret.length < 16) {
    read.problems.push('LRA_ADMIN_CLIENT_SECRET must have 16 characters or more');
  } else if (!/^\P{C}{1,200}$/u.test(clientId)) {
    read.problems.push('LRA_ADMIN_CLIENT_ID must be 1 to 200 printable characters');
  } else return { clientId, clientSecret };
  return undefined;
});
