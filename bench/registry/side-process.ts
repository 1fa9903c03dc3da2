import { startOurs } from '../http/ours.js';
import type { Order } from '../http/side.js';
import { startStraightforward } from './straightforward.js';

/** The process of one side: receives its order from the main program, reports where it listens, and ends with it. */
process.once('message', (order: Order) => {
  const starting = order.name === 'bare' ? startStraightforward(order) : startOurs('practices', order);
  starting.then(
    (url) => process.send?.({ url }),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
process.once('disconnect', () => process.exit(0));
