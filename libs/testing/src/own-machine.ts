/** Processor time that measures the machine's speed. */
const WORK_MS = 300;

/** The share of a core that a busy process gets now: 1 on an otherwise idle machine. */
export function shareOfACore(): number {
  const [begun, used] = [performance.now(), process.cpuUsage()];
  const worked = () => process.cpuUsage(used).user / 1000;
  while (worked() < WORK_MS);
  return worked() / (performance.now() - begun);
}

/** How long something takes, in milliseconds of an otherwise idle machine, however loaded this one is. */
export async function ownTimeOf(work: () => Promise<unknown>): Promise<number> {
  const before = shareOfACore();
  const begun = performance.now();
  await work();
  const time = performance.now() - begun;
  return time * Math.min(before, shareOfACore());
}
