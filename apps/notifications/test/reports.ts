/** Reports about mails as mail servers write them. `to`: what the report is sent to; `messageId`: of the mail. */
interface About {
  readonly to?: string;
  readonly messageId?: string;
  readonly status?: string;
  readonly action?: string;
}

const nobody = 'bounces@network.example';
const unknown = '<unknown@network.example>';
const lines = (text: string): string => text.replaceAll(/\r?\n/g, '\r\n');

export const postfixReport = ({
  to = nobody,
  messageId = unknown,
  status = '5.1.1',
  action = 'failed',
}: About): string =>
  lines(`Return-Path: <>
X-Original-To: ${to}
Delivered-To: bounces@network.example
Received: by mx.city.example (Postfix)
\tid 4F2B41C0D2; Fri, 26 Mar 2027 12:00:02 +0000 (UTC)
Date: Fri, 26 Mar 2027 12:00:02 +0000 (UTC)
From: MAILER-DAEMON@mx.city.example (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: bounces@network.example
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="4D9A21C0D1.1806062402/mx.city.example"
Message-Id: <20270326120002.4F2B41C0D2@mx.city.example>

This is a MIME-encapsulated message.

--4D9A21C0D1.1806062402/mx.city.example
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mx.city.example.

<reader@city.example>: host mail.city.example[192.0.2.1] said: 550 5.1.1
    <reader@city.example>: Recipient address rejected: User unknown (in reply to RCPT TO command)

--4D9A21C0D1.1806062402/mx.city.example
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.city.example
X-Postfix-Queue-ID: 4D9A21C0D1
X-Postfix-Sender: rfc822; ${to}
Arrival-Date: Fri, 26 Mar 2027 12:00:01 +0000 (UTC)

Final-Recipient: rfc822; reader@city.example
Original-Recipient: rfc822;reader@city.example
Action: ${action}
Status: ${status}
Remote-MTA: dns; mail.city.example
Diagnostic-Code: smtp; ${status.startsWith('5') ? 550 : 450} ${status} <reader@city.example>: Recipient address
    rejected: User unknown in virtual mailbox table

--4D9A21C0D1.1806062402/mx.city.example
Content-Description: Undelivered Message Headers
Content-Type: text/rfc822-headers

Return-Path: <${to}>
Received: from network.example (network.example [192.0.2.7])
\tby mx.city.example (Postfix) with ESMTPS id 4D9A21C0D1
From: LRA network <network@network.example>
To: reader@city.example
Message-ID:
 ${messageId}
Subject: =?UTF-8?Q?Nuova_pratica=3A_Integrazi?=
 =?UTF-8?Q?one_a_citt=C3=A0?=

--4D9A21C0D1.1806062402/mx.city.example--
`);

export const eximReport = ({ to = nobody, messageId = unknown, status = '5.0.0', action = 'failed' }: About): string =>
  lines(`Received: from Debian-exim by mail.city.example with local (Exim 4.96)
\tid 1rXyZ0-0001ab-2C
\tfor ${to};
\tFri, 26 Mar 2027 12:00:02 +0000
X-Failed-Recipients: reader@city.example
Auto-Submitted: auto-replied
From: Mail Delivery System <Mailer-Daemon@mail.city.example>
To: ${to}
References: ${messageId}
Content-Type: multipart/report; report-type=delivery-status; boundary=1806062402-eximdsn-1804289383
MIME-Version: 1.0
Subject: Mail delivery failed: returning message to sender
Message-Id: <E1rXyZ0-0001ab-2C@mail.city.example>
Date: Fri, 26 Mar 2027 12:00:02 +0000

--1806062402-eximdsn-1804289383
Content-type: text/plain; charset=us-ascii

This message was created automatically by mail delivery software.

  reader@city.example
    Unrouteable address

--1806062402-eximdsn-1804289383
Content-type: message/delivery-status

Reporting-MTA: dns; mail.city.example

Action: ${action}
Final-Recipient: rfc822;reader@city.example
Status: ${status}

--1806062402-eximdsn-1804289383
Content-type: message/rfc822

Return-path: <network@network.example>
Received: from [192.0.2.7] (helo=network.example)
\tby mail.city.example with esmtps (Exim 4.96)
\tid 1rXyYz-0001aZ-1B; Fri, 26 Mar 2027 12:00:01 +0000
Message-ID: ${messageId}
From: LRA network <network@network.example>
To: reader@city.example
Subject: News
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="inner"

--inner
Content-Type: text/plain

Action: delivered
--inner
Content-Type: message/delivery-status

Action: delivered
Status: 2.0.0
--inner--

--1806062402-eximdsn-1804289383--
`);

export const exchangeReport = ({
  to = nobody,
  messageId = unknown,
  status = '5.1.10',
  action = 'failed',
}: About): string =>
  lines(`From: <postmaster@city.example>
To: <${to}>
Date: Fri, 26 Mar 2027 12:00:02 +0000
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="9B095B5ADSN=_01DB8A1D5F2C1E3B0000B2E2EX01.city.example"
X-MS-Exchange-Message-Is-Ndr:
Content-Language: de-DE
Message-ID: <b1b7a0d2-2bb2-4d5c-9a5a-9c1f2ac3f7b1@EX01.city.example>
In-Reply-To: ${messageId}
Subject: =?utf-16?B?/v8AVQBuAHoAdQBzAHQAZQBsAGwAYgBhAHI=?=
Auto-Submitted: auto-replied

--9B095B5ADSN=_01DB8A1D5F2C1E3B0000B2E2EX01.city.example
Content-Type: multipart/alternative; differences=Content-Type;
\tboundary="66d1f2a0-8d5e-4c4e-9b1b-0d1f3c2b1a00"

--66d1f2a0-8d5e-4c4e-9b1b-0d1f3c2b1a00
Content-Type: text/plain; charset="windows-1252"
Content-Transfer-Encoding: quoted-printable

Ihre Nachricht konnte nicht zugestellt werden. Die E-Mail-Adresse wurde n=
icht gefunden. =DCberpr=FCfen Sie sie.

--66d1f2a0-8d5e-4c4e-9b1b-0d1f3c2b1a00
Content-Type: text/html; charset="utf-16"
Content-Transfer-Encoding: base64

//48AGgAdABtAGwAPgA=

--66d1f2a0-8d5e-4c4e-9b1b-0d1f3c2b1a00--

--9B095B5ADSN=_01DB8A1D5F2C1E3B0000B2E2EX01.city.example
Content-Type: message/delivery-status
Content-Transfer-Encoding: 7bit

Reporting-MTA: dns;EX01.city.example
Received-From-MTA: dns;network.example
Arrival-Date: Fri, 26 Mar 2027 12:00:01 +0000

Final-Recipient: rfc822;reader@city.example
Action: ${action}
Status: ${status}
Diagnostic-Code: smtp;550 ${status} RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup
X-Display-Name: reader@city.example

--9B095B5ADSN=_01DB8A1D5F2C1E3B0000B2E2EX01.city.example
Content-Type: message/rfc822

Received: from network.example (192.0.2.7) by EX01.city.example (10.0.0.1)
\twith Microsoft SMTP Server id 15.2.1544.4; Fri, 26 Mar 2027 12:00:01 +0000
Message-ID: ${messageId}
From: LRA network <network@network.example>
To: <reader@city.example>
Subject: News
Content-Type: text/plain

News.

--9B095B5ADSN=_01DB8A1D5F2C1E3B0000B2E2EX01.city.example--
`);

/** Of a provider whose user has pressed "This is spam". */
export const complaint = ({ to = nobody, messageId = unknown }: About, type = 'abuse'): string =>
  lines(`From: <feedback@provider.example>
To: <${to}>
Subject: FW: News
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="part"

--part
Content-Type: text/plain; charset="US-ASCII"

This is an email abuse report.

--part
Content-Type: message/feedback-report

Feedback-Type: ${type}
User-Agent: Feedback/1.0
Version: 1
Original-Mail-From: <network@network.example>

--part
Content-Type: message/rfc822

From: <network@network.example>
Message-ID: ${messageId}
Subject: News

News.
--part--
`);

export const autoReply = (to: string): string =>
  lines(`From: reader@city.example
To: ${to}
Subject: Out of office
Auto-Submitted: auto-replied
Content-Type: text/plain; charset=utf-8

I am away. Status: 5.1.1, Action: failed.
`);

/** A report with a footer of a mailing list, or of whoever checks mails on their way. */
export const wrapped = (report: string): string => {
  const [head = '', ...body] = report.split('\r\n\r\n');
  const [, type = ''] = /^(Content-Type:(?:.*\r\n[ \t])*.*)$/im.exec(head) ?? [];
  const outer = head.replace(type, 'Content-Type: multipart/mixed; boundary=outer');
  return `${outer}\r\n\r\n--outer\r\n${type}\r\n\r\n${body.join('\r\n\r\n')}\r\n--outer\r\nContent-Type: text/plain\r\n\r\nChecked.\r\n--outer--\r\n`;
};
