import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Get, Module, Post } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR, APP_PIPE, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { IsInt, IsOptional } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import { Allow, By, type Principal } from '#identity';
import { Body, Param, Query, Req } from '#validation';
import { RawBody, takeRawBodies } from './body.js';
import { ReadsBody } from './openapi/index.js';
import { routesOf } from './openapi/routes.js';
import { ParametersInterceptor } from './parameters.interceptor.js';
import { ProblemFilter } from './problem.filter.js';
import { ValidationPipe } from './validation.js';

class ThingDto {
  @IsOptional()
  @IsInt()
  size?: number;
}
class ThingQuery {
  @IsOptional()
  page?: string;
}
class ThingParams {
  @IsOptional()
  id!: string;
}

@Controller('things')
@Allow('public')
class ThingController {
  @Get()
  list(@By() by: Principal, @Query() { page }: ThingQuery): unknown {
    return { by: by.kind, page };
  }

  @Get(':id')
  read(@By() by: Principal, @Param() { id }: ThingParams): unknown {
    return { by: by.kind, id };
  }

  @Post()
  make(@By() by: Principal, @Body() { size }: ThingDto): unknown {
    return { by: by.kind, size };
  }

  @Post('own-reading')
  @ReadsBody(ThingDto)
  readsItself(@Req() request: FastifyRequest): unknown {
    return (request.body as RawBody).json();
  }

  @Post('nothing')
  nothing(@By() by: Principal): unknown {
    return { by: by.kind };
  }
}

@Module({
  controllers: [ThingController],
  providers: [
    { provide: APP_FILTER, useClass: ProblemFilter },
    { provide: APP_INTERCEPTOR, useClass: ParametersInterceptor },
    { provide: APP_PIPE, useClass: ValidationPipe },
  ],
})
class ThingModule {}

describe('a route', () => {
  let app: NestFastifyApplication;
  beforeAll(async () => {
    const adapter = new FastifyAdapter();
    app = await NestFactory.create<NestFastifyApplication>(ThingModule, adapter, { bodyParser: false, logger: false });
    takeRawBodies(adapter.getInstance(), 1_000);
    await app.init();
    await adapter.getInstance().ready();
  });
  afterAll(() => app.close());

  const call = async (method: 'GET' | 'POST', url: string, body?: object) => {
    const answer = await app.inject({ method, url: `/things${url}`, ...(body ? { payload: body } : {}) });
    const { errors } = answer.json<{ errors?: { pointer: string }[] }>();
    return errors ? [answer.statusCode, ...errors.map(({ pointer }) => pointer)] : answer.json<object>();
  };

  it('gets what it takes, beside the caller', async () => {
    expect(await call('GET', '?page=2')).toEqual({ by: 'anonymous', page: '2' });
    expect(await call('GET', '/7')).toEqual({ by: 'anonymous', id: '7' });
    expect(await call('POST', '', { size: 3 })).toEqual({ by: 'anonymous', size: 3 });
    expect(await call('POST', '/own-reading', { any: 1 })).toEqual({ any: 1 });
  });

  it('refuses a query or a body that it does not take', async () => {
    expect(await call('GET', '/7?page=2')).toEqual([422, '/page']);
    expect(await call('POST', '?page=2', { size: 3 })).toEqual([422, '/page']);
    expect(await call('POST', '/nothing', { size: 3 })).toEqual([422, '/size']);
    expect(await call('POST', '/nothing')).toEqual({ by: 'anonymous' });
  });

  it('is documented with the classes of what it takes', () => {
    const routes = routesOf(app);
    expect(routes.get('Thing.list')).toMatchObject({ query: ThingQuery, body: undefined, path: undefined });
    expect(routes.get('Thing.read')).toMatchObject({ query: undefined, body: undefined, path: ThingParams });
    expect(routes.get('Thing.make')).toMatchObject({ query: undefined, body: ThingDto, path: undefined });
    expect(routes.get('Thing.readsItself')).toMatchObject({ query: undefined, body: ThingDto, path: undefined });
    expect(routes.get('Thing.nothing')).toMatchObject({ query: undefined, body: undefined, path: undefined });
  });
});
