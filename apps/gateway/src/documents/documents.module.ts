import { Module } from '@nestjs/common';
import { Feature } from '#app';
import { DocumentController } from './document.controller.js';

@Feature({ tags: { documents: 'What programs read about this system.' } })
@Module({ controllers: [DocumentController] })
export class DocumentsModule {}
