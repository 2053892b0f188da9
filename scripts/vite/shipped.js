import { mkdirSync, writeFileSync } from 'node:fs';
import { inRoot } from '../lib/files.js';
import { packageOf } from '../lib/licences.js';

/** @type {Set<string>} of the page and of each worker, which Vite bundles apart */
const found = new Set();

/**
 * The Vite plugin that writes down which packages' code a build contains, in build/shipped.json, for
 * the check of NOTICE. For the page and for its workers.
 *
 * @returns {import('vite').Plugin}
 */
export function shippedPackages() {
  return {
    name: 'leadbench-shipped-packages',
    apply: 'build',
    generateBundle(_, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue;
        for (const [id, { renderedLength }] of Object.entries(chunk.modules)) {
          const name = packageOf(id.split('?')[0] ?? id);
          if (name !== null && renderedLength > 0) found.add(name);
        }
      }
      mkdirSync(inRoot('build'), { recursive: true });
      writeFileSync(inRoot('build/shipped.json'), JSON.stringify([...found].sort(), null, 2));
    },
  };
}
