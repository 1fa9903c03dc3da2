import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { CSRF_HEADER } from '../session/session-cookies.js';

/** The files of Swagger UI that the page loads; it loads nothing from elsewhere. */
const assets = ['/swagger-ui.css', '/swagger-ui-bundle.js', '/favicon-32x32.png'];

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>API of the network</title>
<link rel="icon" href="/docs/assets/favicon-32x32.png">
<link rel="stylesheet" href="/docs/assets/swagger-ui.css">
</head>
<body>
<div id="docs"></div>
<noscript>This page needs JavaScript; the document itself is at <a href="/openapi.json">/openapi.json</a>.</noscript>
<script src="/docs/assets/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
`;

/** A person who has signed in can change things here too: each change then carries the session's token. */
const start = `SwaggerUIBundle({
  url: '/openapi.json', dom_id: '#docs', deepLinking: true, validatorUrl: null,
  requestInterceptor: async (request) => {
    const isChange = !/^(?:GET|HEAD)$/i.test(request.method ?? 'GET');
    if (!isChange || Object.keys(request.headers).some((name) => name.toLowerCase() === 'authorization')) return request;
    const session = await fetch('/v1/session', { cache: 'no-store' });
    if (session.ok) request.headers['${CSRF_HEADER}'] = (await session.json()).csrfToken;
    return request;
  },
});
`;

/** Swagger UI sets styles of elements and uses data addresses for icons; scripts come only from here. */
const policy = [
  "default-src 'none'", "script-src 'self'", "style-src 'self' 'unsafe-inline'", "img-src 'self' data:", "font-src 'self'",
  "connect-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
].join('; '); // prettier-ignore

/** Serves the API's documentation at `/docs`, even without a connection to the internet. */
export async function serveDocsPage(fastify: FastifyInstance): Promise<void> {
  const root = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  await fastify.register(fastifyStatic, {
    root,
    prefix: '/docs/assets/',
    index: false,
    decorateReply: false,
    maxAge: '1h',
    allowedPath: (path) => assets.includes(path),
  });
  fastify.get('/docs', (_, reply) =>
    reply.headers({ 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy }).send(page),
  );
  fastify.get('/docs/start.js', (_, reply) =>
    reply.header('content-type', 'text/javascript; charset=utf-8').send(start),
  );
}
