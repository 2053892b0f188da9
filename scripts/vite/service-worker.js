/**
 * The Vite plugin that finishes a build: policy and build name into index.html, the manifest of
 * every emitted file into sw.js.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { build } from 'vite';
import { filesBelow, inRoot } from '../lib/files.js';
import { allHeaders, policy } from './headers.js';
import { checkShellSize } from './shell-size.js';

const INDEX = 'index.html';
/** The letters of both languages; other subsets follow when a page needs them. */
const SHELL_FONT = /-latin-(?!ext).*\.woff2$/;
const META = '<meta charset="utf-8" />';

/** A language's messages, as the module that a page loads. */
const LANGUAGE = /\/src\/i18n\/(en|id)\.ts$/;

/** @typedef {import('../../src/sw/manifest').Manifest} Manifest */
/** @typedef {import('./shell-size.js').Shell} Shell */

/** @returns {import('vite').Plugin} */
export function serviceWorker() {
  let outDir = '';
  /** @type {Shell | null} null until a bundle was made: a failed build is closed too */
  let shell = null;
  return {
    name: 'leadbench-service-worker',
    apply: 'build',
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir);
    },
    generateBundle(_, bundle) {
      shell = shellOf(bundle);
    },
    async closeBundle(error) {
      if (error !== undefined || shell === null) return;
      const manifest = finish(outDir, [...shell.entry, ...shell.languages]);
      checkShellSize(outDir, { ...shell, entry: [INDEX, ...shell.entry] });
      writeFileSync(join(outDir, 'sw.js'), await bundleWorker(manifest));
    },
  };
}

/**
 * The entry's chunk, what it imports at once, their style sheets, and the languages it chooses from with what
 * they import.
 *
 * @param {import('vite').Rolldown.OutputBundle} bundle
 * @returns {Shell}
 */
function shellOf(bundle) {
  /** @type {Set<string>} */
  const found = new Set();
  /** @type {string[]} */
  const languages = [];
  /** @param {string} name */
  const visit = (name) => {
    const chunk = bundle[name];
    if (chunk?.type !== 'chunk' || found.has(name)) return;
    found.add(name);
    for (const css of chunk.viteMetadata?.importedCss ?? []) found.add(css);
    chunk.imports.forEach(visit);
  };
  for (const chunk of Object.values(bundle)) {
    if (chunk.type !== 'chunk') continue;
    if (chunk.isEntry) visit(chunk.fileName);
    if (LANGUAGE.test(chunk.facadeModuleId ?? '')) {
      languages.push(chunk.fileName);
      chunk.imports.forEach(visit);
    }
  }
  if (languages.length === 0) throw new Error('no language has a chunk of its own');
  return { entry: [...found], languages };
}

/**
 * Names the build, finishes index.html, and lists every file.
 *
 * @param {string} outDir
 * @param {string[]} shell
 * @returns {Manifest}
 */
function finish(outDir, shell) {
  const paths = filesBelow(outDir).map((file) => relative(outDir, file).replaceAll('\\', '/'));
  const hash = createHash('sha256').update(allHeaders);
  for (const path of paths) hash.update(`${path} ${digest(outDir, path)}\n`);
  const name = hash.digest('hex').slice(0, 16);
  writeFileSync(join(outDir, INDEX), finishIndex(read(outDir, INDEX).toString('utf8'), name));
  return {
    build: name,
    shell: [INDEX, ...shell, ...paths.filter((path) => SHELL_FONT.test(path))],
    files: Object.fromEntries(paths.map((path) => [path, digest(outDir, path)])),
  };
}

/**
 * Adds the policy as an element: it binds the page from its first visit on a bare host, where no
 * service worker stands yet. (It does not bind workers; the header does that.)
 *
 * @param {string} html
 * @param {string} name the build's
 */
function finishIndex(html, name) {
  if (/<script(?![^>]*\ssrc=)/.test(html)) throw new Error('index.html has an inline script');
  if (/<style|\sstyle=/.test(html)) throw new Error('index.html has an inline style');
  if (!html.includes(META)) throw new Error(`index.html lacks ${META}`);
  // Browsers take these from a header only, and say so on the console.
  const content = policy.replace(/; (?:frame-ancestors|sandbox) [^;]*/g, '');
  const elements = [
    META,
    `<meta http-equiv="Content-Security-Policy" content="${content}" />`,
    `<meta name="leadbench-build" content="${name}" />`,
  ];
  return html.replace(META, elements.join('\n    '));
}

/**
 * @param {Manifest} manifest
 * @returns {Promise<string>} the worker's code: a classic script, which every browser takes
 */
async function bundleWorker(manifest) {
  const result = await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    define: { LEADBENCH_MANIFEST: JSON.stringify(manifest) },
    build: {
      write: false,
      target: 'es2023',
      rolldownOptions: {
        input: inRoot('src/sw/sw.ts'),
        output: { format: 'iife', entryFileNames: 'sw.js' },
      },
    },
  });
  const outputs = (Array.isArray(result) ? result : [result]).flatMap((one) =>
    'output' in one ? one.output : [],
  );
  const chunk = outputs[0];
  if (chunk?.type !== 'chunk') throw new Error('the service worker was not bundled');
  return chunk.code;
}

/** @param {string} outDir @param {string} path */
function read(outDir, path) {
  return readFileSync(join(outDir, path));
}

/** @param {string} outDir @param {string} path @returns {string} SHA-256 in base64 */
function digest(outDir, path) {
  return createHash('sha256').update(read(outDir, path)).digest('base64');
}
