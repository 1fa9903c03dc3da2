import { startBare } from './bare.js';
import { startOurs, startWhole } from './ours.js';
import type { Order } from './side.js';

let stop = (): Promise<void> => Promise.resolve();

async function start(order: Order): Promise<string> {
  if (order.name === 'bare') return startBare(order);
  if (order.name !== 'whole') return startOurs(order.name, order);
  const system = await startWhole(order);
  stop = () => system.stop();
  return system.gateway.url;
}

/** The process of one side: receives its order from the main program, reports where it listens, and ends with it. */
process.once('message', (order: Order) => {
  start(order).then(
    (url) => process.send?.({ url }),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
process.once('disconnect', () => void stop().finally(() => process.exit(0)));
