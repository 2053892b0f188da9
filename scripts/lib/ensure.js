/**
 * What every command makes sure of first: packages installed, kernels, page and engine built from
 * the sources at hand. Uses Node's own modules only, because it runs before `npm ci`. Everything it
 * says goes to stderr. Where nothing changed it costs the reading of the sources (under 100 ms) and
 * needs no network.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fingerprint, inRoot } from './files.js';
import { withBuildLock } from './lock.js';
import { runNode, runNpm } from './run.js';

const STAMP = inRoot('build', 'stamp.json');

/** @typedef {'kernels' | 'page' | 'engine' | 'bench'} Product */

const KERNEL_SOURCES = ['assembly', 'package-lock.json'];
const SHARED_SOURCES = ['src', ...KERNEL_SOURCES];
const PAGE_SOURCES = [...SHARED_SOURCES, 'index.html', 'public', 'vite.config.ts', 'scripts/vite'];
const BENCH_SOURCES = [
  'bench',
  'src',
  'tests/unit/kernels',
  'tests/fixtures/golden-math',
  'scripts',
];
const ENGINE_SOURCES = [...SHARED_SOURCES, 'engine', 'vite.engine.config.ts'];

/** @type {Record<Product, {sources: string[], result: string, build: () => Promise<number>}>} */
const PRODUCTS = {
  kernels: { sources: KERNEL_SOURCES, result: 'build/kernels.wasm', build: buildKernels },
  page: {
    sources: PAGE_SOURCES,
    result: 'dist/sw.js',
    build: () => runNode([inRoot('node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn']),
  },
  engine: {
    sources: ENGINE_SOURCES,
    result: 'build/engine/main.js',
    build: () =>
      runNode([
        inRoot('node_modules/vite/bin/vite.js'),
        'build',
        ...['--config', 'vite.engine.config.ts', '--logLevel', 'warn'],
      ]),
  },
  bench: {
    sources: [...BENCH_SOURCES, 'vite.bench.config.ts', 'package-lock.json'],
    result: 'build/bench/page.js',
    build: () =>
      runNode([
        inRoot('node_modules/vite/bin/vite.js'),
        'build',
        ...['--config', 'vite.bench.config.ts', '--logLevel', 'warn'],
      ]),
  },
};

/**
 * Installs the packages of package-lock.json where node_modules does not hold them.
 *
 * @returns {Promise<void>}
 */
export async function ensureInstalled() {
  if (installedAsLocked()) return;
  await withBuildLock(async () => {
    if (installedAsLocked()) return;
    say('installing packages (npm ci)');
    if ((await runNpm(['ci'])) !== 0) fail('npm ci failed; see above. It needs the network once.');
  });
}

/** Builds build/kernels.wasm where its sources changed. @returns {Promise<void>} */
export const ensureKernels = () => ensureBuilt('kernels');

/** Builds dist/ where its sources changed. @returns {Promise<void>} */
export async function ensurePage() {
  await ensureKernels();
  await ensureBuilt('page');
}

/** Builds build/engine/ where its sources changed. @returns {Promise<void>} */
export async function ensureEngine() {
  await ensureKernels();
  await ensureBuilt('engine');
}

/** Builds build/bench/, and the kernels and threads it runs, where their sources changed. @returns {Promise<void>} */
export async function ensureBench() {
  await ensureEngine();
  await ensureBuilt('bench');
}

/** @param {Product} product @returns {Promise<void>} */
async function ensureBuilt(product) {
  if (isFresh(product)) return;
  await withBuildLock(async () => {
    if (isFresh(product)) return;
    const { sources, build } = PRODUCTS[product];
    const before = fingerprint(sources);
    const start = performance.now();
    if ((await build()) !== 0) fail(`building ${product} failed; see above.`);
    writeStamp({ ...readStamp(), [product]: before });
    say(`built ${product} in ${((performance.now() - start) / 1000).toFixed(1)} s`);
  });
}

/** @param {Product} product */
function isFresh(product) {
  const { sources, result } = PRODUCTS[product];
  return existsSync(inRoot(result)) && readStamp()[product] === fingerprint(sources);
}

/** @returns {Promise<number>} */
function buildKernels() {
  mkdirSync(inRoot('build'), { recursive: true });
  const asc = inRoot('node_modules/assemblyscript/bin/asc.js');
  return runNode([asc, '--config', 'assembly/asconfig.json']);
}

/**
 * Compares what npm noted in node_modules with package-lock.json by name and version, not by time,
 * so that a checkout that merely touched the lock file needs no network. Packages for other systems
 * are optional and may be absent.
 */
function installedAsLocked() {
  const notes = inRoot('node_modules', '.package-lock.json');
  if (!existsSync(notes)) return false;
  const locked = readPackages(inRoot('package-lock.json'));
  const installed = readPackages(notes);
  return Object.entries(locked).every(([path, entry]) => {
    if (path === '') return true;
    const found = installed[path];
    return found === undefined ? entry.optional === true : found.version === entry.version;
  });
}

/**
 * @param {string} file
 * @returns {Record<string, {version?: string, optional?: boolean}>}
 */
function readPackages(file) {
  /** @type {{packages: Record<string, {version?: string, optional?: boolean}>}} */
  const lock = JSON.parse(readFileSync(file, 'utf8'));
  return lock.packages;
}

/** @returns {Partial<Record<Product, string>>} */
function readStamp() {
  try {
    /** @type {Partial<Record<Product, string>>} */
    const stamp = JSON.parse(readFileSync(STAMP, 'utf8'));
    return stamp;
  } catch {
    return {};
  }
}

/** @param {Partial<Record<Product, string>>} stamp */
function writeStamp(stamp) {
  const next = `${STAMP}.${process.pid}`;
  writeFileSync(next, `${JSON.stringify(stamp, null, 2)}\n`);
  renameSync(next, STAMP);
}

/** @param {string} text */
function say(text) {
  process.stderr.write(`leadbench: ${text}\n`);
}

/** @param {string} text @returns {never} */
function fail(text) {
  say(text);
  process.exit(1);
}
