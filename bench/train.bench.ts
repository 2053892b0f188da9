/** Gradient boosting, binning and fit, beside XGBoost, LightGBM and scikit-learn on the same threads. --rows N --reps N --rounds N --threads N */
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { nodeAssets } from '../engine/node-files';
import { openThreads } from '../engine/threads';
import { loadKernels } from '../src/kernels/wasm';
import { predictGbdt } from '../src/ml/gbdt/predict';
import { trainGbdt } from '../src/ml/gbdt/train';
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
const GOAL = { xgboost: 0.35, lightgbm: 0.4, auc: 0.002 };

/** The same for all, by each one's names. */
const PARAMS = {
  ours: { eta: 0.1, max_depth: 6, lambda: 1, min_child_weight: 1, max_bin: 256 },
  ours_by_leaf: {
    grow_policy: 'lossguide',
    max_depth: 0,
    max_leaves: 63,
    eta: 0.1,
    lambda: 1,
    min_child_weight: 1,
    max_bin: 256,
  },
  xgboost: { eta: 0.1, max_depth: 6, lambda: 1, min_child_weight: 1, max_bin: 256 },
  lightgbm: {
    ...{ learning_rate: 0.1, num_leaves: 63, lambda_l2: 1, max_bin: 255 },
    ...{ min_sum_hessian_in_leaf: 1, min_data_in_leaf: 1 },
  },
  sklearn: { learning_rate: 0.1, max_leaf_nodes: 63, l2_regularization: 1, max_bins: 255 },
} as const;
const PEERS = ['xgboost', 'lightgbm', 'sklearn'] as const;
/** Ours that grows as the peer does. */
const BESIDE = { xgboost: 'ours', lightgbm: 'ours_by_leaf', sklearn: 'ours_by_leaf' } as const;
type Own = 'ours' | 'ours_by_leaf';

/** Seconds of wall and CPU time of a fit, and how well it does on held-out rows. */
interface Fit {
  readonly seconds: number;
  readonly cpu: number;
  readonly auc: number;
  readonly log_loss: number;
}

interface Plan {
  readonly data: TrainData;
  readonly threads: number;
  readonly rounds: number;
}

async function fitOurs({ data, threads, rounds }: Plan, own: Own): Promise<Fit> {
  const { train, test } = data;
  const parallel = openThreads(threads, KERNEL_THREAD);
  const kernels = await loadKernels(nodeAssets, parallel);
  const params = {
    ...PARAMS[own],
    ...{ subsample: 1, colsample_bytree: 1, early_stopping_rounds: 0, num_boost_round: rounds },
  };
  const [cpu, started] = [process.cpuUsage(), performance.now()];
  const { model } = trainGbdt({ ...train, params, seed: 1, control: NO_CONTROL, kernels });
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  parallel.close();
  const predicted = predictGbdt(model, test.matrix);
  const quality = {
    auc: rocAuc(predicted, test.labels),
    log_loss: logLoss(predicted, test.labels),
  };
  return { seconds, cpu: (user + system) / 1e6, ...quality };
}

function ratios(fits: Readonly<Record<string, readonly Fit[]>>, of: 'seconds' | 'cpu') {
  const entries = PEERS.filter((peer) => fits[peer]?.length > 0).map((peer) => {
    const turns = fits[BESIDE[peer]].map((own, i) => own[of] / fits[peer][i][of]);
    return [peer, median(turns)] as const;
  });
  return Object.fromEntries(entries);
}

function print(fits: Readonly<Record<string, readonly Fit[]>>): void {
  for (const [name, all] of Object.entries(fits)) {
    if (all.length === 0) continue;
    const [least, most] = spreadOf(all.map(({ seconds }) => seconds));
    const [{ auc, log_loss: loss }] = all;
    const cpu = median(all.map((fit) => fit.cpu)).toFixed(2);
    console.error(
      `${name.padEnd(13)} ${least.toFixed(2)}-${most.toFixed(2)} s, CPU ${cpu} s, AUC ${auc.toFixed(5)}, log loss ${loss.toFixed(5)}`,
    );
  }
}

/** All in turn. Fails where a goal beside XGBoost or LightGBM is missed. */
export async function run(args: readonly string[]): Promise<BenchResult> {
  const [rows, reps] = [option(args, 'rows', 1_000_000), option(args, 'reps', 3)];
  const plan = {
    data: trainData(rows),
    threads: option(args, 'threads', Math.min(2, availableParallelism())),
    rounds: option(args, 'rounds', 100),
  };
  const { threads, rounds } = plan;
  const columns = String(plan.data.train.matrix.names.length);
  const peers = await PythonPeer.open('train.py', [plan.data.path, String(rows), columns]);
  const fits: Record<string, Fit[]> = {
    ...{ ours: [], xgboost: [], ours_by_leaf: [], lightgbm: [], sklearn: [] },
  };
  for (let rep = 0; rep < reps; rep++) {
    for (const own of ['ours', 'ours_by_leaf'] as const) fits[own].push(await fitOurs(plan, own));
    for (const model of peers === null ? [] : PEERS) {
      const ask = { model, threads, rounds, params: PARAMS[model] };
      fits[model].push((await peers?.ask(JSON.stringify(ask))) as Fit);
    }
  }
  peers?.close();
  print(fits);
  const [wall, cpu] = [ratios(fits, 'seconds'), ratios(fits, 'cpu')];
  const behind = (peer: (typeof PEERS)[number]) =>
    (fits[peer].at(0)?.auc ?? NaN) - fits[BESIDE[peer]][0].auc;
  const holds = (peer: 'xgboost' | 'lightgbm') =>
    wall[peer] <= GOAL[peer] && cpu[peer] <= GOAL[peer] && behind(peer) <= GOAL.auc;
  return {
    passed: holds('xgboost') && holds('lightgbm'),
    name: 'train',
    machine: { cores: availableParallelism(), node: process.version, load: loadavg()[0] },
    versions: peers?.versions ?? {},
    figures: { rows, threads, rounds, fits },
    ratios: { wall, cpu },
    goals: {
      xgboost: `wall and CPU at most ${GOAL.xgboost}, AUC within ${GOAL.auc}`,
      lightgbm: `wall and CPU at most ${GOAL.lightgbm}, AUC within ${GOAL.auc}`,
    },
    skipped: peers === null ? ['all peers: run npm run bench:setup'] : [],
  };
}
