import { isURL, ValidateBy } from 'class-validator';

/** Whether an address has a user name or a password before its host: everyone who reads the address would read these. */
export const namesUser = (address: string): boolean => /^https?:\/\/[^/?#]*@/i.test(address);

/** An address of the web: http or https with both slashes, without which browsers read it as a path of the page. */
export const IsWebAddress = (): PropertyDecorator =>
  ValidateBy(
    {
      name: 'isUrl',
      validator: {
        validate: (value) =>
          typeof value === 'string' &&
          /^https?:\/\//i.test(value) &&
          !namesUser(value) &&
          isURL(value, { protocols: ['http', 'https'], require_protocol: true }),
      },
    },
    { message: '$property must be an http or https address without a user name or password' },
  );
