import { createParamDecorator, Injectable, SetMetadata, type CanActivate, type ExecutionContext } from '@nestjs/common'; // prettier-ignore
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Problem, ServiceAway } from '#problems';
import { IDENTITY_HEADER, IdentityVerifier } from './identity-token.js';
import { anonymous, roles, type Principal, type Role } from './principal.js';

/**
 * `own:` means: only for what is of the own member, or of the caller; `foreign:` only for what is of others, as an assessor
 * judges no practice of the own member.
 */
export type Allowed = 'public' | 'any-credential' | Role | `own:${'any-credential' | Role}` | `foreign:${Role}`;

const ALLOWED = Symbol('allowed');

/**
 * Who may call a route: `@Allow(own('member-editor'), 'steering')`. `public`: everyone; `any-credential`: whoever has one.
 * The OpenAPI document and docs/permissions.md are made from it.
 */
export const Allow = (...who: readonly Allowed[]) => SetMetadata(ALLOWED, who);

/**
 * Narrows a role to what is its own. The guard lets the role in; what is another's only the thing itself can tell, and its
 * access rule refuses it with 403 or, where its being there is a secret, 404. What is done without asking it is undone (`own.ts`).
 */
export const own = <Who extends 'any-credential' | Role>(who: Who) => `own:${who}` as const;

/** Narrows a role to what is another's; the thing's access rule refuses what is the caller's own with 403. */
export const foreign = <Who extends Role>(who: Who) => `foreign:${who}` as const;

export const allowedOf = (reflector: Reflector, context: Pick<ExecutionContext, 'getHandler' | 'getClass'>) =>
  reflector.getAllAndOverride<readonly Allowed[] | undefined>(ALLOWED, [context.getHandler(), context.getClass()]);

const NARROWING = /^(?:own|foreign):/;

export type IdentifiedRequest = FastifyRequest & {
  principal?: Principal;
  /** The route, where it lets the caller in for what is own alone. */
  narrowedAt?: string;
};

/** The caller of the present request. */
export const By = createParamDecorator((_: unknown, context: ExecutionContext): Principal => callerOf(context));

/** The same, for decorators that take more of a request. */
export const callerOf = (context: ExecutionContext): Principal =>
  context.switchToHttp().getRequest<IdentifiedRequest>().principal ?? anonymous;

function admits(who: Allowed, by: Principal): boolean {
  const role = who.replace(NARROWING, '');
  return role === 'any-credential' || by.roles.some((held) => held === role);
}

/** Finds out who calls, and whether the route is theirs. A route that names nobody is nobody's. */
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
