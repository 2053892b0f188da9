/**
 * One file, one seed: the models and the scored list have the same bytes in Node, Chromium and
 * Firefox, on any number of threads, and the bytes that tests/fixtures/golden-hash.json tells.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inRoot } from '../../scripts/lib/files.js';
import golden from '../fixtures/golden-hash.json';
import { download, reload, untilSettled, visit } from './harness';
import { trainOnFile } from './journey';
import { demoCsv } from './lead-file';
import { PLACES } from './places';
import { dropFile, go, press, untilText } from './steps';

const THREADS = [1, 2, 4];
const ROWS = 12_000;
/** The page's own seed. */
const SEED = '20250616';

interface Hashes {
  readonly models: string;
  readonly list: string;
}

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leadbench-bits-'));
  await writeFile(join(folder, 'leads.csv'), await demoCsv(ROWS));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function hashOf(...parts: readonly Uint8Array[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}

/** A project's models alone: its manifest and study tell times. */
function hashModels(project: Uint8Array): string {
  const files = Object.entries(
    unzipSync(project, { filter: ({ name }) => /^models\//.test(name) }),
  );
  expect(files.length).toBeGreaterThan(4);
  return hashOf(...files.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, bytes]) => bytes));
}

function engine(...args: string[]): void {
  const run = spawnSync(process.execPath, [inRoot('scripts/engine.js'), ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect(run.status, run.stdout).toBe(0);
}

async function runInNode(threads: number): Promise<Hashes> {
  const project = join(folder, `node-${threads}.leadbench`);
  const list = join(folder, `node-${threads}.csv`);
  const file = join(folder, 'leads.csv');
  engine('train', file, '--seed', SEED, '--threads', `${threads}`, '--project', project);
  engine('score', file, '--project', project, '--out', list);
  return { models: hashModels(await readFile(project)), list: hashOf(await readFile(list)) };
}

/** Chooses an option and waits until it is the chosen one. */
async function choose(page: Page, name: string): Promise<void> {
  const option = await page.waitForSelector(`::-p-aria([name="${name}"])`);
  await option?.click();
  await page.waitForFunction((one) => one?.matches(':checked, [aria-checked="true"]'), {}, option);
}

async function runInPage(place: (typeof PLACES)[number], threads: number): Promise<Hashes> {
  const { browser, headers, base } = place;
  const visited = await visit({ browser, headers, base });
  const { page } = visited;
  try {
    await page.evaluate((value) => localStorage.setItem('leadbench.threads', value), `${threads}`);
    await reload(page);
    await untilSettled(page);
    await dropFile(page, join(folder, 'leads.csv'));
    await trainOnFile(visited);
    await go(page, '#/leads/score');
    await press(page, 'Score the open table');
    await untilText(page, 'Grade');
    const project = await download(visited, () => press(page, 'Save project'));
    for (const name of ['CSV', 'All, in input order']) await choose(page, name);
    const list = await download(visited, () => press(page, 'Export'));
    expect(visited.complaints).toEqual([]);
    return { models: hashModels(project.bytes), list: hashOf(list.bytes) };
  } finally {
    await visited.close();
  }
}

describe('the same bits', () => {
  it.each(THREADS)('in Node on %i threads', async (threads) => {
    expect(await runInNode(threads)).toEqual(golden);
  });

  describe.each(PLACES)('in $name', (place) => {
    it.each(THREADS)('on %i threads', async (threads) => {
      expect(await runInPage(place, threads)).toEqual(golden);
    });
  });
});
