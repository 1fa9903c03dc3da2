import { SettingsOf } from '#config';

const [LEAST, MOST] = [1, 300];

/** A whole number of seconds; undefined: none that a connection bears. */
function secondsIn(text: string): number | undefined {
  const seconds = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  return seconds >= LEAST && seconds <= MOST ? seconds : undefined;
}

export const streamSettings = new SettingsOf((read) => ({
  /** Seconds between two signs of life of a stream in which nothing happens: fewer than a proxy takes for an end. */
  heartbeat: read.value('LRA_STREAM_HEARTBEAT', 15, secondsIn, `a number of seconds from ${LEAST} to ${MOST}`),
}));
