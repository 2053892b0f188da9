/**
 * `npm run bench -- NAME [ARGUMENTS]` runs bench/NAME.bench.ts; without a name it lists them. The
 * last line on stdout is the result as JSON; the exit code is 1 where a limit was missed.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { ensureBench, ensureInstalled } from './lib/ensure.js';
import { inRoot } from './lib/files.js';

const ENDING = '.bench.ts';
const [name, ...args] = process.argv.slice(2);
const names = readdirSync(inRoot('bench'))
  .filter((file) => file.endsWith(ENDING))
  .map((file) => file.slice(0, -ENDING.length));

if (name === undefined) {
  for (const each of names) process.stdout.write(`${each.padEnd(12)} ${titleOf(each)}\n`);
} else if (!names.includes(name)) {
  process.stderr.write(`leadbench: no benchmark ${name}; there are ${names.join(', ')}\n`);
  process.exitCode = 2;
} else {
  await ensureInstalled();
  await ensureBench();
  /** @type {{run: (args: string[]) => Promise<{passed: boolean}>}} */
  const { run } = await import(pathToFileURL(inRoot('build', 'bench', `${name}.js`)).href);
  const result = await run(args);
  process.stdout.write(`${JSON.stringify({ bench: name, ...result })}\n`);
  process.exitCode = result.passed ? 0 : 1;
}

/** The line a benchmark's file begins with. @param {string} each */
function titleOf(each) {
  const [line] = readFileSync(inRoot('bench', each + ENDING), 'utf8').split('\n', 1);
  return line.replace('/** ', '').replace(' */', '');
}
