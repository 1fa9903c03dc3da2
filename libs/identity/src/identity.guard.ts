import { createParamDecorator, Injectable, SetMetadata, type CanActivate, type ExecutionContext } from '@nestjs/common'; // prettier-ignore
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Problem, ServiceAway } from '#problems';
import { IDENTITY_HEADER, IdentityVerifier } from './identity-token.js';
import { anonymous, hasRole, roles, type Principal, type Role } from './principal.js';

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
 * access rule refuses it with 403 or, where its being there is a secret, 404.
 */
export const own = <Who extends 'any-credential' | Role>(who: Who) => `own:${who}` as const;

/** Narrows a role to what is another's; the thing's access rule refuses what is the caller's own with 403. */
export const foreign = <Who extends Role>(who: Who) => `foreign:${who}` as const;

export const allowedOf = (reflector: Reflector, context: Pick<ExecutionContext, 'getHandler' | 'getClass'>) =>
  reflector.getAllAndOverride<readonly Allowed[] | undefined>(ALLOWED, [context.getHandler(), context.getClass()]);

type IdentifiedRequest = FastifyRequest & { principal?: Principal };

/** The caller of the present request. */
export const By = createParamDecorator(
  (_: unknown, context: ExecutionContext): Principal =>
    context.switchToHttp().getRequest<IdentifiedRequest>().principal ?? anonymous,
);

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
      throw new Problem('identity.missing', 401, 'This call needs a credential.');
    }
    const callers = allowed.map((who) => who.replace(/^(?:own|foreign):/, ''));
    const wanted = roles.filter((role) => callers.includes(role));
    if (callers.includes('any-credential') || hasRole(request.principal, ...wanted)) return true;
    throw new Problem('identity.role-missing', 403, `This call needs one of the roles ${wanted.join(', ')}.`);
  }

  private async identify(request: FastifyRequest): Promise<Principal> {
    const token = request.headers[IDENTITY_HEADER];
    if (token === undefined) return anonymous;
    let principal: Principal | undefined;
    try {
      principal = typeof token === 'string' ? await this.verifier.verify(token) : undefined;
    } catch {
      throw new ServiceAway('The gateway cannot be asked for its keys.');
    }
    if (!principal) throw new Problem('identity.invalid', 401, 'The identity is not valid or has expired.');
    return principal;
  }
}
