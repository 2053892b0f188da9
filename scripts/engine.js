/**
 * `npm run -s engine -- JOB …`: the page's engine in this terminal. stdout is the job's JSON alone;
 * the exit code is the job's.
 */
import { pathToFileURL } from 'node:url';
import { ensureEngine, ensureInstalled } from './lib/ensure.js';
import { inRoot } from './lib/files.js';

await ensureInstalled();
await ensureEngine();
const main = inRoot('build', 'engine', 'main.js');
process.argv = [process.execPath, main, ...process.argv.slice(2)];
await import(pathToFileURL(main).href);
