import { isURL, ValidateBy } from 'class-validator';

type Options = NonNullable<Parameters<typeof isURL>[1]>;

/** An address of the web: http or https with both slashes, without which browsers read it as a path of the page. */
export const IsWebAddress = (message: string, options: Options = {}): PropertyDecorator =>
  ValidateBy(
    {
      name: 'isUrl',
      validator: {
        validate: (value) =>
          typeof value === 'string' &&
          /^https?:\/\//i.test(value) &&
          isURL(value, { protocols: ['http', 'https'], require_protocol: true, ...options }),
      },
    },
    { message },
  );
