/** Prediction with boosted trees and Shapley values beside native XGBoost on the same threads, and ONNX Runtime for the record. --rows N --reps N --rounds N --depth N --threads N */
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { nodeAssets } from '../engine/node-files';
import { openThreads } from '../engine/threads';
import { numberColumn } from '../src/data/table/make-column';
import { loadKernels, type Kernels } from '../src/kernels/wasm';
import type { GbdtModel } from '../src/ml/gbdt/model';
import { GbdtExplainer } from '../src/ml/gbdt/explainer';
import { GbdtPredictor } from '../src/ml/gbdt/predictor';
import { trainGbdt } from '../src/ml/gbdt/train';
import { toXgboostJson } from '../src/ml/gbdt/xgboost/json';
import { featureColumn, type FeatureMatrix } from '../src/ml/matrix';
import { toOnnx } from '../src/ml/onnx/to-onnx';
import { runOnnx } from '../src/ml/scoring/run-onnx';
import { createSession } from '../src/ml/scoring/session';
import { NO_CONTROL } from '../src/util/progress';
import { option } from './options';
import { PythonPeer } from './python-peer';
import type { BenchResult } from './result';
import { median, spreadOf } from './statistics';
import { trainData } from './train-data';

const KERNEL_THREAD = pathToFileURL(join('build', 'engine', 'kernel.worker.js'));
const GOAL = { ratio: 0.9, difference: 1e-6, shapRatio: 1, shapDifference: 1e-5 };

/** Seconds of wall and CPU time. */
interface Timed {
  readonly seconds: number;
  readonly cpu: number;
}

interface Plan {
  readonly model: GbdtModel;
  readonly matrix: FeatureMatrix;
  readonly kernels: Kernels;
  readonly threads: number;
}

/** What a run gave, with its time. */
async function timed<Result>(
  run: () => Result | Promise<Result>,
): Promise<Timed & { result: Result }> {
  const [cpu, started] = [process.cpuUsage(), performance.now()];
  const result = await run();
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return { seconds, cpu: (user + system) / 1e6, result };
}

function largestDifference(ours: ArrayLike<number>, theirs: ArrayLike<number>): number {
  let most = ours.length === theirs.length ? 0 : Infinity;
  for (let i = 0; i < ours.length; i++) most = Math.max(most, Math.abs(ours[i] - theirs[i]));
  return most;
}

/** Probabilities by onnxruntime-web from columns of float64, as scoring takes them; one thread. */
async function byOnnx({ model, matrix }: Plan) {
  const names = matrix.names;
  const inputs = names.map((column) => ({ column, type: 'number' as const }));
  const recipe = { version: 1, textAs: 'codes', inputs, featureNames: names } as const;
  const columns = names.map((name, j) => numberColumn(name, featureColumn(matrix, j)));
  const table = { rows: matrix.rows, columns };
  const session = await createSession(nodeAssets, toOnnx({ recipe, model, name: 'bench' }));
  const done = await timed(() => runOnnx(session, recipe, table));
  await session.release();
  return done;
}

function floatsOf(path: string): Float32Array {
  const { buffer, byteOffset, byteLength } = readFileSync(path);
  return new Float32Array(buffer.slice(byteOffset, byteOffset + byteLength));
}

function print(name: string, all: readonly Timed[]): void {
  if (all.length === 0) return;
  const [least, most] = spreadOf(all.map(({ seconds }) => seconds));
  const cpu = median(all.map((each) => each.cpu)).toFixed(3);
  console.error(`${name.padEnd(24)} ${least.toFixed(3)}-${most.toFixed(3)} s, CPU ${cpu} s`);
}

function ratio({ ours, theirs }: Contest, of: 'seconds' | 'cpu'): number {
  return median(theirs.map((turn, i) => ours[i][of] / turn[of]));
}

function makePlan(args: readonly string[], kernels: Kernels, threads: number) {
  const rows = option(args, 'rows', 1_000_000);
  const { test, path } = trainData(rows);
  const params = {
    ...{ eta: 0.1, max_depth: option(args, 'depth', 6), lambda: 1, min_child_weight: 1 },
    ...{ subsample: 1, colsample_bytree: 1, num_boost_round: option(args, 'rounds', 100) },
  };
  const { model } = trainGbdt({ ...test, params, seed: 1, control: NO_CONTROL, kernels });
  const matrix = { rows, names: test.matrix.names, values: floatsOf(`${path}.f32`) };
  writeFileSync(`${path}.json`, toXgboostJson(model));
  return { plan: { model, matrix, kernels, threads }, path };
}

/** What is asked of both, in turn. */
interface Contest {
  readonly ours: readonly Timed[];
  readonly theirs: readonly Timed[];
  readonly difference: number;
}

interface Question {
  readonly name: string;
  readonly ask: { readonly do: string; readonly threads: number; readonly rows: number };
  readonly reps: number;
  /** Turns before those that count. */
  readonly warmUps: number;
  readonly run: () => Float64Array;
  /** Where the peer leaves its results. */
  readonly results: string;
}

async function compare(question: Question, peer: PythonPeer | null): Promise<Contest> {
  const ours: Timed[] = [];
  const theirs: Timed[] = [];
  let difference = NaN;
  for (let turn = -question.warmUps; turn < question.reps; turn++) {
    const { result, ...own } = await timed(question.run);
    if (turn >= 0) ours.push(own);
    if (peer === null) continue;
    const other = (await peer.ask(JSON.stringify(question.ask))) as Timed;
    if (turn >= 0) theirs.push(other);
    difference = largestDifference(result, floatsOf(question.results));
  }
  print(`${question.name}, ours`, ours);
  print(`${question.name}, XGBoost`, theirs);
  console.error(`largest difference ${difference.toExponential(2)}`);
  return { ours, theirs, difference };
}

function firstRows(matrix: FeatureMatrix, rows: number): FeatureMatrix {
  const values = new Float32Array(rows * matrix.names.length);
  matrix.names.forEach((_, j) => {
    values.set(featureColumn(matrix, j).subarray(0, rows), j * rows);
  });
  return { rows, names: matrix.names, values };
}

/** Prediction, then Shapley values of a tenth of the rows. */
async function compareAll({ model, matrix, kernels, threads }: Plan, path: string, reps: number) {
  const saved = `${path}.json`;
  const sizes = [String(matrix.rows), String(matrix.names.length)];
  const peer = await PythonPeer.open('predict.py', [path, ...sizes, saved]);
  const question = (name: string, rows: number, run: Question['run'], warmUps: number) => {
    const ask = { do: name, threads, rows };
    return compare({ name, ask, reps, warmUps, run, results: `${saved}.${name}` }, peer);
  };
  const predictor = new GbdtPredictor(model, kernels);
  const predict = await question('predict', matrix.rows, () => predictor.predict(matrix), 1);
  const some = firstRows(matrix, Math.round(matrix.rows / 10));
  // The model is made ready anew each time, as whoever explains it once would do.
  const explain = () => new GbdtExplainer(model, kernels).explain(some);
  const contribs = await question('contribs', some.rows, explain, 0);
  peer?.close();
  const lead = await timed(() => new GbdtExplainer(model, null).explain(firstRows(matrix, 1)));
  print('contribs of one row', [lead]);
  return { predict, contribs, versions: peer?.versions ?? null };
}

/** Ours and XGBoost in turn. Fails where a goal is missed. */
export async function run(args: readonly string[]): Promise<BenchResult> {
  const threads = option(args, 'threads', Math.min(2, availableParallelism()));
  const parallel = openThreads(threads, KERNEL_THREAD);
  const kernels = await loadKernels(nodeAssets, parallel);
  if (kernels === null) throw new Error('kernels do not run');
  const { plan, path } = makePlan(args, kernels, threads);
  const { predict, contribs, versions } = await compareAll(plan, path, option(args, 'reps', 3));
  parallel.close();
  const onnx = await byOnnx(plan);
  print('predict, onnxruntime-web', [onnx]);
  const wall = ratio(predict, 'seconds');
  const shap = ratio(contribs, 'seconds');
  const isSame =
    predict.difference <= GOAL.difference && contribs.difference <= GOAL.shapDifference;
  return {
    passed: wall <= GOAL.ratio && shap <= GOAL.shapRatio && isSame,
    name: 'predict',
    machine: { cores: availableParallelism(), node: process.version, load: loadavg()[0] },
    versions: versions ?? {},
    figures: { rows: plan.matrix.rows, threads, predict, contribs, onnxSeconds: onnx.seconds },
    ratios: {
      ...{ node_xgboost: wall, shap_xgboost: shap },
      cpu: { node_xgboost: ratio(predict, 'cpu'), shap_xgboost: ratio(contribs, 'cpu') },
    },
    goals: {
      node_xgboost: `at most ${GOAL.ratio}, probabilities within ${GOAL.difference}`,
      shap_xgboost: `at most ${GOAL.shapRatio}, contributions within ${GOAL.shapDifference}`,
    },
    skipped: versions === null ? ['XGBoost: run npm run bench:setup'] : [],
  };
}
