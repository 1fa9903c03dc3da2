import { describe, expect, it } from '@jest/globals';
import { InvalidSettings, readSettings } from './settings.js';

describe('the settings of mail', () => {
  it('are files in the data folder, and nobody to tell, unless set', () => {
    const { smtpUrl, mailFrom, steeringMail } = readSettings({});
    expect({ smtpUrl, mailFrom, steeringMail }).toEqual({ smtpUrl: undefined, mailFrom: undefined, steeringMail: [] });
  });

  it('take a server and addresses', () => {
    const settings = readSettings({
      SMTP_URL: 'smtps://user:secret@mail.example:465',
      LRA_MAIL_FROM: 'network@example.org',
      LRA_STEERING_MAIL: 'chair@example.org, office@example.org',
    });
    expect(settings).toMatchObject({
      smtpUrl: 'smtps://user:secret@mail.example:465',
      mailFrom: 'network@example.org',
      steeringMail: ['chair@example.org', 'office@example.org'],
    });
  });

  it('are refused all at once where they are wrong', () => {
    const read = () =>
      readSettings({ SMTP_URL: 'http://mail', LRA_MAIL_FROM: 'nobody', LRA_STEERING_MAIL: 'a@b.example,,c' });
    expect(read).toThrow(InvalidSettings);
    expect(read).toThrow(/SMTP_URL.*LRA_MAIL_FROM.*LRA_STEERING_MAIL/);
  });
});
