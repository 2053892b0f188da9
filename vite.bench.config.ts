import { readdirSync } from 'node:fs';
import { defineConfig } from 'vite';

const files = readdirSync('bench').filter((name) => name.endsWith('.bench.ts'));

/**
 * Benchmarks bundled for Node into build/bench/, so that what is timed is what an engine runs and not
 * what a loader makes of it. That folder is as deep as scripts/lib, whose files find the root by it.
 */
export default defineConfig({
  publicDir: false,
  build: {
    ssr: true,
    outDir: 'build/bench',
    target: 'node20',
    minify: false,
    rolldownOptions: {
      input: Object.fromEntries(
        files.map((name) => [name.replace(/\.bench\.ts$/, ''), `bench/${name}`]),
      ),
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
});
