import { readFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import type { JWK } from 'jose';
import { asyncApiDocument } from '#contracts';
import { Answer, Answers } from '#http';
import { Allow, IdentitySigner } from '#identity';

export class KeySetView {
  @ApiProperty({
    type: 'array',
    items: { type: 'object', additionalProperties: true },
    description: 'Ed25519 keys (RFC 7517).',
    example: [{ kty: 'OKP', crv: 'Ed25519', x: '…', kid: 'pA3…', alg: 'EdDSA', use: 'sig' }],
  })
  keys!: readonly JWK[];
}

export class OpenApiView {
  @ApiProperty({ description: 'Version of OpenAPI.', example: '3.1.0' }) openapi!: string;
}

export class AsyncApiView {
  @ApiProperty({ description: 'Version of AsyncAPI.', example: '3.0.0' }) asyncapi!: string;
}

/** The machine-readable descriptions of this system. */
@ApiTags('documents')
@Controller()
@Allow('public')
export class DocumentController {
  private readonly asyncApi = asyncApiDocument();
  private openApi: Promise<Answer> | undefined;

  constructor(private readonly signer: IdentitySigner) {}

  @Get('.well-known/jwks.json')
  @ApiOperation({ summary: 'Public keys with which the apps verify the identities signed by the gateway' })
  @Answers(200, KeySetView)
  keys(): KeySetView {
    return { keys: [this.signer.publicKey] };
  }

  @Get('openapi.json')
  @ApiOperation({ summary: 'This document' })
  @Answers(200, OpenApiView, 'ETag')
  api(): Promise<Answer> {
    this.openApi ??= builtDocument();
    return this.openApi;
  }

  @Get('asyncapi.json')
  @ApiOperation({ summary: 'AsyncAPI 3 document of the events' })
  @Answers(200, AsyncApiView)
  events(): AsyncApiView {
    return this.asyncApi;
  }
}

/** The build stores it here: it describes all apps, whether they run or not. */
async function builtDocument(): Promise<Answer> {
  const json = await readFile(new URL('openapi.json', import.meta.url), 'utf8');
  const etag = `"${createHash('sha256').update(json).digest('base64url').slice(0, 22)}"`;
  return new Answer(json, { 'content-type': 'application/json; charset=utf-8', etag });
}
