import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Gzipped, each file alone, as a host sends them. */
const LIMIT_BYTES = 60_000;

/**
 * What is loaded before the first paint.
 *
 * @typedef {object} Shell
 * @property {string[]} entry files every visit loads
 * @property {string[]} languages one of these with them
 */

/**
 * Prints the bytes of the first paint, its largest language counted, and fails the build over the
 * limit. Fonts are not in it: text is drawn without them.
 *
 * @param {string} outDir
 * @param {Shell} shell
 */
export function checkShellSize(outDir, { entry, languages }) {
  /** @param {string} path */
  const size = (path) => gzipSync(readFileSync(join(outDir, path))).length;
  const own = entry.reduce((sum, path) => sum + size(path), 0);
  const bytes = own + Math.max(...languages.map(size));
  const kb = (/** @type {number} */ value) => (value / 1000).toFixed(1);
  const text = `shell ${kb(bytes)} KB gzipped of ${kb(LIMIT_BYTES)} KB allowed`;
  if (bytes > LIMIT_BYTES) throw new Error(text);
  process.stderr.write(`leadbench: ${text}\n`);
}
