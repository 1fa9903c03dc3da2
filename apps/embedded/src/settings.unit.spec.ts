import { describe, expect, it } from '@jest/globals';
import { contentOf } from '#app';
import { InvalidSettings, readSettings as readPartsOf, type Environment } from '#config';
import { mailSettings } from '#mail';
import { gatewayApp } from '../../gateway/src/gateway.app.js';
import { oidcSettings } from '#app';
import { networkApp } from '../../network/src/network.app.js';
import { notificationsApp } from '../../notifications/src/notifications.app.js';
import { practicesApp } from '../../practices/src/practices.app.js';

const parts = [gatewayApp, practicesApp, networkApp, notificationsApp].flatMap(
  ({ module }) => contentOf(module).settings,
);

/** With what all features need, as the process that runs them all reads them. */
const readSettings = (env: Environment) => readPartsOf(env, parts);

describe('the settings of mail', () => {
  it('are files in the data folder, and nobody to tell, unless set', () => {
    const { smtpUrl, mailFrom, steeringMail } = readSettings({}).of(mailSettings);
    expect({ smtpUrl, mailFrom, steeringMail }).toEqual({ smtpUrl: undefined, mailFrom: undefined, steeringMail: [] });
  });

  it('take a server and addresses', () => {
    const settings = readSettings({
      SMTP_URL: 'smtps://user:secret@mail.example:465',
      LRA_MAIL_FROM: 'network@example.org',
      LRA_STEERING_MAIL: 'chair@example.org, office@example.org',
    });
    expect(settings.of(mailSettings)).toEqual({
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

describe('a switch', () => {
  const brokers = { KAFKA_BROKERS: 'one:9092' };
  const issuer = { OIDC_ISSUER: 'https://id.example', OIDC_CLIENT_ID: 'lra' };
  const switches = {
    KAFKA_SSL: (env: Record<string, string>) => readSettings({ ...env, ...brokers }).kafka?.ssl,
    OIDC_TRUST_EMAIL: (env: Record<string, string>) => readSettings({ ...env, ...issuer }).of(oidcSettings)?.trustEmail,
  };

  describe.each(Object.entries(switches))('%s', (name, read) => {
    it.each([
      ['true', true],
      [' TRUE ', true],
      ['false', false],
      ['', false],
    ])('%j is %j', (value, expected) => {
      expect(read({ [name]: value })).toBe(expected);
    });

    it.each(['1', '0', 'yes', 'no', 'on', 'off', 'ture', 'true,'])('%j is refused', (value) => {
      expect(() => read({ [name]: value })).toThrow(`${name} must be true or false`);
      expect(() => readSettings({ [name]: value })).toThrow(`${name} must be true or false`);
    });
  });
});

describe('a setting that would be read as something else', () => {
  it.each([
    [{ LRA_BODY_LIMIT: '0' }, 'LRA_BODY_LIMIT must be a size such as 1 MB'],
    [{ LRA_IMPORT_LIMIT: '1.5 GB' }, 'LRA_IMPORT_LIMIT must be a size'],
    [{ LRA_BODY_LIMIT: '1 MiB' }, 'LRA_BODY_LIMIT must be a size'],
    [{ SMTP_URL: 'smtp:mail.example:25' }, 'SMTP_URL must be an smtp:// or smtps:// address'],
    [{ KAFKA_BROKERS: 'one:9092,two:99999' }, 'KAFKA_BROKERS must be host:port, separated by commas'],
    [{ KAFKA_BROKERS: 'one:9092 two:9092' }, 'KAFKA_BROKERS must be host:port, separated by commas'],
    [{ KAFKA_BROKERS: ',' }, 'KAFKA_BROKERS must be host:port, separated by commas'],
    [{ KAFKA_BROKERS: 'one:9092', KAFKA_SASL_USERNAME: 'lra' }, 'KAFKA_SASL_USERNAME needs KAFKA_SASL_MECHANISM'],
    [{ LRA_TRUST_PROXY: '10.1' }, 'LRA_TRUST_PROXY must be addresses or CIDR ranges, separated by commas'],
    [{ LRA_TRUST_PROXY: '10.1.2.3/8' }, 'LRA_TRUST_PROXY must be addresses or CIDR ranges, separated by commas'],
    [{ LRA_TRANSLATION_LANGUAGES: 'de' }, 'LRA_TRANSLATION_LANGUAGES needs LRA_TRANSLATION_URL'],
  ])('%j is refused', (env, message) => {
    expect(() => readSettings(env)).toThrow(message);
  });

  it('is a list with blanks and a comma too many', () => {
    const { kafka, trustProxy, of } = readSettings({
      KAFKA_BROKERS: 'one:9092, two:9092,',
      LRA_TRUST_PROXY: ' 10.0.0.0/8 ,, ::1',
      LRA_STEERING_MAIL: 'chair@example.org,',
    });
    expect(kafka?.brokers).toEqual(['one:9092', 'two:9092']);
    expect({ trustProxy, steeringMail: of(mailSettings).steeringMail }).toEqual({
      trustProxy: ['10.0.0.0/8', '::1'],
      steeringMail: ['chair@example.org'],
    });
  });
});

describe('a name that is nearly a setting', () => {
  it.each([
    ['LRA_STEERING_EMAIL', 'LRA_STEERING_MAIL'],
    ['LRA_MAILFROM', 'LRA_MAIL_FROM'],
    ['LRA_WEBHOOKS_ALLOW', 'LRA_WEBHOOK_ALLOW'],
    ['KAFKA_BROKER', 'KAFKA_BROKERS'],
    ['KAFKA_SASL_USER_NAME', 'KAFKA_SASL_USERNAME'],
    ['OIDC_TRUST_MAIL', 'OIDC_TRUST_EMAIL'],
    ['DATABASE_URL_PRACTICE', 'DATABASE_URL_PRACTICES'],
    ['LRA_RETENTION_YEAR', 'LRA_RETENTION_YEARS'],
    ['LRA_ERASURE_KEY', 'LRA_ERASURES_KEY'],
  ])('%s is refused, and %s named', (name, meant) => {
    expect(() => readSettings({ [name]: 'anything' })).toThrow(`${name} is not a setting; did you mean ${meant}?`);
  });

  it.each([
    'LRA_URL',
    'LRA_PORT',
    'LRA_BIND',
    'LRA_RUN',
    'LRA_REQUESTS',
    'KAFKA_LISTENERS',
    'KAFKA_LOCAL_PORT',
    'KAFKA_PORT_9092_TCP_PORT',
  ])('%s, which is for something else, is let be', (name) => {
    expect(() => readSettings({ [name]: 'anything' })).not.toThrow();
  });

  it('is let be while it is empty', () => {
    expect(() => readSettings({ KAFKA_BROKER: '' })).not.toThrow();
  });
});
