import { createParamDecorator, Injectable, SetMetadata, type CanActivate, type ExecutionContext } from '@nestjs/common'; // prettier-ignore
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Problem, ServiceAway } from '#problems';
import { IDENTITY_HEADER, IdentityVerifier } from './identity-token.js';
import { anonymous, roles, type Principal, type Role } from './principal.js';

/**
 * `own:` means only things of the caller's own member, or of the caller; `foreign:` only things of others, as an
 * assessor judges no practice of the own member.
 */
export type Allowed = 'public' | 'any-credential' | Role | `own:${'any-credential' | Role}` | `foreign:${Role}`;

const ALLOWED = Symbol('allowed');

/**
 * Who may call a route: `@Allow(own('member-editor'), 'steering')`. `public`: everyone; `any-credential`: everyone with
 * a credential. The OpenAPI document and docs/permissions.md are made from it.
 */
export const Allow = (...who: readonly Allowed[]) => SetMetadata(ALLOWED, who);

/**
 * Limits a role to its own things. The guard lets the role in; only the thing itself can tell whose it is. Its access
 * rule refuses things of others with 403 or, when their existence is a secret, 404. A change without that check is
 * rolled back (`own.ts`).
 */
export const own = <Who extends 'any-credential' | Role>(who: Who) => `own:${who}` as const;

/** Limits a role to things of others; the thing's access rule refuses the caller's own with 403. */
export const foreign = <Who extends Role>(who: Who) => `foreign:${who}` as const;

export const allowedOf = (reflector: Reflector, context: Pick<ExecutionContext, 'getHandler' | 'getClass'>) =>
  reflector.getAllAndOverride<readonly Allowed[] | undefined>(ALLOWED, [context.getHandler(), context.getClass()]);

const NARROWING = /^(?:own|foreign):/;

export type IdentifiedRequest = FastifyRequest & {
  principal?: Principal;
  /** The route, if it lets the caller in for own things alone. */
  narrowedAt?: string;
};

/** The caller of the present request. */
export const By = createParamDecorator((_: unknown, context: ExecutionContext): Principal => callerOf(context));

/** The identity of the caller as the gateway signed it, to call another app as the caller. */
export const SignedIdentity = createParamDecorator((_: unknown, context: ExecutionContext): string | undefined => {
  const header = context.switchToHttp().getRequest<IdentifiedRequest>().headers[IDENTITY_HEADER];
  return typeof header === 'string' ? header : undefined;
});

/** As `By`, for decorators that take more of a request. */
export const callerOf = (context: ExecutionContext): Principal =>
  context.switchToHttp().getRequest<IdentifiedRequest>().principal ?? anonymous;

function admits(who: Allowed, by: Principal): boolean {
  const role = who.replace(NARROWING, '');
  return role === 'any-credential' || by.roles.some((held) => held === role);
}

/** Finds out who calls, and whether they may call the route. A route that names nobody admits nobody. */
@Injectable()
export class IdentityGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly verifier: IdentityVerifier,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<IdentifiedRequest>();
    request.principal ??= await this.identify(request);
    const allowed = allowedOf(this.reflector, context) ?? [];
    if (allowed.includes('public')) return true;
    if (request.principal.kind === 'anonymous') {
      throw new Problem('identity.missing', 401, 'This call requires a credential.');
    }
    const admitting = allowed.filter((who) => admits(who, request.principal!));
    if (admitting.length === 0) {
      const wanted = roles.filter((role) => allowed.some((who) => who.replace(NARROWING, '') === role));
      throw new Problem('identity.role-missing', 403, `This call requires one of the roles ${wanted.join(', ')}.`);
    }
    if (admitting.every((who) => who.startsWith('own:'))) {
      request.narrowedAt = `${context.getClass().name}.${context.getHandler().name}`;
    }
    return true;
  }

  private async identify(request: FastifyRequest): Promise<Principal> {
    const token = request.headers[IDENTITY_HEADER];
    if (token === undefined) return anonymous;
    let principal: Principal | undefined;
    try {
      principal = typeof token === 'string' ? await this.verifier.verify(token) : undefined;
    } catch {
      throw new ServiceAway('The gateway’s keys could not be fetched.');
    }
    if (!principal) throw new Problem('identity.invalid', 401, 'The identity is invalid or has expired.');
    return principal;
  }
}
