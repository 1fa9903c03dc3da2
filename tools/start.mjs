// `npm start`: runs everything in this very process, so that signals reach it without a shell in between.
process.argv.splice(2, 0, 'apps/embedded/src/main.js');
await import('./run.mjs');
