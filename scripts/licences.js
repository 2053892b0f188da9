/**
 * `node scripts/licences.js`, a step of `npm run check`: every package of the lock file has a licence
 * we take, every runtime one a reason, and NOTICE names whatever the last build put into the page.
 */
import { existsSync, readFileSync } from 'node:fs';
import { inRoot } from './lib/files.js';
import { checkLock, checkNotice } from './lib/licences.js';

/** @param {string} path */
const read = (path) => readFileSync(inRoot(path), 'utf8');

const SHIPPED = 'build/shipped.json';
const faults = [
  ...checkLock(
    JSON.parse(read('package-lock.json')),
    JSON.parse(read('scripts/dependencies.json')),
  ),
  ...(existsSync(inRoot(SHIPPED)) ? checkNotice(JSON.parse(read(SHIPPED)), read('NOTICE')) : []),
];
for (const fault of faults) process.stderr.write(`${fault}\n`);
process.exit(faults.length === 0 ? 0 : 1);
