import { STATUS_CODES, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { problemDocument } from '#http';
import { currentTraceId, newTraceparent, within, type AppObservability } from '#observability';
import { Problem } from '#problems';

/** Longest time for a whole request to arrive, in milliseconds; a large import over a slow line takes minutes. */
const REQUEST_WITHIN_MS = 10 * 60_000;
/** Longest time for its headers to arrive, and for a new connection to begin, in milliseconds. */
const HEADERS_WITHIN_MS = 20_000;

/** Answers with problem documents when HTTP itself was violated and there is no request. */
export function answerProtocolErrors(server: Server, { app, log }: AppObservability): void {
  server.requestTimeout = REQUEST_WITHIN_MS;
  server.headersTimeout = HEADERS_WITHIN_MS;
  // Checked at admission instead, which can return a problem document. Missing in the types, but documented by Node.
  Object.assign(server, { requireHostHeader: false });
  // The same here: Node itself would answer an unknown expectation with a bare 417.
  server.on('checkExpectation', (request, response) => void server.emit('request', request, response));
  server.removeAllListeners('clientError');
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket & { _httpMessage?: ServerResponse }) => {
    const isAnswering = socket._httpMessage?.headersSent === true;
    if (error.code === 'ECONNRESET' || !socket.writable || isAnswering) {
      socket.destroy();
      return;
    }
    const problem = problemOf(error);
    const body = within({ app, traceparent: newTraceparent() }, () => {
      log?.write('info', 'request', { route: 'unknown', status: problem.status, code: problem.code });
      return JSON.stringify(problemDocument(problem, currentTraceId() ?? ''));
    });
    socket.end(
      `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}\r\n` +
        'content-type: application/problem+json; charset=utf-8\r\n' +
        `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
      () => socket.destroy(),
    );
  });
}

function problemOf(error: NodeJS.ErrnoException): Problem {
  switch (error.code) {
    case 'HPE_HEADER_OVERFLOW':
      return new Problem('request.headers-too-large', 431, 'The address and the headers exceed the size limit.');
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new Problem('request.too-slow', 408, 'The request did not arrive in time.');
    default:
      return new Problem('request.malformed', 400, 'This is not a well-formed HTTP/1.1 request.');
  }
}
