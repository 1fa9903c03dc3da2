import { SettingsOf } from '#config';

/** What the operator says on the pages: who is responsible for them, as their legal texts tell, and a notice. */
export const legalSettings = new SettingsOf((read) => ({
  operator: read.text('LRA_OPERATOR_NAME'),
  /** In one line. */
  address: read.text('LRA_OPERATOR_ADDRESS'),
  mail: read.text('LRA_CONTACT_MAIL'),
  /** To whom one turns if complaints about accessibility are not settled. */
  enforcement: read.text('LRA_ENFORCEMENT_NAME'),
  enforcementUrl: read.url('LRA_ENFORCEMENT_URL', ['https', 'http'], 'the address of a page'),
  /** What every page says first, as of a trial system. */
  notice: read.text('LRA_NOTICE'),
}));
