import { NotUnderstood, run, usage } from './commands.js';

/** `npm run ops -- <command>`: what an operator can do with a running system. */
run(process.argv.slice(2), { env: process.env, print: (text) => console.log(text) }).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  if (error instanceof NotUnderstood) console.error(usage);
  process.exitCode = error instanceof NotUnderstood ? 2 : 1;
});
