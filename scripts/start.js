/**
 * `npm start`: builds what changed and serves the page until it is stopped. Prints one line on
 * stdout, when the page can be opened; everything else goes to stderr. PORT names the first port to
 * try.
 */
import { ensureInstalled, ensurePage } from './lib/ensure.js';
import { serve } from './lib/serve.js';

const DEFAULT_PORT = 4173;

await ensureInstalled();
await ensurePage();
const { url, close } = await serve({ port: Number(process.env.PORT ?? DEFAULT_PORT) });
process.stdout.write(`Leadbench: ${url}\n`);
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => void close().then(() => process.exit(0)));
}
