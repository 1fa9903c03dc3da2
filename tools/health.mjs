// `node tools/health.mjs <live|ready>`: exits with 0 when this container's app answers yes. The image has no curl.
const [state = 'live'] = process.argv.slice(2);
const url = `http://127.0.0.1:${process.env.PORT ?? '8080'}/health/${state}`;
try {
  const answer = await fetch(url, { signal: AbortSignal.timeout(3_000) });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
} catch (error) {
  console.error(`${url}: ${error.message}`);
  process.exitCode = 1;
}
