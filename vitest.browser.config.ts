import { readFileSync, readdirSync } from 'node:fs';
import { playwright } from '@vitest/browser-playwright';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { BROWSER_FLAGS, findBrowser } from './scripts/lib/browser.js';
import { isolationHeaders } from './scripts/vite/headers.js';

/** Folders whose Node tests run a second time, by the same file, in a browser. */
const SHARED = ['tests/unit/util', 'tests/unit/kernels', 'tests/unit/data', 'tests/unit/ml'];
const USES_NODE = /from 'node:|import\('node:/;

/** A test that reads files by Node stays with Node. */
const shared = [...SHARED, 'tests/golden'].flatMap((folder) =>
  testFiles(folder).filter((file) => !USES_NODE.test(readFileSync(file, 'utf8'))),
);

export default defineConfig({
  plugins: [svelte()],
  server: { headers: isolationHeaders },
  optimizeDeps: { exclude: ['onnxruntime-web'] },
  test: {
    include: ['tests/browser/**/*.test.ts', ...shared],
    expect: { requireAssertions: true },
    testTimeout: 60_000,
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      provider: playwright({
        launchOptions: { executablePath: findBrowser() ?? 'no browser found', args: BROWSER_FLAGS },
      }),
      instances: [{ browser: 'chromium' }],
    },
  },
});

function testFiles(folder: string): string[] {
  let entries;
  try {
    entries = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  } catch {
    return [];
  }
  return entries
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`);
}
