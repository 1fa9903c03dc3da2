// `npm run start:app -- <app>`: one app alone, in this process.
const [app] = process.argv.slice(2);
const names = ['gateway', 'practices', 'network', 'notifications', 'web'];
if (!names.includes(app)) {
  console.error(`Name the app to start: npm run start:app -- <${names.join('|')}>`);
  process.exit(1);
}
process.argv.splice(2, 1, `apps/${app}/src/main.js`);
await import('./run.mjs');
