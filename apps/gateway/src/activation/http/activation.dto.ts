import { ApiProperty } from '@nestjs/swagger';
import { IsString, Matches, MaxLength } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import { RawBody } from '#http';
import { notValid } from '#problems';
import { below, check } from '#validation';

export class ActivationParams {
  @ApiProperty({ description: 'Secret part of the link in the mail.', example: 'kW3pQn8…' })
  @IsString()
  @MaxLength(500)
  token!: string;
}

export class ActivationDto {
  @ApiProperty({ description: 'What the client is for.', example: 'Registry of the City of Tampere' })
  @IsString()
  @Matches(/\S/, { message: 'clientName must describe the client' })
  @MaxLength(200)
  clientName!: string;
}

export const isForm = ({ body }: FastifyRequest): boolean => body instanceof RawBody && body.isForm();

/** The body, as JSON or as the page's form sends it. @throws {Problem} 400, 415 or 422 */
export function activationIn({ body }: FastifyRequest): ActivationDto {
  const checked = check(ActivationDto, body instanceof RawBody ? (fieldsOf(body) ?? {}) : {});
  if ('errors' in checked) throw notValid(checked.errors);
  return checked.valid;
}

function fieldsOf(body: RawBody): unknown {
  if (!body.isForm()) return body.json();
  const { fields, twice } = body.form();
  if (twice.length > 0) {
    const detail = 'This field appears twice.';
    throw notValid(twice.map((name) => ({ pointer: below('', name), code: 'given-twice', detail })));
  }
  return Object.fromEntries(fields);
}
