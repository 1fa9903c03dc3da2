import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the server knows texts to be about: words by concept. */
const concepts: readonly RegExp[] = [
  /\b(?:nurs\w*|midwi\w*)\b/gi,
  /\b(?:sail\w*|regatta)\b/gi,
  /\b(?:bee\w*|honey|apiary)\b/gi,
];

interface Embedding {
  readonly index: number;
  readonly embedding: unknown;
}

interface Asked {
  readonly model: string;
  readonly input: readonly string[];
}

interface State {
  status: number;
  isSilent: boolean;
  /** Sent instead of the answer: JSON, or a text as it is. */
  instead?: ((data: readonly Embedding[]) => unknown) | undefined;
}

/** A server of embeddings whose vectors count the words of three concepts; the last number is for everything else. */
export async function embeddingServer() {
  const asked: (Asked & { readonly authorization: string | undefined })[] = [];
  const state: State = { status: 200, isSilent: false };
  const vectorOf = (text: string): number[] => {
    const counts = concepts.map((words) => text.match(words)?.length ?? 0);
    return [...counts, counts.every((count) => count === 0) ? 1 : 0.1];
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString()) as Asked;
      asked.push({ ...body, authorization: request.headers.authorization });
      if (state.isSilent) return;
      const data = body.input.map((text, index) => ({ object: 'embedding', index, embedding: vectorOf(text) }));
      response.writeHead(request.url === '/v1/embeddings' ? state.status : 404, { 'content-type': 'application/json' });
      const answer = state.instead?.(data) ?? { object: 'list', data: data.reverse(), model: body.model };
      response.end(typeof answer === 'string' ? answer : JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    asked,
    state,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
