import 'reflect-metadata';
import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { OpenAPIObject } from '@nestjs/swagger';
import { gapsOf, operationsOf } from '#http';
import { wholeDocument } from './describe.js';
import { pagesOf } from './pages.js';
import { allowedIn } from './permissions.js';

describe('the OpenAPI document', () => {
  let document: OpenAPIObject;
  beforeAll(async () => {
    document = await wholeDocument();
  }, 60_000);

  const operation = (method: string, path: string) =>
    operationsOf(document).find((found) => found.method === method && found.path === path)!.operation;

  it('says of every route who may call it and what it answers, and describes every property', () => {
    expect(gapsOf(document)).toEqual([]);
    expect(operationsOf(document).length).toBeGreaterThan(30);
  });

  it('tells a route that lacks a summary or an answer', () => {
    const bare = { openapi: '3.1.0', info: document.info, paths: { '/v1/new': { post: { responses: { 201: {} } } } } };
    expect(gapsOf(bare as never)).toEqual([
      'POST /v1/new has no summary: add @ApiOperation({ summary }).',
      'POST /v1/new does not say what it returns: add @Answers(status, View).',
    ]);
  });

  it('shows who may call as security and, with whose things, as x-allowed', () => {
    expect(operation('get', '/v1/changes').security).toEqual([]);
    expect(operation('get', '/v1/me').security).toEqual([{ bearer: [] }, { session: [] }]);
    expect(operation('put', '/v1/practices/{id}').security).toEqual([{ bearer: [] }, { session: [], csrf: [] }]);
    expect(document.components!.securitySchemes).toMatchObject({
      session: { type: 'apiKey', in: 'cookie', name: 'lra-session' },
      csrf: { type: 'apiKey', in: 'header', name: 'x-csrf-token' },
    });
    expect(allowedIn(operation('put', '/v1/practices/{id}'))).toEqual(['own:member-editor', 'steering']);
  });

  it('is kept in docs/permissions.md and in the client as it is', async () => {
    for (const [path, text] of Object.entries(await pagesOf(document))) {
      const kept = await readFile(path, 'utf8').catch(() => '');
      expect({ path, upToDate: kept === text, otherwise: 'npm run documents' }).toMatchObject({ upToDate: true });
    }
  }, 60_000);
});
