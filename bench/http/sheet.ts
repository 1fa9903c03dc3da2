import { completeSheet } from '../../apps/practices/src/practice/practice.example.js';

/** Approximate size of one practice in a response, in bytes. */
const BYTES = 4_000;
/** Size of the response without the prose that fills it up. */
const FRAME = 1_750;

const words = 'Language courses in the evening, with care for the children of those who learn. ';

/** A complete fact sheet that can be published; its response has four kilobytes. */
export function sheet(n: number): Record<string, unknown> {
  const prose = (share: number) => ({ en: words.repeat(60).slice(0, Math.round((BYTES - FRAME) * share)) });
  return {
    ...completeSheet(),
    title: { it: `Vivere in Italia ${n}`, en: `Live in Italy ${n}` },
    context: prose(0.4),
    challenges: prose(0.3),
    outcomes: prose(0.3),
  };
}
