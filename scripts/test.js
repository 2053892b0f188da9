/**
 * `npm test`: what needs no browser first, then the same modules in a browser, then the built page in
 * Chromium and in Firefox.
 * Arguments go to vitest and filter. The last line on stdout is the sum of all runs.
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { findOrInstallBrowser } from './lib/browser.js';
import { ensureEngine, ensureInstalled, ensureKernels, ensurePage } from './lib/ensure.js';
import { inRoot } from './lib/files.js';
import { runNode } from './lib/run.js';

const NO_CHROMIUM =
  'leadbench: no browser found: install Chrome, Chromium or Edge, or set CHROME_PATH to one\n';
const NO_FIREFOX =
  'leadbench: no Firefox found: install Firefox or Firefox ESR, or set FIREFOX_PATH to one\n';

/** @typedef {{passed: number, failed: number, skipped: number}} Counts */

const filters = process.argv.slice(2);
const total = { passed: 0, failed: 0, skipped: 0 };

await ensureInstalled();
await ensureKernels();
if (existsSync(inRoot('engine/main.ts'))) await ensureEngine();
add(await run('node', 'vitest.config.ts'));
const chromium = await findOrInstallBrowser('chromium');
const firefox = await findOrInstallBrowser('firefox');
if (chromium === null) miss(NO_CHROMIUM);
else {
  process.env.CHROME_PATH = chromium;
  add(await run('browser', 'vitest.browser.config.ts'));
}
if (firefox === null) miss(NO_FIREFOX);
else process.env.FIREFOX_PATH = firefox;
if (chromium !== null && firefox !== null) {
  await ensurePage();
  add(await run('e2e', 'vitest.e2e.config.ts'));
}
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
process.stdout.write(`${total.passed} passed, ${total.failed} failed${skipped}\n`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);

/**
 * @param {string} name
 * @param {string} config
 * @returns {Promise<Counts>}
 */
async function run(name, config) {
  const report = inRoot('build', `tests-${name}.json`);
  rmSync(report, { force: true });
  mkdirSync(inRoot('build'), { recursive: true });
  process.stdout.write(`== ${name}\n`);
  const code = await runNode(
    [
      ...[inRoot('node_modules/vitest/vitest.mjs'), 'run', '--config', config],
      ...['--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
      ...['--passWithNoTests', ...filters],
    ],
    { inherit: true },
  );
  const counts = readCounts(report, code);
  // An error outside any test, or a runner that died, has no failed test to its name.
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  return counts;
}

/**
 * @param {string} report
 * @param {number} code the runner's
 * @returns {Counts}
 */
function readCounts(report, code) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  // Without a matching test vitest writes no report and ends with 0.
  if (!existsSync(report)) return { ...counts, failed: code === 0 ? 0 : 1 };
  /** @type {{testResults: {status: string, assertionResults: {status: string}[]}[]}} */
  const { testResults } = JSON.parse(readFileSync(report, 'utf8'));
  for (const file of testResults) {
    const before = counts.failed;
    for (const { status } of file.assertionResults) {
      if (status === 'passed') counts.passed++;
      else if (status === 'failed') counts.failed++;
      else counts.skipped++;
    }
    if (file.status === 'failed' && counts.failed === before) counts.failed++;
  }
  return counts;
}

/** A browser that cannot be had is a failure, for what it would have shown is not shown. @param {string} sentence */
function miss(sentence) {
  process.stderr.write(sentence);
  total.failed++;
}

/** @param {Counts} counts */
function add(counts) {
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped;
}
