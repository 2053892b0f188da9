import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Folder of real public data beside the repository, or null where it is absent; tests on it then skip. */
export function sharedData(): string | null {
  const folder = process.env['LEADBENCH_SHARED'] ?? join(root, '..', 'shared');
  const data = join(folder, 'data');
  return existsSync(data) ? data : null;
}
