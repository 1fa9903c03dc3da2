import { createHash } from 'node:crypto';
import { Answer } from '#http';
import type { Problem } from '#problems';

const style = `body{font:1rem/1.5 system-ui,sans-serif;max-width:38rem;margin:3rem auto;padding:0 1rem}
label{display:block;font-weight:600}input{font:inherit;width:100%;box-sizing:border-box;padding:.5rem;margin:.25rem 0 1rem}
button{font:inherit;padding:.5rem 1rem}dt{font-weight:600}dd{margin:0 0 1rem}code{overflow-wrap:anywhere}
[role=alert]{border-left:.25rem solid #b00020;padding-left:.75rem}`;

/** The page loads nothing, runs nothing, cannot be framed, and sends its form only to its own origin. */
const policy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The address holds a secret, and the page may too: neither may be stored, sent on as a referrer, or indexed. */
export const secretHeaders = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex',
} as const;

/** Where a new member creates its first client. */
export const offerPage = (memberName: string, problem?: Problem): Answer =>
  page(
    'Your first API client',
    `<p><strong>${escaped(memberName)}</strong> is a member of the network. Create the API client with which its systems sign in.</p>
${problem ? `<p role="alert">${escaped(problem.detail)}</p>` : ''}
<form method="post">
<label for="clientName">Name of the client</label>
<input id="clientName" name="clientName" required maxlength="200" autocomplete="off" placeholder="Our web registry">
<button>Create the client and show its secret</button>
</form>
<p>The secret is shown only once. Be ready to store it safely.</p>`,
    problem?.status ?? 200,
  );

/** The only time that the secret is shown. */
export const clientPage = (clientId: string, clientSecret: string): Answer =>
  page(
    'Keep this secret now',
    `<p role="alert">This is shown only once. Before you leave this page, copy both lines to where you keep passwords.</p>
<dl>
<dt>Client id</dt><dd><code>${escaped(clientId)}</code></dd>
<dt>Client secret</dt><dd><code>${escaped(clientSecret)}</code></dd>
</dl>
<p>With them your system gets a token from <code>POST /v1/oauth/token</code>; the <a href="/docs">documentation</a> shows the next steps.</p>`,
    201,
  );

/** Why a link is invalid, in words. */
export const refusalPage = ({ detail, status, more }: Problem): Answer =>
  page('This link does not work', `<p role="alert">${escaped(detail)}</p>`, status, more.headers);

function page(title: string, body: string, status: number, headers: Readonly<Record<string, string>> = {}): Answer {
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<h1>${title}</h1>
${body}
</body>
</html>
`;
  const type = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy };
  return new Answer(html, { ...headers, ...type, ...secretHeaders }, status);
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (char) => entities[char]!);
