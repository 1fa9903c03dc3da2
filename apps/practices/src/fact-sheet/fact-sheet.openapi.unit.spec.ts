import { describe, expect, it } from '@jest/globals';
import { Controller, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { Body } from '#validation';
import { FactSheetDto } from './fact-sheet.dto.js';

@Controller('practices')
class PracticesController {
  @Post()
  create(@Body() sheet: FactSheetDto): string {
    return sheet.originalLanguage;
  }
}

@Module({ controllers: [PracticesController] })
class PracticesModule {}

describe('the fact sheet in the OpenAPI document', () => {
  it('refers only to schemas that are there, requires what a draft requires, and shows nested fields', async () => {
    const app = await NestFactory.create(PracticesModule, new FastifyAdapter(), { logger: false });
    const document = SwaggerModule.createDocument(app, new DocumentBuilder().build());
    await app.close();
    const schemas = document.components?.schemas ?? {};
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]*)"/g)];
    expect(new Set(references.map((match) => match[1] ?? ''))).toEqual(new Set(Object.keys(schemas)));
    expect(schemas['FactSheetDto']).toMatchObject({ required: ['originalLanguage', 'title'] });
    expect(schemas['AmountDto']).toMatchObject({
      required: ['amount', 'currency'],
      properties: { amount: { type: 'string', example: '800000.00' }, approximate: { type: 'boolean' } },
    });
    expect(schemas['IndicatorDto']).toMatchObject({ properties: { year: { type: 'integer', minimum: 1900 } } });
  });
});
