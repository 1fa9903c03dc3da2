import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import multipart from '@fastify/multipart';
import { RawBody } from '#http';

/** The only address that accepts files. */
export const IMPORTS_PATH = '/v1/imports';

/** Lets the import route read its multipart body as a stream. Every other route still refuses the media type. */
@Injectable()
export class MultipartForms implements OnModuleInit {
  constructor(@Inject(HttpAdapterHost) private readonly host: HttpAdapterHost<FastifyAdapter>) {}

  onModuleInit(): void {
    this.host.httpAdapter.register(multipart as never);
    this.host.httpAdapter.getInstance().addHook('preValidation', (request, _reply, done) => {
      if (request.isMultipart() && request.routeOptions.url !== IMPORTS_PATH) {
        // Not read yet, and checked like any body: after the caller's rights.
        request.body = new RawBody(request.headers['content-type'] ?? '', Buffer.from('unread'));
      }
      done();
    });
  }
}
