/** Random forests, coding and fit, beside scikit-learn's on the same threads. --rows N --reps N --trees N --threads N */
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { nodeAssets } from '../engine/node-files';
import { openThreads } from '../engine/threads';
import { loadKernels } from '../src/kernels/wasm';
import { predictForest } from '../src/ml/forest/predict';
import { trainForest } from '../src/ml/forest/train';
import { logLoss } from '../src/ml/metrics/log-loss';
import { rocAuc } from '../src/ml/metrics/roc-auc';
import { NO_CONTROL } from '../src/util/progress';
import { option } from './options';
import { PythonPeer } from './python-peer';
import type { BenchResult } from './result';
import { median, spreadOf } from './statistics';
import { trainData } from './train-data';
import type { TrainData } from './train-files';

const KERNEL_THREAD = pathToFileURL(join('build', 'engine', 'kernel.worker.js'));
const GOAL = { sklearn: 0.15, auc: 0.003 };
/** The same for both; `max_depth` has no limit, which each says in its own way. */
const PARAMS = { min_samples_leaf: 5, min_samples_split: 2, max_features: 'sqrt' } as const;

/** Seconds of wall and CPU time of a fit, and how well it does on held-out rows. */
interface Fit {
  readonly seconds: number;
  readonly cpu: number;
  readonly auc: number;
  readonly log_loss: number;
}

async function fitOurs({ train, test }: TrainData, threads: number, trees: number): Promise<Fit> {
  const parallel = openThreads(threads, KERNEL_THREAD);
  const kernels = await loadKernels(nodeAssets, parallel);
  const params = { ...PARAMS, n_estimators: trees };
  const [cpu, started] = [process.cpuUsage(), performance.now()];
  const { model } = trainForest({ ...train, params, seed: 1, control: NO_CONTROL, kernels });
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  parallel.close();
  const predicted = predictForest(model, test.matrix);
  return {
    seconds,
    cpu: (user + system) / 1e6,
    auc: rocAuc(predicted, test.labels),
    log_loss: logLoss(predicted, test.labels),
  };
}

function print(name: string, fits: readonly Fit[]): void {
  if (fits.length === 0) return;
  const [least, most] = spreadOf(fits.map(({ seconds }) => seconds));
  const cpu = median(fits.map((fit) => fit.cpu)).toFixed(2);
  const [{ auc, log_loss: loss }] = fits;
  console.error(
    `${name.padEnd(13)} ${least.toFixed(2)}-${most.toFixed(2)} s, CPU ${cpu} s, AUC ${auc.toFixed(5)}, log loss ${loss.toFixed(5)}`,
  );
}

/** Both in turn. Fails where a goal beside scikit-learn is missed. */
export async function run(args: readonly string[]): Promise<BenchResult> {
  const [rows, reps] = [option(args, 'rows', 100_000), option(args, 'reps', 3)];
  const threads = option(args, 'threads', Math.min(2, availableParallelism()));
  const trees = option(args, 'trees', 100);
  const data = trainData(rows);
  const columns = String(data.train.matrix.names.length);
  const peer = await PythonPeer.open('train.py', [data.path, String(rows), columns]);
  const fits: { readonly ours: Fit[]; readonly sklearn: Fit[] } = { ours: [], sklearn: [] };
  for (let rep = 0; rep < reps; rep++) {
    fits.ours.push(await fitOurs(data, threads, trees));
    const ask = { model: 'forest', threads, rounds: trees, params: PARAMS };
    if (peer !== null) fits.sklearn.push((await peer.ask(JSON.stringify(ask))) as Fit);
  }
  peer?.close();
  print('ours', fits.ours);
  print('sklearn', fits.sklearn);
  const ratio = (of: 'seconds' | 'cpu'): number =>
    median(fits.sklearn.map((theirs, i) => fits.ours[i][of] / theirs[of]));
  const behind = median(fits.sklearn.map(({ auc }, i) => auc - fits.ours[i].auc));
  return {
    passed: ratio('seconds') <= GOAL.sklearn && behind <= GOAL.auc,
    name: 'forest',
    machine: { cores: availableParallelism(), node: process.version, load: loadavg()[0] },
    versions: peer?.versions ?? {},
    figures: { rows, columns, threads, trees, params: PARAMS, behind, fits },
    ratios: { sklearn: ratio('seconds'), cpu: ratio('cpu') },
    goals: { sklearn: `at most ${GOAL.sklearn}, AUC within ${GOAL.auc}` },
    skipped: peer === null ? ['scikit-learn: run npm run bench:setup'] : [],
  };
}
