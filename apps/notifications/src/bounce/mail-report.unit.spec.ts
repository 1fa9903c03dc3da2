import { describe, expect, it } from '@jest/globals';
import {
  autoReply, complaint, eximReport, exchangeReport, postfixReport, wrapped,
} from '../../test/reports.js'; // prettier-ignore
import { readMailReport, REPORT_BYTES } from './mail-report.js';

const ID = `d${'0123456789abcdef'.repeat(2)}-0123456789abcdef`;
const TO = `bounces+${ID}@network.example`;
const MESSAGE_ID = `<${ID}@network.example>`;
const read = (text: string) => readMailReport(Buffer.from(text));

describe('a report about a mail', () => {
  const servers = { Postfix: postfixReport, Exim: eximReport, Exchange: exchangeReport };
  const all = Object.entries(servers);

  it.each(all)('of %s says that a mailbox refuses it, and which mail it is by its recipient', async (_, report) => {
    expect(await read(report({ to: TO }))).toEqual({ finding: 'refused', ids: [ID] });
    expect(await read(report({ to: TO.toUpperCase() }))).toMatchObject({ ids: [ID.toUpperCase()] });
  });

  it.each(all)('of %s says so by the mail that it returns, when its recipient does not', async (_, report) => {
    expect(await read(report({ messageId: MESSAGE_ID }))).toEqual({ finding: 'refused', ids: [ID] });
  });

  it.each(all)('of %s is read in whatever it was wrapped, with either line ends', async (_, report) => {
    const about = { to: TO, messageId: MESSAGE_ID };
    const expected = { finding: 'refused', ids: [ID, ID] };
    expect(await read(wrapped(report(about)))).toEqual(expected);
    expect(await read(report(about).replaceAll('\r\n', '\n'))).toEqual(expected);
  });

  it.each([
    ['failed', '5.1.1 (bad destination mailbox address)', 'refused'],
    ['FAILED', '5.2.1', 'refused'],
    ['failed', '4.4.7', 'delayed'],
    ['failed', 'unknown', 'delayed'],
    ['delayed', '4.4.1', 'delayed'],
    ['delayed', '5.1.1', 'delayed'],
    ['delivered', '2.0.0', 'nothing'],
    ['relayed', '2.0.0', 'nothing'],
    ['expanded', '2.0.0', 'nothing'],
  ])('that it was %s with status %s counts as %s', async (action, status, finding) => {
    for (const [, report] of all) expect(await read(report({ to: TO, action, status }))).toMatchObject({ finding });
  });

  it('says by any of the headers of its recipient which mail it is', async () => {
    const report = eximReport({});
    for (const name of ['To', 'Delivered-To', 'X-Original-To', 'Envelope-To']) {
      expect(await read(`${name}: <${TO}>\r\n${report}`)).toMatchObject({ ids: [ID] });
    }
    expect(await read(`Subject: ${TO}\r\nCc: ${TO}\r\n${report}`)).toMatchObject({ ids: [] });
    expect(await read(report)).toEqual({ finding: 'refused', ids: [] });
  });

  it('is read when its parts are encoded', async () => {
    const status = 'Reporting-MTA: dns; x\r\n\r\nAction: failed\r\nStatus: 5.1.1\r\n';
    const report = [
      `To: ${TO}`, 'Content-Type: multipart/report; boundary=b', '', '--b', 'Content-Type: message/global-delivery-status',
      'Content-Transfer-Encoding: base64', '', Buffer.from(status).toString('base64'), '--b--', '',
    ].join('\r\n'); // prettier-ignore
    expect(await read(report)).toEqual({ finding: 'refused', ids: [ID] });
  });

  it('of a complaint says so, unless nobody complains', async () => {
    expect(await read(complaint({ messageId: MESSAGE_ID }))).toEqual({ finding: 'complained', ids: [ID] });
    expect(await read(complaint({ to: TO }, 'opt-out'))).toEqual({ finding: 'complained', ids: [ID] });
    expect(await read(complaint({ to: TO }, 'not-spam'))).toMatchObject({ finding: 'nothing' });
    expect(await read(complaint({ to: TO }, 'auth-failure'))).toMatchObject({ finding: 'nothing' });
  });
});

describe('what is no report', () => {
  const forwarded = [
    `To: ${TO}`, 'Content-Type: multipart/mixed; boundary=f', '', '--f', 'Content-Type: message/rfc822', '',
    postfixReport({ to: TO }), '--f--', '',
  ].join('\r\n'); // prettier-ignore
  const deep = (levels: number) =>
    Array.from({ length: levels }, (_, n) => `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}\r\n`).join(
      '',
    );

  it.each([
    ['an automatic reply', autoReply(TO)],
    ['a report that somebody forwards', forwarded],
    ['a report that tells of no recipient', postfixReport({ to: TO }).replace(/^Action: .*\r\n/m, '')],
    ['a report that was cut off before it said anything', postfixReport({ to: TO }).split('Content-Description: Delivery')[0]!],
    ['nothing', ''],
    ['no mail', '{"address": "reader@city.example"}'],
    ['bytes', Buffer.from(Array.from({ length: 5_000 }, (_, n) => (n * 7) % 256)).toString('latin1')],
    ['parts in parts without end', `To: ${TO}\r\n${deep(5_000)}`],
    ['headers without end', `To: ${TO}\r\n${'X-Filler: filler\r\n'.repeat(50_000)}\r\n`],
  ])('is %s', async (_, text) => {
    expect(await read(text)).toBeUndefined();
  }); // prettier-ignore

  it('never takes long to tell, however a body of the largest size is made', async () => {
    const started = performance.now();
    const status = (groups: string) =>
      `To: ${TO}\r\nContent-Type: message/delivery-status\r\nContent-Disposition: attachment\r\n\r\n${groups}`;
    const fill = (text: string) => text.repeat(REPORT_BYTES / text.length);
    const few = (text: string) => text.repeat(9_000 / text.split('\n').length);
    await read(status(fill('Action: failed\r\nStatus: 5.1.1\r\n\r\n')));
    await read(status(`Action: ${fill(' ')}`));
    await read(status(`Action: x${fill('\r\n \t')}y`));
    await read(status(few('Action: failed\r\nStatus: 5.1.1\r\n\r\n')));
    await read(status(`Action: x${few('\r\n \t')}y`));
    await read(`Content-Type: multipart/report; boundary=b\r\n\r\n${few('--b\r\n\r\n')}`);
    await read(`To: ${fill('bounces+d')}\r\n\r\n`);
    await read(`Content-Type: multipart/report; boundary=b\r\n\r\n${fill('--b\r\n\r\n')}`);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
