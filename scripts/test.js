/**
 * `npm test`: what needs no browser first, then the same modules in a browser, then the built page.
 * Arguments go to vitest and filter. The last line on stdout is the sum of all runs.
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { findOrInstallBrowser } from './lib/browser.js';
import { ensureEngine, ensureInstalled, ensureKernels, ensurePage } from './lib/ensure.js';
import { inRoot } from './lib/files.js';
import { runNode } from './lib/run.js';

const NO_BROWSER =
  'leadbench: no browser found: install Chrome, Chromium or Edge, or set CHROME_PATH to one\n';

/** @typedef {{passed: number, failed: number, skipped: number}} Counts */

const filters = process.argv.slice(2);
const total = { passed: 0, failed: 0, skipped: 0 };

await ensureInstalled();
await ensureKernels();
if (existsSync(inRoot('engine/main.ts'))) await ensureEngine();
add(await run('node', 'vitest.config.ts'));
const browser = await findOrInstallBrowser();
if (browser === null) {
  process.stderr.write(NO_BROWSER);
  total.failed++;
} else {
  process.env.CHROME_PATH = browser;
  add(await run('browser', 'vitest.browser.config.ts'));
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

/** @param {Counts} counts */
function add(counts) {
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped;
}
