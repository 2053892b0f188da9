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
/** A state of which nothing else is run, to look into it. */
const ONLY = process.env.LEADBENCH_STATE ?? '';
/** A worker that does not come within so many ms had its work done before it was looked for. */
const WAIT_FOR_WORKER = 3000;

/** A state a worker is killed in. */
interface State {
  /** What a hand does to come into it. */
  readonly start: (page: Page) => Promise<void>;
  readonly workers: readonly string[];
  /** How long after its worker is there it is killed at the latest, in ms: about as long as the work lasts. */
  readonly lasts: number;
  /** Whether the work came to its end; by default the task strip says so. */
  readonly isOver?: () => boolean;
}

const hasPreview = (): boolean =>
  [...document.querySelectorAll('main button')].some((one) =>
    one.textContent.trim().startsWith('Read the file'),
  );
const hasView = (): boolean =>
  / of 15,000 rows/.test(document.querySelector('main .find [role=status]')?.textContent ?? '');
const isFinished = (): boolean =>
  document.querySelector('section.task')?.textContent.includes('finished') === true;
const isSaved = (): boolean => document.querySelector('.app[data-saved=true]') !== null;

const STATES: Record<string, State> = {
  idle: { start: () => Promise.resolve(), workers: ['engine'], lasts: 400 },
  previewing: {
    ...{ start: dropLeads, isOver: hasPreview },
    ...{ workers: ['engine', 'parse'], lasts: 100 },
  },
  importing: { start: startImport, workers: ['engine', 'parse'], lasts: 400 },
  saving: {
    ...{ start: startSaving, isOver: isSaved },
    ...{ workers: ['engine', 'storage'], lasts: 100 },
  },
  profiling: { start: startProfile, workers: ['engine', 'table'], lasts: 100 },
  viewing: { start: startView, isOver: hasView, workers: ['engine', 'table'], lasts: 50 },
  marking: { start: startMarking, workers: ['engine', 'table'], lasts: 30 },
  wrangling: { start: startStep, workers: ['engine', 'step', 'wrangle'], lasts: 100 },
  checking: { start: startGuard, workers: ['engine', 'study'], lasts: 400 },
  training: { start: startTraining, workers: ['engine', 'study', 'kernel'], lasts: 1200 },
  scoring: { start: startScoring, workers: ['engine', 'score'], lasts: 400 },
  exporting: { start: startExport, workers: ['engine', 'score'], lasts: 100 },
  'opening the demo': { start: startDemo, workers: ['engine', 'demo', 'study'], lasts: 400 },
};

let visited: Visit;
let folder: string;

const asked = KILLS > 0;

beforeAll(async () => {
  if (!asked) return;
  folder = await mkdtemp(join(tmpdir(), 'leadbench-kill-'));
  await writeFile(join(folder, 'leads.csv'), await leadsWithStandIns());
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

/** The demo's leads with a column in which 999 may stand for missing. */
async function leadsWithStandIns(): Promise<string> {
  const text = new TextDecoder().decode(await demoCsv(ROWS));
  const [head, ...lines] = text.trimEnd().split(/\r?\n/);
  const withDays = lines.map((line, i) => `${line},${i % 4 === 0 ? 999 : i % 28}`);
  return [`${head},PDAYS`, ...withDays].join('\n');
}

async function dropLeads(page: Page): Promise<void> {
  await go(page, '#/');
  await dropFile(page, join(folder, 'leads.csv'));
}

async function startImport(page: Page): Promise<void> {
  await dropLeads(page);
  await press(page, 'Read the file');
}

/** A new table has no findings yet and is saved anew. */
async function importLeads(page: Page): Promise<void> {
  await startImport(page);
  await untilText(page, 'Lines read', WAIT);
}

async function startSaving(page: Page): Promise<void> {
  await importLeads(page);
  await page.waitForSelector('.app[data-saved=false]', { timeout: WAIT });
}

async function startProfile(page: Page): Promise<void> {
  await importLeads(page);
  await press(page, 'Look at the columns');
}

async function startMarking(page: Page): Promise<void> {
  await startProfile(page);
  await press(page, 'PDAYS');
  await press(page, 'Count them as missing');
}

async function startView(page: Page): Promise<void> {
  await go(page, '#/leads/import');
  const search = await page.waitForSelector('main input[type=search]');
  await search?.evaluate((field) => {
    field.value = 'JAKARTA';
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
}

async function startStep(page: Page): Promise<void> {
  await go(page, '#/leads/import');
  await untilText(page, 'Free-form step', WAIT);
  await page.evaluate(() => {
    const labels = [...document.querySelectorAll('label')];
    const field = labels.find((one) => one.textContent === 'Expression')?.control;
    if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return;
    field.value = 'd => d.AGE >= 21';
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await press(page, 'Try it');
}

async function startGuard(page: Page): Promise<void> {
  await importLeads(page);
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

async function startExport(page: Page): Promise<void> {
  await go(page, '#/leads/score');
  await press(page, 'Export');
}

async function startDemo(page: Page): Promise<void> {
  await go(page, '#/');
  await press(page, 'Start with demo data');
}

/** The worker of a kind; null where it does not come within `WAIT_FOR_WORKER`. */
async function find(page: Page, kind: string): Promise<WebWorker | null> {
  const until = performance.now() + WAIT_FOR_WORKER;
  while (performance.now() < until) {
    const found = page.workers().find((worker) => worker.url().includes(`/${kind}.worker`));
    if (found) return found;
    await pause(5);
  }
  return null;
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

/**
 * What became of a killing: said, or the work came to its end, before it or by a new try. The loss of
 * the engine worker is always said.
 */
async function outcomeOf(page: Page, kind: string, isOver = isFinished): Promise<'said' | 'late'> {
  const isSaid = (): boolean =>
    document.querySelector('[role=alert]')?.textContent.includes('WORKER_LOST') === true;
  const outcome = async (of: () => boolean, name: 'said' | 'late'): Promise<'said' | 'late'> => {
    await page.waitForFunction(of, { timeout: WAIT });
    return name;
  };
  const said = outcome(isSaid, 'said');
  return kind === 'engine' ? said : Promise.any([said, outcome(isOver, 'late')]);
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
  await state.start(page);
  const worker = await find(page, kind);
  if (worker !== null) {
    await pause(delay);
    await kill(worker);
  }
  const outcome = await outcomeOf(page, kind, state.isOver);
  await untilNothingRuns(page);
  return outcome;
}

/** Opens the lead file again where the demo was opened before its worker was killed. */
async function leaveDemo(page: Page): Promise<void> {
  await go(page, '#/');
  await untilText(page, 'Open now', WAIT);
  if (!(await mainText(page)).includes('leads.csv')) await importLeads(page);
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
    const states = Object.entries(STATES).filter(([name]) => ONLY === '' || ONLY === name);
    const counts = new Map<string, number>();
    for (let n = 0; n < KILLS; n++) {
      const [name, state] = states[n % states.length];
      const kind = state.workers[rng.int(state.workers.length)];
      const delay = rng.int(state.lasts);
      const what = `kill ${n}, seed ${SEED}: ${kind} while ${name} after ${delay} ms`;
      try {
        const outcome = await killOnce(state, kind, delay);
        const key = `${name}/${kind}/${outcome}`;
        counts.set(key, (counts.get(key) ?? 0) + 1);
        if (state.start === startDemo && outcome === 'late') await leaveDemo(visited.page);
        await expectAlive(visited.page, what);
      } catch (error) {
        throw new Error(`${what}: ${await bodyText(visited.page)}`, { cause: error });
      }
    }
    console.log(JSON.stringify(Object.fromEntries([...counts].sort())));
    const said = [...counts.keys()].filter((key) => key.endsWith('said'));
    expect(said.length).toBeGreaterThan(ONLY === '' ? 10 : 0);
  },
  3_600_000,
);

it.runIf(asked)('has asked nobody for anything', () => {
  expect(visited.foreign).toEqual([]);
});
