import { defineConfig } from 'vitest/config';

/** What takes minutes or all four places runs where `LEADBENCH_PLACES=all` asks for it. */
const LONG =
  process.env['LEADBENCH_PLACES'] === 'all'
    ? []
    : ['leaving', 'offline', 'same-bits', 'shell', 'state', 'windows', 'wrangle'].map(
        (name) => `tests/e2e/${name}.test.ts`,
      );

/** The built page in a real browser; `scripts/test.js` builds it first. One browser at a time. */
export default defineConfig({
  test: {
    environment: 'node',
    include: ['tests/e2e/**/*.test.ts'],
    exclude: LONG,
    expect: { requireAssertions: true },
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 120_000,
  },
});
