import { codes } from './code-list.js';
import { namesIn } from './names.js';

/**
 * ISO 3166-1 alpha-2: the officially assigned codes with English short names, and `XK`, a user-assigned code that the
 * EU uses for Kosovo. EU institutions also use `EL` and `UK`, which are not ISO codes: Greece is `GR`, the United
 * Kingdom `GB`. The list is written out so that it does not change with the version of Node or of a package.
 */
export const countries = codes(
  'AD', 'AE', 'AF', 'AG', 'AI', 'AL', 'AM', 'AO', 'AQ', 'AR', 'AS', 'AT', 'AU', 'AW', 'AX', 'AZ', 'BA', 'BB', 'BD', 'BE',
  'BF', 'BG', 'BH', 'BI', 'BJ', 'BL', 'BM', 'BN', 'BO', 'BQ', 'BR', 'BS', 'BT', 'BV', 'BW', 'BY', 'BZ', 'CA', 'CC', 'CD',
  'CF', 'CG', 'CH', 'CI', 'CK', 'CL', 'CM', 'CN', 'CO', 'CR', 'CU', 'CV', 'CW', 'CX', 'CY', 'CZ', 'DE', 'DJ', 'DK', 'DM',
  'DO', 'DZ', 'EC', 'EE', 'EG', 'EH', 'ER', 'ES', 'ET', 'FI', 'FJ', 'FK', 'FM', 'FO', 'FR', 'GA', 'GB', 'GD', 'GE', 'GF',
  'GG', 'GH', 'GI', 'GL', 'GM', 'GN', 'GP', 'GQ', 'GR', 'GS', 'GT', 'GU', 'GW', 'GY', 'HK', 'HM', 'HN', 'HR', 'HT', 'HU',
  'ID', 'IE', 'IL', 'IM', 'IN', 'IO', 'IQ', 'IR', 'IS', 'IT', 'JE', 'JM', 'JO', 'JP', 'KE', 'KG', 'KH', 'KI', 'KM', 'KN',
  'KP', 'KR', 'KW', 'KY', 'KZ', 'LA', 'LB', 'LC', 'LI', 'LK', 'LR', 'LS', 'LT', 'LU', 'LV', 'LY', 'MA', 'MC', 'MD', 'ME',
  'MF', 'MG', 'MH', 'MK', 'ML', 'MM', 'MN', 'MO', 'MP', 'MQ', 'MR', 'MS', 'MT', 'MU', 'MV', 'MW', 'MX', 'MY', 'MZ', 'NA',
  'NC', 'NE', 'NF', 'NG', 'NI', 'NL', 'NO', 'NP', 'NR', 'NU', 'NZ', 'OM', 'PA', 'PE', 'PF', 'PG', 'PH', 'PK', 'PL', 'PM',
  'PN', 'PR', 'PS', 'PT', 'PW', 'PY', 'QA', 'RE', 'RO', 'RS', 'RU', 'RW', 'SA', 'SB', 'SC', 'SD', 'SE', 'SG', 'SH', 'SI',
  'SJ', 'SK', 'SL', 'SM', 'SN', 'SO', 'SR', 'SS', 'ST', 'SV', 'SX', 'SY', 'SZ', 'TC', 'TD', 'TF', 'TG', 'TH', 'TJ', 'TK',
  'TL', 'TM', 'TN', 'TO', 'TR', 'TT', 'TV', 'TW', 'TZ', 'UA', 'UG', 'UM', 'US', 'UY', 'UZ', 'VA', 'VC', 'VE', 'VG', 'VI',
  'VN', 'VU', 'WF', 'WS', 'XK', 'YE', 'YT', 'ZA', 'ZM', 'ZW',
); // prettier-ignore
export type Country = (typeof countries)[number];

const countryNames = namesIn('en').names['countries']!;

/** The note that must accompany such a name. */
export const countryNotes: Readonly<Partial<Record<Country, string>>> = {
  XK: '* This designation is without prejudice to positions on status, and is in line with UNSCR 1244/1999 and the ICJ Opinion on the Kosovo declaration of independence.',
};

/** Other names for countries of the list, in capitals. */
const otherwiseCalled = new Map<string, Country>([
  ...countries.map((code): [string, Country] => [countryNames[code]!.toUpperCase(), code]),
  ...countries.map((code): [string, Country] => [code, code]),
  ['EL', 'GR'],
  ['UK', 'GB'],
  ['KOSOVO', 'XK'],
  ['XKX', 'XK'],
  ['RKS', 'XK'],
]);

/** Suggests a code for an input that is not in the list, where its meaning is clear. */
export function countryMeant(written: unknown): string | undefined {
  const code = typeof written === 'string' ? otherwiseCalled.get(written.trim().toUpperCase()) : undefined;
  if (code === undefined) return undefined;
  const note = countryNotes[code];
  return `${countryNames[code]} is ${code} here.${note ? ` ${note}` : ''}`;
}
