import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root folder. */
export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** @param {string[]} parts @returns {string} an absolute path below the root */
export const inRoot = (...parts) => join(ROOT, ...parts);

/**
 * Every file below a folder (or the file itself), sorted, as absolute paths; none where the path
 * does not exist.
 *
 * @param {string} path
 * @returns {string[]}
 */
export function filesBelow(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .flatMap((entry) => {
      const child = join(path, entry.name);
      return entry.isDirectory() ? filesBelow(child) : [child];
    })
    .sort();
}

/**
 * SHA-256 over names and bytes of the named files and folders. Bytes, not times: a checkout or a
 * copy keeps what was built from the same sources.
 *
 * @param {string[]} paths relative to the root
 * @returns {string} hexadecimal
 */
export function fingerprint(paths) {
  const hash = createHash('sha256');
  for (const file of paths.flatMap((path) => filesBelow(inRoot(path)))) {
    hash.update(file.slice(ROOT.length).replaceAll('\\', '/'));
    hash.update('\0');
    hash.update(readFileSync(file));
    hash.update('\0');
  }
  return hash.digest('hex');
}
