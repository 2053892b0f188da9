import type { TwinOf } from './wasm';
import {
  BEST_BYTES,
  DECODING_BYTES,
  HISTOGRAM_BYTES,
  SCAN_PAIR_BYTES,
  TreeJobs,
  type BestCut,
  type ScanJob,
  type ScanNode,
} from './tree-jobs';

/*
 * The plain TypeScript twin of the search for cuts. Ties go to the cut that XGBoost finds first: missing
 * right with cuts ascending, then missing left with cuts descending.
 */

const HISTOGRAM_WORDS = HISTOGRAM_BYTES / 4;

/** What a cut is scored by. */
export interface ScoreParams {
  /** What one unit of an integer sum is worth. */
  readonly gradientStep: number;
  readonly hessianStep: number;
  readonly lambda: number;
  readonly alpha: number;
  /** The least sum of hessians of a child. */
  readonly least: number;
}

/** Integer sums of a set of rows. */
interface Sums {
  readonly gradient: number;
  readonly hessian: number;
}

/** A gradient nearer to 0 by alpha, and not beyond it. */
export function soften(gradient: number, alpha: number): number {
  if (alpha === 0) return gradient;
  return gradient > alpha ? gradient - alpha : gradient < -alpha ? gradient + alpha : 0;
}

/** G^2 / (H + lambda), G softened by alpha; 0 where nothing stands below. */
export function nodeScore({ gradient, hessian }: Sums, params: ScoreParams): number {
  const h = hessian * params.hessianStep + params.lambda;
  if (h <= 0) return 0;
  const g = soften(gradient * params.gradientStep, params.alpha);
  return (g * g) / h;
}

/** Between which the weight of a leaf stays. */
export interface Bounds {
  readonly lower: number;
  readonly upper: number;
}

/** The weight of a leaf within bounds: -G / (H + lambda), G softened by alpha; 0 where nothing stands below. */
export function boundedWeight(
  { gradient, hessian }: Sums,
  params: ScoreParams,
  { lower, upper }: Bounds,
): number {
  const h = hessian * params.hessianStep + params.lambda;
  const weight = h <= 0 ? 0 : -soften(gradient * params.gradientStep, params.alpha) / h;
  return Math.max(lower, Math.min(upper, weight));
}

/** What a leaf of this weight brings: -(2 G w + (H + lambda) w^2), XGBoost's CalcGainGivenWeight. */
export function weightScore({ gradient, hessian }: Sums, params: ScoreParams, w: number): number {
  const g = gradient * params.gradientStep;
  const h = hessian * params.hessianStep + params.lambda;
  return -(2 * g * w + h * w * w);
}

/** One feature's histogram, and what its node comes to. */
interface Column {
  readonly cells: Int32Array;
  readonly codes: number;
  /** The lowest code that a scan from above may stop at: 1 where all rows with a value may go right. */
  readonly lowest: number;
  readonly node: ScanNode;
  /** 1 where weights may only rise with the feature, -1 only fall; null where no feature is bound so. */
  readonly sign: number | null;
}

class Search {
  best: BestCut;
  readonly #column: Column;
  readonly #params: ScoreParams;

  constructor(column: Column, params: ScoreParams) {
    this.#column = column;
    this.#params = params;
    const { score } = column.node;
    this.best = { score, gradient: 0, hessian: 0, lastLeft: -1, missingLeft: false };
  }

  missingRight(): void {
    const { cells, codes } = this.#column;
    let [gradient, hessian] = [0, 0];
    for (let code = 1; code < codes; code++) {
      const [h, g] = [cells[2 * code] >>> 0, cells[2 * code + 1]];
      if (h === 0 && g === 0) continue;
      gradient += g;
      hessian += h;
      this.#offer({ gradient, hessian }, code, false);
    }
  }

  missingLeft(): void {
    const { cells, codes, lowest, node } = this.#column;
    let { gradient, hessian } = node;
    for (let code = codes; code >= lowest; code--) {
      const [h, g] = [cells[2 * code] >>> 0, cells[2 * code + 1]];
      if (h === 0 && g === 0) continue;
      gradient -= g;
      hessian -= h;
      this.#offer({ gradient, hessian }, code - 1, true);
    }
  }

  #offer(left: Sums, lastLeft: number, missingLeft: boolean): void {
    const { node } = this.#column;
    const { hessianStep, least } = this.#params;
    const right = {
      gradient: node.gradient - left.gradient,
      hessian: node.hessian - left.hessian,
    };
    if (left.hessian * hessianStep < least || right.hessian * hessianStep < least) return;
    if (left.hessian === 0 || right.hessian === 0) return;
    const score = this.#scoreOf(left, right);
    if (score > this.best.score) this.best = { score, ...left, lastLeft, missingLeft };
  }

  #scoreOf(left: Sums, right: Sums): number {
    const { node, sign } = this.#column;
    if (sign === null) return nodeScore(left, this.#params) + nodeScore(right, this.#params);
    const weight = boundedWeight(left, this.#params, node);
    const other = boundedWeight(right, this.#params, node);
    if ((sign > 0 && weight > other) || (sign < 0 && weight < other)) return -Infinity;
    return weightScore(left, this.#params, weight) + weightScore(right, this.#params, other);
  }
}

/** The best cut of one feature, whose histogram is `cells`: 256 pairs of hessian and gradient. O(codes). */
export function bestCut(column: Column, params: ScoreParams): BestCut {
  const search = new Search(column, params);
  search.missingRight();
  if (column.cells[0] !== 0 || column.cells[1] !== 0) search.missingLeft();
  return search.best;
}

/** Adds up what the calls summed, takes it from the parents for the siblings, and finds cuts. */
export const scanColumnsReference: TwinOf<'scanColumns'> = (buffer, at) => {
  const jobs = new TreeJobs(buffer);
  const job = jobs.readScan(at);
  const [gradientStep, hessianStep, lambda, alpha, least] = new Float64Array(buffer, job.params, 5);
  const params = { gradientStep, hessianStep, lambda, alpha, least };
  const next = new Int32Array(buffer, at, 1);
  const bytes = new Uint8Array(buffer);
  for (; next[0] < job.pairs * job.columns; next[0]++) {
    const which = Math.floor(next[0] / job.columns);
    const column = next[0] % job.columns;
    const [summed, sibling] = jobs.readPair(job.pairList + SCAN_PAIR_BYTES * which);
    const own = histogramOf(buffer, summed.histogram, column);
    own.fill(0);
    for (let call = 0; call < job.calls; call++) {
      const from = job.sums + call * job.callBytes + which * job.columns * HISTOGRAM_BYTES;
      addWords(own, histogramOf(buffer, from, column), 1);
    }
    if (sibling !== null) addWords(histogramOf(buffer, sibling.histogram, column), own, -1);
    for (const { feature, decoding } of featuresOf(buffer, job, column)) {
      for (const node of [summed, sibling]) {
        if (node === null || node.best === 0 || bytes[node.mask + feature] === 0) continue;
        const cells = decoded(histogramOf(buffer, node.histogram, column), decoding);
        const best = bestCut({ cells, ...shapeOf(buffer, job, feature), node }, params);
        jobs.writeBest(node.best + BEST_BYTES * feature, best);
      }
    }
  }
};

function addWords(into: Int32Array, words: Int32Array, times: number): void {
  words.forEach((word, i) => {
    into[i] += times * word;
  });
}

/** A feature of a column, and its code for each byte; null where that is the byte. */
interface Feature {
  readonly feature: number;
  readonly decoding: Uint8Array | null;
}

function featuresOf(buffer: ArrayBufferLike, job: ScanJob, column: number): Feature[] {
  const [first, last] = new Uint32Array(buffer, job.features + 4 * column, 2);
  const list = job.features + 4 * (job.columns + 1);
  return Array.from({ length: last - first }, (_, i) => {
    const [feature, at] = new Uint32Array(buffer, list + 8 * (first + i), 2);
    return { feature, decoding: at === 0 ? null : new Uint8Array(buffer, at, DECODING_BYTES) };
  });
}

/** A column's cells added up by the codes of one of its features. */
function decoded(cells: Int32Array, decoding: Uint8Array | null): Int32Array {
  if (decoding === null) return cells;
  const sums = new Int32Array(HISTOGRAM_WORDS);
  decoding.forEach((code, byte) => {
    sums[2 * code] += cells[2 * byte];
    sums[2 * code + 1] += cells[2 * byte + 1];
  });
  return sums;
}

function shapeOf(buffer: ArrayBufferLike, job: ScanJob, feature: number) {
  const [codes] = new Uint32Array(buffer, job.codes + 4 * feature, 1);
  const [floor] = new Uint8Array(buffer, job.floors + feature, 1);
  const sign = job.signs === 0 ? null : new Int8Array(buffer, job.signs + feature, 1)[0];
  return { codes, lowest: 2 - floor, sign };
}

function histogramOf(buffer: ArrayBufferLike, at: number, column: number): Int32Array {
  return new Int32Array(buffer, at + column * HISTOGRAM_BYTES, HISTOGRAM_WORDS);
}
