import type { IncomingMessage } from 'node:http';
import { readFile, stat } from 'node:fs/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { inRoot } from '../../scripts/lib/files.js';
import { untilKept, visit, type Visit } from './harness';
import { PLACES } from './places';

const SHELL = /shell:\s*(\[[^\]]*\])/;
const LIMIT = 1024 * 1024;

describe('the shell', () => {
  it('has at most 1 MB', async () => {
    const sizes = await Promise.all(
      (await shellOf()).map(async (path) => (await stat(inRoot('dist', path))).size),
    );
    const bytes = sizes.reduce((sum, size) => sum + size, 0);

    console.log(`shell: ${sizes.length} files, ${bytes} bytes`);
    expect(bytes).toBeLessThan(LIMIT);
  });
});

describe.each(PLACES)('a first visit in $name', ({ browser, headers, base }) => {
  let visited: Visit;

  afterEach(() => visited.close());

  it('fetches the shell alone until the page is controlled, and the rest after it', async () => {
    const asked: string[] = [];
    const onRequest = ({ url = '' }: IncomingMessage): void => {
      asked.push(url.slice(base.length) || 'index.html');
    };

    visited = await visit({ browser, headers, base, onRequest });
    await untilKept(visited.page);

    const shell = await shellOf();
    const files = asked.filter((path) => path !== 'sw.js' && path !== 'favicon.ico');
    const first = files.findIndex((path) => !shell.includes(path));
    expect(first).toBeGreaterThan(0);
    expect(new Set(files.slice(0, first))).toEqual(new Set(shell));
  });
});

async function shellOf(): Promise<string[]> {
  const list = SHELL.exec(await readFile(inRoot('dist', 'sw.js'), 'utf8'))?.[1];
  return JSON.parse((list ?? '[]').replaceAll('`', '"')) as string[];
}
