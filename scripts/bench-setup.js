/**
 * `npm run bench:setup`: a Python environment in build/peers/ with the peers that benchmarks compare
 * with, at the versions of bench/peers/requirements.txt. PYTHON names another Python than python3.
 */
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { inRoot } from './lib/files.js';
import { runCommand } from './lib/run.js';

const FOLDER = inRoot('build', 'peers');
const WANTED = inRoot('bench', 'peers', 'requirements.txt');
const INSTALLED = inRoot('build', 'peers', 'requirements.txt');
const PYTHON =
  process.platform === 'win32'
    ? inRoot('build', 'peers', 'Scripts', 'python.exe')
    : inRoot('build', 'peers', 'bin', 'python');

if (!isReady()) {
  const python = process.env.PYTHON ?? (process.platform === 'win32' ? 'python' : 'python3');
  await step(python, ['-m', 'venv', FOLDER]);
  await step(PYTHON, ['-m', 'pip', 'install', '--disable-pip-version-check', '-q', '-r', WANTED]);
  copyFileSync(WANTED, INSTALLED);
}
process.stdout.write(`${PYTHON}\n`);

function isReady() {
  if (!existsSync(PYTHON) || !existsSync(INSTALLED)) return false;
  return readFileSync(WANTED, 'utf8') === readFileSync(INSTALLED, 'utf8');
}

/** @param {string} command @param {string[]} args */
async function step(command, args) {
  const code = await runCommand(command, args);
  if (code === 0) return;
  process.stderr.write(`leadbench: ${command} ${args.join(' ')} failed; see above.\n`);
  process.exit(1);
}
