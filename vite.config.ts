import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { developmentHeaders, ownPolicy } from './scripts/vite/headers.js';
import { shippedPackages } from './scripts/vite/shipped.js';
import { serviceWorker } from './scripts/vite/service-worker.js';

export default defineConfig({
  base: './',
  plugins: [svelte(), serviceWorker(), ownPolicy(), shippedPackages()],
  worker: { format: 'es', plugins: () => [shippedPackages()] },
  optimizeDeps: { exclude: ['onnxruntime-web'] },
  server: { headers: developmentHeaders },
  build: {
    target: 'es2023',
    // The policy refuses data: addresses for all but images.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    // One lazily loaded chart chunk is larger, and known.
    chunkSizeWarningLimit: 1024,
    rolldownOptions: {
      checks: { pluginTimings: false },
      output: {
        // A chunk of its own, so that it runs before the chunks the entry shares with its pages.
        codeSplitting: { groups: [{ name: 'lock-down', test: /lock-down|hold-navigation/ }] },
      },
    },
  },
});
