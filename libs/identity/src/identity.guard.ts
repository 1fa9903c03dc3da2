import {
  createParamDecorator, Inject, Injectable, SetMetadata, type CanActivate, type ExecutionContext,
} from '@nestjs/common'; // prettier-ignore
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Problem, ServiceAway } from '#problems';
import { IDENTITY_HEADER, IdentityVerifier } from './identity-token.js';
import { anonymous, hasRole, type Principal, type Role } from './principal.js';

export type Allowed = Role | 'public' | 'any-credential';

const ALLOWED = Symbol('allowed');

/** Who may call a route. `public`: everyone; `any-credential`: whoever has one. */
export const Allow = (...who: readonly Allowed[]) => SetMetadata(ALLOWED, who);

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
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(IdentityVerifier) private readonly verifier: IdentityVerifier,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<IdentifiedRequest>();
    request.principal ??= await this.identify(request);
    const allowed = allowedOf(this.reflector, context) ?? [];
    if (allowed.includes('public')) return true;
    if (request.principal.kind === 'anonymous') {
      throw new Problem('identity.missing', 401, 'This call needs a credential.');
    }
    const wanted = allowed.filter((who): who is Role => who !== 'public' && who !== 'any-credential');
    if (allowed.includes('any-credential') || hasRole(request.principal, ...wanted)) return true;
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
