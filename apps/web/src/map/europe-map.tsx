import { readFileSync } from 'node:fs';
import { asset } from '../page/assets.js';
import type { Visit } from '../page/visit.js';

interface Place {
  readonly centre: readonly [number, number];
  readonly size: number;
}

/** Where each country lies on the map (made by tools/web/europe.mjs); its outline is in the asset `europe.svg`. */
const europe = JSON.parse(readFileSync(new URL('europe.json', import.meta.url), 'utf8')) as {
  readonly width: number;
  readonly height: number;
  readonly countries: Readonly<Record<string, Place>>;
};

/** Countries on the map: those of the network, and around it. */
export const mapCountries: readonly string[] = Object.keys(europe.countries);

/** What is narrower than this is shown as a dot: it could neither be seen nor hit. */
const DOT_BELOW = 14;

const SHADES = 5;

/** The least count of each shade up to the largest count: steps of equal proportion, as few as there are counts. */
export const shadesTo = (largest: number): number[] => [
  ...new Set(Array.from({ length: SHADES }, (_, n) => Math.round(largest ** (n / SHADES)))),
];

/** Counts by country. Every country is a link with a name, so the map can be read aloud and walked through by keyboard. */
export function EuropeMap({
  visit,
  counts,
  to,
  of = 'practices',
  isPlain = false,
}: {
  visit: Visit;
  counts: ReadonlyMap<string, number>;
  /** Address of what is counted in a country. */
  to: (country: string) => string;
  /** What is counted. */
  of?: 'practices' | 'members';
  /** Shows where something lies: there is nothing to compare. */
  isPlain?: boolean;
}) {
  const { words, t } = visit;
  const all = Object.entries(europe.countries);
  const nameOf = (code: string) => words.code('countries', code);
  const labelOf = (code: string) =>
    isPlain ? nameOf(code) : t(`map.${of}.country`, { country: nameOf(code), count: counts.get(code) ?? 0 });
  const named = all
    .filter(([code]) => (counts.get(code) ?? 0) > 0)
    .sort(([a], [b]) => nameOf(a).localeCompare(nameOf(b), visit.lang));
  const largest = Math.max(1, ...counts.values());
  const steps = shadesTo(largest);
  // The fewer there are, the further apart; the darkest is always used.
  const gap = (SHADES - 1) / Math.max(1, steps.length - 1);
  const shadeOf = (count: number) => Math.round(SHADES - gap * steps.filter((step) => count < step).length);
  return (
    <figure class={isPlain ? 'map plain' : 'map'}>
      <svg viewBox={`0 0 ${europe.width} ${europe.height}`} role="group" aria-label={t(`map.${of}.label`)}>
        <g class="land" aria-hidden="true">
          {all
            .filter(([code, { size }]) => !counts.get(code) && size >= DOT_BELOW)
            .map(([code, place]) => shape(code, place))}
        </g>
        {named.map(([code, place]) => (
          <a href={to(code)} class={`shade-${shadeOf(counts.get(code) ?? 0)}`} aria-label={labelOf(code)}>
            <title>{labelOf(code)}</title>
            {shape(code, place)}
          </a>
        ))}
      </svg>
      <figcaption>
        {!isPlain && (
          <ul class="legend">
            <li>
              <svg class="none" viewBox="0 0 20 14" aria-hidden="true">
                <rect width="20" height="14" />
              </svg>{' '}
              {t('map.none')}
            </li>
            {steps.map((step, index) => (
              <li>
                <svg class={`shade-${shadeOf(step)}`} viewBox="0 0 20 14" aria-hidden="true">
                  <rect width="20" height="14" />
                </svg>{' '}
                {rangeOf(step, (steps[index + 1] ?? largest + 1) - 1, visit)}
              </li>
            ))}
          </ul>
        )}
        <p class="small quiet">{t('map.source')}</p>
      </figcaption>
    </figure>
  );
}

const rangeOf = (from: number, to: number, { words }: Visit): string =>
  from === to ? words.number(from) : `${words.number(from)}–${words.number(to)}`;

const shape = (code: string, { centre: [x, y], size }: Place) =>
  size < DOT_BELOW ? <circle cx={x} cy={y} r="7" /> : <use href={`${asset('europe.svg')}#${code}`} />;
