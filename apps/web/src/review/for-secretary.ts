import { ForbiddenException } from '@nestjs/common';
import type { Visit } from '../page/visit.js';

/** The pages of the secretariat are shown to nobody else, whatever of a practice the API shows them. */
export function forSecretary({ me }: Visit): void {
  if (!me?.roles.includes('steering')) throw new ForbiddenException();
}
