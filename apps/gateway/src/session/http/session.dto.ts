import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength, ValidateBy } from 'class-validator';

const LOCAL = 'http://local.invalid';

/** Only a path of this host: whoever starts another person's sign-in must not choose where that person arrives. */
export function isLocalPath(text: unknown): boolean {
  if (typeof text !== 'string' || !/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(text)) return false;
  return URL.canParse(text, LOCAL) && new URL(text, LOCAL).origin === LOCAL;
}

const IsLocalPath = () =>
  ValidateBy({
    name: 'isLocalPath',
    validator: { validate: isLocalPath, defaultMessage: () => '$property must be a path of this host, such as /docs' },
  });

export class SignInQuery {
  @ApiPropertyOptional({ default: '/v1/me', example: '/docs', description: 'Where the browser goes after the sign-in: a path of this host.' }) // prettier-ignore
  @IsOptional()
  @IsString()
  @MaxLength(500)
  @IsLocalPath()
  returnTo?: string;
}

export class SessionView {
  @ApiProperty({
    description: 'Send it as `x-csrf-token` with every call that changes something.',
    example: 'pA3kW9…',
  })
  csrfToken!: string;
  @ApiProperty({
    format: 'date-time',
    description: 'When the session ends at the latest; if unused, it ends an hour after the last call.',
  })
  expiresAt!: Date;
}

export class SignedOutView {
  @ApiProperty({
    type: String, format: 'uri', nullable: true,
    description: 'Where the browser can sign out at the issuer too; null if the issuer has no such address or does not respond.',
    example: 'https://issuer.example/session/end',
  }) // prettier-ignore
  issuerSignOut!: string | null;
}
