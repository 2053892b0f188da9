import { playwright } from '@vitest/browser-playwright';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { BROWSER_FLAGS, findBrowser } from './scripts/lib/browser.js';
import { isolationHeaders } from './scripts/vite/headers.js';
import { testsForBrowser } from './scripts/vite/runs-in-browser.js';

/** Folders whose Node tests run a second time, by the same file, in a browser. */
const UNITS = ['tests/unit/util', 'tests/unit/kernels', 'tests/unit/data', 'tests/unit/ml'];
const SHARED = [...UNITS, 'tests/golden'];

export default defineConfig({
  plugins: [svelte()],
  server: { headers: isolationHeaders },
  optimizeDeps: { exclude: ['onnxruntime-web'] },
  test: {
    include: ['tests/browser/**/*.test.ts', ...SHARED.flatMap(testsForBrowser)],
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
