import { readdirSync } from 'node:fs';
import { defineConfig } from 'vite';

/** Thread entries stand beside main.ts and become build/engine/<name>.worker.js. */
const threads = readdirSync('engine').filter((name) => name.endsWith('.worker.ts'));

/** The engine for a terminal: the page's own modules bundled for Node into build/engine/. */
export default defineConfig({
  publicDir: false,
  build: {
    ssr: true,
    outDir: 'build/engine',
    target: 'node20',
    minify: false,
    sourcemap: true,
    rolldownOptions: {
      input: Object.fromEntries(
        ['main.ts', ...threads].map((name) => [name.replace(/\.ts$/, ''), `engine/${name}`]),
      ),
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
});
