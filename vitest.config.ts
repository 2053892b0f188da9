import { defineConfig } from 'vitest/config';

/** What needs no browser. */
export default defineConfig({
  test: {
    environment: 'node',
    include: ['tests/{unit,property,golden,regression}/**/*.test.ts'],
    expect: { requireAssertions: true },
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
