import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesBelow, inRoot, ROOT } from '../../../scripts/lib/files.js';

const ENTRIES = [
  'src/main.ts',
  ...filesBelow(inRoot('src/workers'))
    .filter((file) => file.endsWith('.worker.ts'))
    .map((file) => relative(ROOT, file)),
];

describe('the entries of the page and of every worker', () => {
  it.each(ENTRIES)('%s imports the lock-down before anything else', (file) => {
    const first = /^import .*$/m.exec(readFileSync(inRoot(file), 'utf8'))?.[0];

    expect(first).toMatch(/^import '\.\/(?:workers\/)?lock-down';$/);
  });
});
