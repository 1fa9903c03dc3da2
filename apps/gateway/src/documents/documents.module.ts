import { Module } from '@nestjs/common';
import { Feature } from '#app';
import { DocumentController } from './document.controller.js';

@Feature({ tags: { documents: 'Machine-readable descriptions of this system.' } })
@Module({ controllers: [DocumentController] })
export class DocumentsModule {}
