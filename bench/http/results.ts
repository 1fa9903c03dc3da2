import { CONNECTIONS, type Measured } from './load.js';

export const callNames = ['get', 'known', 'list', 'create'] as const;
export type CallName = (typeof callNames)[number];

export const targetNames = ['bare', 'app', 'gateway', 'whole'] as const;
export type TargetName = (typeof targetNames)[number];

/** Everything of one run. */
export interface Results {
  readonly machine: string;
  readonly seconds: number;
  readonly practices: number;
  /** Size of one practice and of a page of 20, in bytes. */
  readonly sizes: { readonly get: number; readonly list: number };
  readonly measured: Readonly<Record<CallName, Readonly<Record<TargetName, Measured>>>>;
  /** The same request over one connection. */
  readonly alone: { readonly app: Measured; readonly gateway: Measured };
}

const labels: Record<CallName, string> = {
  get: 'get one practice',
  known: 'the same, known to the reader (304)',
  list: 'list 20 of them',
  create: 'create one, with its event',
};

const appAim: Record<CallName, number> = { get: 0.6, known: 0.7, list: 0.6, create: 0.5 };
const wholeAim: Partial<Record<CallName, number>> = { get: 0.35, list: 0.4, create: 0.25 };
const GATEWAY_AIM = 0.5;
const HOP_AIM_MS = 1.5;

const isMet = (met: boolean) => (met ? 'yes' : '**no**');
const rate = (value: number) => Math.round(value).toLocaleString('en-US');
const percent = (value: number) => `${(value * 100).toFixed(0)} %`;
const ms = (value: number) => `${value.toFixed(2)} ms`;

/** The results as Markdown. */
export function asMarkdown({ machine, seconds, practices, sizes, measured, alone }: Results): string {
  const rates = callNames.map((name) => {
    const { bare, app, gateway, whole } = measured[name];
    const [toBare, toApp, wholeToBare] = [app.rate / bare.rate, gateway.rate / app.rate, whole.rate / bare.rate];
    const aimed = wholeAim[name];
    return (
      `| ${labels[name]} | ${rate(bare.rate)} | ${rate(app.rate)} | ${rate(gateway.rate)} | ${rate(whole.rate)} ` +
      `| ${percent(toBare)} | at least ${percent(appAim[name])}: ${isMet(toBare >= appAim[name])} ` +
      `| ${percent(toApp)} | at least ${percent(GATEWAY_AIM)}: ${isMet(toApp >= GATEWAY_AIM)} ` +
      `| ${percent(wholeToBare)} | ${aimed === undefined ? '' : `at least ${percent(aimed)}: ${isMet(wholeToBare >= aimed)}`} |`
    );
  });
  const times = callNames.flatMap((name) => {
    const of = measured[name];
    const row = (which: 'p50' | 'p99') =>
      `| ${labels[name]}, ${which} | ${targetNames.map((target) => ms(of[target][which])).join(' | ')} |`;
    return [row('p50'), row('p99')];
  });
  const hop = alone.gateway.p50 - alone.app.p50;
  return [
    `${machine}. ${practices} practices, each answered with ${rate(sizes.get)} bytes, a page with ${rate(sizes.list)}; ` +
      `${CONNECTIONS} connections, ${seconds} s for each number.`,
    '',
    '| answers a second | bare | app | gateway | whole | app to bare | aim | gateway to app | aim | whole to bare | aim |',
    '| --- | ---: | ---: | ---: | ---: | ---: | --- | ---: | --- | ---: | --- |',
    ...rates,
    '',
    '| time to answer | bare | app | gateway | whole |',
    '| --- | ---: | ---: | ---: | ---: |',
    ...times,
    '',
    `One connection, get one practice: app p50 ${ms(alone.app.p50)}, through the gateway ${ms(alone.gateway.p50)}; the hop costs ` +
      `**${ms(hop)}**, aim under ${HOP_AIM_MS} ms: ${isMet(hop < HOP_AIM_MS)}.`,
  ].join('\n');
}
