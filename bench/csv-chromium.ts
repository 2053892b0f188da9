import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { launch, type Browser } from 'puppeteer-core';
import { build, preview } from 'vite';
import { BROWSER_FLAGS, findBrowser } from '../scripts/lib/browser.js';
import { inRoot } from '../scripts/lib/files.js';
import type { Reading } from './csv-page/reading';

const PACKAGES = inRoot('build', 'peers-js', 'node_modules');
const PAGE = inRoot('bench', 'csv-page');
const BUILT = inRoot('build', 'csv-page');
/** A reading that takes longer has failed. */
const WAIT_MS = 300_000;
const ISOLATED = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/** What is read, and how often; `readers` are names of the page's. */
export interface ChromiumPlan {
  readonly path: string;
  readonly rows: number;
  readonly reps: number;
  readonly readers: readonly string[];
}

/** Seconds of each repetition by reader; a reader that failed has none, and its error. */
export interface ChromiumReadings {
  readonly browser: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly seconds: Readonly<Record<string, readonly number[]>>;
  readonly failed: Readonly<Record<string, string>>;
}

/**
 * Reads the file in Chromium in turn, each time in a page of its own, which nothing read before; one
 * warm-up first. Null where there is no browser or the peers are not installed.
 */
export async function readInChromium({
  path,
  rows,
  reps,
  readers,
}: ChromiumPlan): Promise<ChromiumReadings | null> {
  const executablePath = findBrowser();
  if (executablePath === null || !existsSync(PACKAGES)) return null;
  await buildPage();
  const server = await preview({
    root: PAGE,
    configFile: false,
    build: { outDir: BUILT },
    preview: { headers: ISOLATED, port: 0, host: '127.0.0.1' },
  });
  const url = server.resolvedUrls?.local[0] ?? '';
  const browser = await launch({ executablePath, args: BROWSER_FLAGS, protocolTimeout: WAIT_MS });
  const seconds: Record<string, number[]> = Object.fromEntries(readers.map((name) => [name, []]));
  const failed: Record<string, string> = {};
  try {
    for (let rep = 0; rep <= reps; rep++) {
      for (const reader of readers) {
        if (reader in failed) continue;
        const reading = await readOnce(browser, { url, path, reader }).catch(String);
        if (typeof reading === 'string') failed[reader] = reading;
        else if (reading.rows !== rows) failed[reader] = `read ${String(reading.rows)} rows`;
        else if (rep > 0) seconds[reader].push(reading.seconds);
      }
    }
    return { browser: await browser.version(), versions: versions(), seconds, failed };
  } finally {
    await browser.close();
    await server.close();
  }
}

async function readOnce(
  browser: Browser,
  { url, path, reader }: { url: string; path: string; reader: string },
): Promise<Reading> {
  const page = await browser.newPage();
  try {
    await page.goto(url);
    const input = await page.$('input');
    await input?.uploadFile(path);
    return await page.evaluate((name) => {
      const { read } = window as unknown as { read: (reader: string) => Promise<Reading> };
      return read(name);
    }, reader);
  } finally {
    await page.close();
  }
}

async function buildPage(): Promise<void> {
  await build({
    root: PAGE,
    configFile: false,
    logLevel: 'warn',
    base: './',
    publicDir: false,
    resolve: {
      alias: ['@duckdb/duckdb-wasm', 'papaparse', 'udsv'].map((name) => ({
        find: new RegExp(`^${name}(?=$|/)`),
        replacement: join(PACKAGES, name),
      })),
    },
    worker: { format: 'es' },
    build: { outDir: BUILT, emptyOutDir: true, assetsInlineLimit: 0, target: 'es2023' },
  });
}

function versions(): Record<string, string> {
  const text = readFileSync(inRoot('bench', 'peers', 'package.json'), 'utf8');
  return (JSON.parse(text) as { dependencies: Record<string, string> }).dependencies;
}
