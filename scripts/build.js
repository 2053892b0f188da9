/** `npm run build`: the page into dist/, ready for any static host and any sub-path. */
import { ensureInstalled, ensurePage } from './lib/ensure.js';

await ensureInstalled();
await ensurePage();
process.stderr.write('leadbench: dist/ is up to date\n');
