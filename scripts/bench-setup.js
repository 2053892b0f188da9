/**
 * `npm run bench:setup`: what benchmarks compare with. A Python environment in build/peers/ at the
 * versions of bench/peers/requirements.txt (PYTHON names another Python than python3), and JavaScript
 * packages in build/peers-js/ at those of bench/peers/package.json.
 */
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { inRoot } from './lib/files.js';
import { runCommand, runNpm } from './lib/run.js';

const FOLDER = inRoot('build', 'peers');
const WANTED = inRoot('bench', 'peers', 'requirements.txt');
const INSTALLED = inRoot('build', 'peers', 'requirements.txt');
const PYTHON =
  process.platform === 'win32'
    ? inRoot('build', 'peers', 'Scripts', 'python.exe')
    : inRoot('build', 'peers', 'bin', 'python');

const WANTED_JS = inRoot('bench', 'peers', 'package.json');
const FOLDER_JS = inRoot('build', 'peers-js');
const INSTALLED_JS = inRoot('build', 'peers-js', 'package.json');

if (!isSame(WANTED_JS, INSTALLED_JS)) {
  mkdirSync(FOLDER_JS, { recursive: true });
  copyFileSync(WANTED_JS, INSTALLED_JS);
  const code = await runNpm(['install', '--prefix', FOLDER_JS, '--no-package-lock', '--no-audit']);
  if (code !== 0) {
    rmSync(INSTALLED_JS);
    fail('npm install');
  }
}
if (!existsSync(PYTHON) || !isSame(WANTED, INSTALLED)) {
  const python = process.env.PYTHON ?? (process.platform === 'win32' ? 'python' : 'python3');
  await step(python, ['-m', 'venv', FOLDER]);
  await step(PYTHON, ['-m', 'pip', 'install', '--disable-pip-version-check', '-q', '-r', WANTED]);
  copyFileSync(WANTED, INSTALLED);
}
process.stdout.write(`${PYTHON}\n`);

/** Whether two files hold the same; not where one is absent. @param {string} a @param {string} b */
function isSame(a, b) {
  return existsSync(a) && existsSync(b) && readFileSync(a, 'utf8') === readFileSync(b, 'utf8');
}

/** @param {string} command @param {string[]} args */
async function step(command, args) {
  if ((await runCommand(command, args)) !== 0) fail(`${command} ${args.join(' ')}`);
}

/** @param {string} what */
function fail(what) {
  process.stderr.write(`leadbench: ${what} failed; see above.\n`);
  process.exit(1);
}
