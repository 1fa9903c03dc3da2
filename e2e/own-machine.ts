/** Processor time that measures the machine's speed. */
const WORK_MS = 300;

/** The share of a core that a busy process gets now: 1 on an otherwise idle machine. */
export function shareOfACore(): number {
  const [begun, used] = [performance.now(), process.cpuUsage()];
  const worked = () => process.cpuUsage(used).user / 1000;
  while (worked() < WORK_MS);
  return worked() / (performance.now() - begun);
}
