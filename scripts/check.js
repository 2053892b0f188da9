/**
 * `npm run check`: everything that needs no test run. Each step is printed with its seconds; a
 * failed one makes the exit code 1, and the rest still run.
 */
import { existsSync } from 'node:fs';
import { ensureInstalled, ensureKernels } from './lib/ensure.js';
import { inRoot } from './lib/files.js';
import { runNode } from './lib/run.js';

/** @param {string} path below node_modules */
const tool = (path) => inRoot('node_modules', path);

const TSC = tool('@typescript/native/bin/tsc');

/** @type {[string, string[]][]} */
const STEPS = [
  ['types', [tool('svelte-check/bin/svelte-check'), '--tsgo', '--fail-on-warnings']],
  ['types without DOM', [TSC, '-p', 'tsconfig.lower.json']],
  ['types of the service worker', [TSC, '-p', 'src/sw/tsconfig.json']],
  ['lint', [tool('eslint/bin/eslint.js'), '--max-warnings', '0', '.']],
  [
    'format',
    [
      ...[tool('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'],
      ...['--cache', '--cache-strategy', 'content', '--cache-location', 'build/prettier-cache'],
    ],
  ],
  ['licences', [inRoot('scripts/licences.js')]],
  ['dead code', [tool('knip/bin/knip.js'), '--no-progress']],
  [
    'layers',
    [
      tool('dependency-cruiser/bin/dependency-cruise.mjs'),
      ...['--config', '.dependency-cruiser.cjs'],
      ...['src', 'engine', 'bench', 'tests'].filter((folder) => existsSync(inRoot(folder))),
    ],
  ],
];

await ensureInstalled();
await ensureKernels();
let failed = 0;
for (const [name, args] of STEPS) {
  const start = performance.now();
  const code = await runNode(args, { inherit: true });
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  if (code !== 0) failed++;
  process.stdout.write(`${code === 0 ? 'ok' : 'FAILED'}  ${name}  ${seconds} s\n`);
}
process.exit(failed === 0 ? 0 : 1);
