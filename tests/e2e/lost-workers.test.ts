/**
 * Workers killed in every state at seeded moments: the page says so, the table survives, and the next
 * job works. Takes some seconds a kill, so it runs where `LEADBENCH_KILLS` says how many. Chromium's debugger kills: the worker's script is
 * stopped where it stands, and the thread ends without a word to anybody.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page, WebWorker } from 'puppeteer-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Rng } from '../../src/util/rng';
import { untilSettled, visit, type Visit } from './harness';
import { trainOnFile } from './journey';
import { demoCsv } from './lead-file';
import { dropFile, go, mainText, press, untilSaved, untilText } from './steps';

const KILLS = Number(process.env.LEADBENCH_KILLS ?? 0);
const SEED = Number(process.env.LEADBENCH_SEED ?? 11);
const ROWS = 15_000;
const WAIT = 60_000;

/** How each state begins, which workers it has, and how long it lasts at least, in ms. */
const STATES = {
  idle: { start: () => Promise.resolve(), workers: ['engine'] },
  importing: { start: startImport, workers: ['engine', 'parse'] },
  checking: { start: startGuard, workers: ['engine', 'study'] },
  training: { start: startTraining, workers: ['engine', 'study', 'kernel'] },
  scoring: { start: startScoring, workers: ['engine', 'score'] },
} as const;
type State = keyof typeof STATES;

let visited: Visit;
let folder: string;

const asked = KILLS > 0;

beforeAll(async () => {
  if (!asked) return;
  folder = await mkdtemp(join(tmpdir(), 'leadbench-kill-'));
  await writeFile(join(folder, 'leads.csv'), await demoCsv(ROWS));
  visited = await visit();
  const { page } = visited;
  // Two threads whatever this machine has, so that there is a kernel thread to kill.
  await page.evaluate(() => {
    localStorage.setItem('leadbench.threads', '2');
    location.reload();
  });
  await page.waitForNavigation();
  await untilSettled(page);
  await dropFile(page, join(folder, 'leads.csv'));
  await trainOnFile(visited);
}, 240_000);
afterAll(async () => {
  if (!asked) return;
  await visited.close();
  await rm(folder, { recursive: true, force: true });
});

async function startImport(page: Page): Promise<void> {
  await go(page, '#/');
  await dropFile(page, join(folder, 'leads.csv'));
  await press(page, 'Read the file');
}

/** A new table has no findings yet, so its set-up begins with the guard. */
async function startGuard(page: Page): Promise<void> {
  await startImport(page);
  await untilText(page, 'Lines read', WAIT);
  await press(page, 'Set up the outcomes');
}

async function startTraining(page: Page): Promise<void> {
  await go(page, '#/leads/train');
  await press(page, 'Train');
}

async function startScoring(page: Page): Promise<void> {
  await go(page, '#/leads/score');
  await press(page, 'Score the open table');
}

function find(page: Page, kind: string): WebWorker | undefined {
  return page.workers().find((worker) => worker.url().includes(`/${kind}.worker`));
}

/** Ends a worker's thread in the middle of what it does. */
async function kill(worker: WebWorker): Promise<void> {
  const { client } = worker;
  const closing = client.send('Runtime.evaluate', { expression: 'self.close()' });
  closing.catch(() => undefined);
  await client.send('Runtime.terminateExecution').catch(() => undefined);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

async function dismiss(page: Page): Promise<void> {
  await page.evaluate(() => document.querySelector<HTMLElement>('[role=alert] button')?.click());
}

/** What became of a killing: said, or too late because the job was over first. */
async function outcomeOf(page: Page): Promise<'said' | 'late'> {
  const handle = await page.waitForFunction(
    () => {
      if (document.querySelector('[role=alert]')?.textContent.includes('WORKER_LOST'))
        return 'said';
      const strip = document.querySelector('section.task')?.textContent ?? '';
      return strip.includes('finished') ? 'late' : null;
    },
    { timeout: WAIT },
  );
  return (await handle.jsonValue()) as 'said' | 'late';
}

async function untilNothingRuns(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector('[role=progressbar]') === null, {
    timeout: WAIT,
  });
}

async function killOnce(state: State, kind: string, delay: number): Promise<'said' | 'late'> {
  const { page } = visited;
  await dismiss(page);
  // What is saved survives the engine worker too; a table of some seconds ago may be on its way.
  await untilSaved(page);
  await STATES[state].start(page);
  await pause(delay);
  const worker = find(page, kind);
  if (worker === undefined) return 'late';
  await kill(worker);
  const outcome = await outcomeOf(page);
  await untilNothingRuns(page);
  return outcome;
}

/** The table is open; then jobs that read all of it come to their end: scoring, where need be after training. */
async function expectAlive(page: Page, what: string): Promise<void> {
  await go(page, '#/');
  await untilText(page, 'Open now', WAIT);
  expect(await mainText(page), what).toContain('leads.csv');
  await dismiss(page);
  await go(page, '#/leads/score');
  await untilText(page, 'Which list goes', WAIT);
  if (!(await mainText(page)).includes('Score the open table')) await trainAgain(page);
  await startScoring(page);
  await untilText(page, 'Grade', WAIT);
  await untilNothingRuns(page);
  expect(await page.$('[role=alert]'), what).toBeNull();
}

function bodyText(page: Page): Promise<string> {
  return page.evaluate(() => `${location.hash} ${document.body.innerText}`);
}

async function trainAgain(page: Page): Promise<void> {
  await go(page, '#/leads/setup');
  await untilText(page, 'What may the model know?', WAIT);
  // The guard runs by itself where there are no findings yet.
  const ready = await page.waitForSelector(
    'main ::-p-text(Confirm contract), main ::-p-text(Go to training)',
    { timeout: WAIT },
  );
  const text = await ready?.evaluate((one) => one.textContent);
  if (text?.includes('Confirm') === true) await press(page, 'Confirm contract');
  await startTraining(page);
  await untilText(page, 'See what the ranking is worth', WAIT);
}

it.runIf(asked)(
  `the page survives ${KILLS} killed workers`,
  async () => {
    const rng = new Rng(SEED);
    const states = Object.keys(STATES) as State[];
    const counts = new Map<string, number>();
    for (let n = 0; n < KILLS; n++) {
      const state = states[n % states.length];
      const { workers } = STATES[state];
      const kind = workers[rng.int(workers.length)];
      const delay = rng.int(state === 'training' ? 1200 : 400);
      const what = `kill ${n}, seed ${SEED}: ${kind} while ${state} after ${delay} ms`;
      try {
        const key = `${state}/${kind}/${await killOnce(state, kind, delay)}`;
        counts.set(key, (counts.get(key) ?? 0) + 1);
        await expectAlive(visited.page, what);
      } catch (error) {
        throw new Error(`${what}: ${await bodyText(visited.page)}`, { cause: error });
      }
    }
    console.log(JSON.stringify(Object.fromEntries([...counts].sort())));
    expect([...counts.keys()].filter((key) => key.endsWith('said')).length).toBeGreaterThan(2);
  },
  3_600_000,
);

it.runIf(asked)('has asked nobody for anything', () => {
  expect(visited.foreign).toEqual([]);
});
