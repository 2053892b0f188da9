/** Logistic regression beside scikit-learn's on the same threads, to the same gradient. --rows N --reps N --threads N */
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { nodeAssets } from '../engine/node-files';
import { openThreads } from '../engine/threads';
import { loadKernels } from '../src/kernels/wasm';
import { predictLogistic } from '../src/ml/logistic/predict';
import { fitLogistic, trainLogistic, type LogisticTask } from '../src/ml/logistic/train';
import { logLoss } from '../src/ml/metrics/log-loss';
import { NO_CONTROL } from '../src/util/progress';
import { logisticData } from './logistic-data';
import { option } from './options';
import { PythonPeer } from './python-peer';
import type { BenchResult } from './result';
import { median, spreadOf } from './statistics';
import type { TrainData } from './train-files';

const KERNEL_THREAD = pathToFileURL(join('build', 'engine', 'kernel.worker.js'));
const GOAL = { ratio: 0.5, logLoss: 1e-4 };
const PARAMS = { C: 1, tol: 1e-4, max_iter: 500 };
const SOLVERS = ['lbfgs', 'newton-cholesky'] as const;

/** Seconds of wall and CPU time of a fit, and how well it does on held-out rows. */
interface Fit {
  readonly seconds: number;
  readonly cpu: number;
  readonly log_loss: number;
}

type Fits = Readonly<Record<string, Fit[]>>;

/** From raw columns on, as the peers: standardising is part of it. */
async function fitOurs(data: TrainData, threads: number, withIntervals: boolean): Promise<Fit> {
  const parallel = openThreads(threads, KERNEL_THREAD);
  const kernels = await loadKernels(nodeAssets, parallel);
  const task: LogisticTask = { ...data.train, params: PARAMS, control: NO_CONTROL, kernels };
  const [cpu, started] = [process.cpuUsage(), performance.now()];
  const model = withIntervals ? fitLogistic(task).model : trainLogistic(task);
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  parallel.close();
  const loss = logLoss(predictLogistic(model, data.test.matrix), data.test.labels);
  return { seconds, cpu: (user + system) / 1e6, log_loss: loss };
}

function ratiosTo(fits: Fits, own: string, of: 'seconds' | 'cpu') {
  const entries = SOLVERS.filter((peer) => fits[peer].length > 0).map((peer) => {
    const turns = fits[own].map((fit, i) => fit[of] / fits[peer][i][of]);
    return [peer, median(turns)] as const;
  });
  return Object.fromEntries(entries);
}

function print(fits: Fits): void {
  for (const [name, all] of Object.entries(fits)) {
    if (all.length === 0) continue;
    const [least, most] = spreadOf(all.map(({ seconds }) => seconds * 1000));
    const cpu = median(all.map((fit) => fit.cpu * 1000)).toFixed(0);
    console.error(
      `${name.padEnd(15)} ${least.toFixed(0)}-${most.toFixed(0)} ms, CPU ${cpu} ms, log loss ${all[0].log_loss.toFixed(6)}`,
    );
  }
}

/** All in turn after a warm-up of each. Fails where a goal beside scikit-learn's lbfgs is missed. */
export async function run(args: readonly string[]): Promise<BenchResult> {
  const [rows, reps] = [option(args, 'rows', 200_000), option(args, 'reps', 5)];
  const threads = option(args, 'threads', Math.min(2, availableParallelism()));
  const data = logisticData(rows);
  const columns = data.train.matrix.names.length;
  const all = String(data.train.matrix.rows + data.test.matrix.rows);
  const peers = await PythonPeer.open('logistic.py', [data.path, all, String(columns)]);
  const fits: Fits = { ours: [], intervals: [], lbfgs: [], 'newton-cholesky': [] };
  for (let rep = -1; rep < reps; rep++) {
    const turn: Record<string, Fit> = {
      ours: await fitOurs(data, threads, false),
      intervals: await fitOurs(data, threads, true),
    };
    for (const solver of peers === null ? [] : SOLVERS) {
      const ask = { threads, params: { ...PARAMS, solver } };
      turn[solver] = (await peers?.ask(JSON.stringify(ask))) as Fit;
    }
    if (rep >= 0) for (const [name, fit] of Object.entries(turn)) fits[name].push(fit);
  }
  peers?.close();
  print(fits);
  const [wall, cpu] = [ratiosTo(fits, 'ours', 'seconds'), ratiosTo(fits, 'ours', 'cpu')];
  const [own, theirs] = [fits.ours[0], fits.lbfgs.at(0)];
  const gap = theirs === undefined ? NaN : Math.abs(theirs.log_loss - own.log_loss);
  return {
    passed: wall.lbfgs <= GOAL.ratio && cpu.lbfgs <= GOAL.ratio && gap <= GOAL.logLoss,
    name: 'logistic',
    machine: { cores: availableParallelism(), node: process.version, load: loadavg()[0] },
    versions: peers?.versions ?? {},
    figures: { rows, columns, threads, params: PARAMS, gap, fits },
    ratios: {
      sklearn: wall.lbfgs,
      wall,
      cpu,
      wallWithIntervals: ratiosTo(fits, 'intervals', 'seconds'),
    },
    goals: { lbfgs: `wall and CPU at most ${GOAL.ratio}, log loss within ${GOAL.logLoss}` },
    skipped: peers === null ? ['all peers: run npm run bench:setup'] : [],
  };
}
