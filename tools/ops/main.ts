import { buffer } from 'node:stream/consumers';
import { NotUnderstood, run, usage } from './commands.js';

const piped = async () => new Uint8Array(await buffer(process.stdin));

/** `npm run ops -- <command>`: what an operator can do with a running system. */
run(process.argv.slice(2), { env: process.env, print: (text) => console.log(text), piped }).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  if (error instanceof NotUnderstood) console.error(usage);
  process.exitCode = error instanceof NotUnderstood ? 2 : 1;
});
