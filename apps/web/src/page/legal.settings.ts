import { SettingsOf } from '#config';

/** Who is responsible for the pages, as their legal texts say. */
export const legalSettings = new SettingsOf((read) => ({
  operator: read.text('LRA_OPERATOR_NAME'),
  /** In one line. */
  address: read.text('LRA_OPERATOR_ADDRESS'),
  mail: read.text('LRA_CONTACT_MAIL'),
}));
