import { isEmail, ValidateBy } from 'class-validator';
import { deceptive, mailAddress } from '#spelling';

const LONGEST = 254;

/** What is wrong with an e-mail address; undefined for one that can be taken. */
export function notMailAddress(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > LONGEST) {
    return `must be an e-mail address of at most ${LONGEST} characters`;
  }
  return deceptive(value) ?? (isEmail(value) && mailAddress(value) ? undefined : 'must be an e-mail address');
}

/** An e-mail address in which nothing is hidden. */
export const IsMailAddress = (): PropertyDecorator =>
  ValidateBy({
    name: 'isEmail',
    validator: {
      validate: (value) => notMailAddress(value) === undefined,
      defaultMessage: (args) => `$property ${notMailAddress(args?.value)}`,
    },
  });
