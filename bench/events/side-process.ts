import { openHandWritten } from './hand-written.js';
import { measure, type Order } from './measure.js';
import { openOurs } from './ours.js';
import { openRaw } from './raw.js';
import { Effects, type OpenSide, type SideName } from './side.js';

const openers: Record<SideName, OpenSide> = { raw: openRaw, handWritten: openHandWritten, ours: openOurs };

/** The process of one side: receives its order from the main program and sends progress and result. */
async function main({ name, servers, sizes }: Order): Promise<void> {
  const effects = new Effects();
  const side = await openers[name](servers, effects);
  const measured = await measure(side, effects, sizes, (line) => process.send?.({ line }));
  await side.close();
  process.send?.({ measured });
  process.disconnect();
}

process.once('message', (order: Order) => {
  main(order).catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
});
