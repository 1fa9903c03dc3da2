import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { asyncApiDocument } from '#contracts';
import { Allow, IdentitySigner } from '#identity';

/** What machines read about this system. */
@ApiTags('documents')
@Controller()
@Allow('public')
export class DocumentController {
  private readonly asyncApi = asyncApiDocument();

  constructor(@Inject(IdentitySigner) private readonly signer: IdentitySigner) {}

  @Get('.well-known/jwks.json')
  @ApiOperation({ summary: 'Public keys with which the apps check the identities that the gateway signs' })
  keys() {
    return { keys: [this.signer.publicKey] };
  }

  @Get('asyncapi.json')
  @ApiOperation({ summary: 'AsyncAPI 3 document of the events' })
  events() {
    return this.asyncApi;
  }
}
