// `npm start`: keeps the system running from this process, so that signals reach it without a shell in between.
process.argv.splice(2, 0, 'tools/start/main.js');
await import('./run.mjs');
