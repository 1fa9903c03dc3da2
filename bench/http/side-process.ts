import { startBare } from './bare.js';
import { startOurs } from './ours.js';
import type { Order } from './side.js';

/** The process of one side: receives its order from the main program, reports where it listens, and ends with it. */
process.once('message', (order: Order) => {
  const starting = order.name === 'bare' ? startBare(order) : startOurs(order.name, order);
  starting.then(
    (url) => process.send?.({ url }),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
process.once('disconnect', () => process.exit(0));
