import { isEmail, ValidateBy } from 'class-validator';
import { deceptive, mailAddress } from '#spelling';

const LONGEST = 254;

/** The error of an e-mail address; undefined for an acceptable one. */
export function notMailAddress(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > LONGEST) {
    return `must be an e-mail address of at most ${LONGEST} characters`;
  }
  return deceptive(value) ?? (isEmail(value) && mailAddress(value) ? undefined : 'must be an e-mail address');
}

/** An e-mail address without hidden characters. */
export const IsMailAddress = (): PropertyDecorator =>
  ValidateBy({
    name: 'isEmail',
    validator: {
      validate: (value) => notMailAddress(value) === undefined,
      defaultMessage: (args) => `$property ${notMailAddress(args?.value)}`,
    },
  });
