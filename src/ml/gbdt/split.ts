import type { GradientSteps } from './gradients';
import type { GbdtParams } from './params';

/** Integer sums of a set of rows; real values are these times the tree's steps. */
export interface NodeSums {
  readonly gradient: number;
  readonly hessian: number;
}

/** The best split of a node. */
export interface Split {
  readonly feature: number;
  /** Rows with codes 1 to `lastLeft` go left. 0: all rows that have a value go right. */
  readonly lastLeft: number;
  readonly defaultLeft: boolean;
  /** XGBoost's loss_change. */
  readonly gain: number;
  readonly left: NodeSums;
}

/** XGBoost's kRtEps: a gain has to be above it. */
const MIN_GAIN = 1e-6;
const WORDS_A_COLUMN = 512;

function soften(gradient: number, alpha: number): number {
  if (alpha === 0) return gradient;
  return gradient > alpha ? gradient - alpha : gradient < -alpha ? gradient + alpha : 0;
}

/** The weight of a leaf before the learning rate: -G / (H + lambda), G softened by alpha. 0 when empty. */
export function leafWeight(sums: NodeSums, steps: GradientSteps, params: GbdtParams): number {
  const denominator = sums.hessian * steps.hessian + params.lambda;
  if (denominator <= 0) return 0;
  return -soften(sums.gradient * steps.gradient, params.alpha) / denominator;
}

/**
 * Finds the split with the most gain among all cuts of the tree's columns, with rows that have no
 * value sent right and then left. Ties go to the first found, and the order is XGBoost's: columns
 * ascending, missing right with cuts ascending, then missing left with cuts descending.
 */
export class SplitFinder {
  readonly #words: Int32Array;
  readonly #binCounts: Uint32Array;
  readonly #hasFloor: Uint8Array;
  readonly #params: GbdtParams;
  #steps: GradientSteps = { gradient: 1, hessian: 1 };
  #gradient = 0;
  #hessian = 0;
  #bestScore = 0;
  #scannedFeature = 0;
  #scannedMissingLeft = false;
  readonly #best = { feature: -1, lastLeft: 0, defaultLeft: false, gradient: 0, hessian: 0 };

  /** `words` views the memory of the histograms; `binCounts` has the codes of each column, without missing. */
  constructor(options: {
    words: Int32Array;
    binCounts: Uint32Array;
    hasFloor: Uint8Array;
    params: GbdtParams;
  }) {
    this.#words = options.words;
    this.#binCounts = options.binCounts;
    this.#hasFloor = options.hasFloor;
    this.#params = options.params;
  }

  /**
   * The best split of the node with `sums` and the histogram at word `histogram`, or null when none
   * is worth it. O(columns x codes).
   */
  find(
    histogram: number,
    sums: NodeSums,
    columns: Uint32Array,
    steps: GradientSteps,
  ): Split | null {
    this.#steps = steps;
    this.#gradient = sums.gradient;
    this.#hessian = sums.hessian;
    this.#best.feature = -1;
    const root = this.#score(sums.gradient, sums.hessian);
    this.#bestScore = root + Math.max(MIN_GAIN, this.#params.gamma);
    for (const feature of columns) {
      const cells = histogram + feature * WORDS_A_COLUMN;
      this.#scanMissingRight(feature, cells);
      if (this.#words[cells] !== 0 || this.#words[cells + 1] !== 0) {
        this.#scanMissingLeft(feature, cells);
      }
    }
    const { feature, lastLeft, defaultLeft, gradient, hessian } = this.#best;
    if (feature < 0) return null;
    const left = { gradient, hessian };
    return { feature, lastLeft, defaultLeft, gain: this.#bestScore - root, left };
  }

  #score(gradient: number, hessian: number): number {
    const h = hessian * this.#steps.hessian + this.#params.lambda;
    if (h <= 0) return 0;
    const g = soften(gradient * this.#steps.gradient, this.#params.alpha);
    return (g * g) / h;
  }

  #scanMissingRight(feature: number, cells: number): void {
    const words = this.#words;
    let gradient = 0;
    let hessian = 0;
    this.#scannedFeature = feature;
    this.#scannedMissingLeft = false;
    const last = this.#binCounts[feature] - 1;
    for (let code = 1; code <= last; code++) {
      const h = words[cells + 2 * code] >>> 0;
      const g = words[cells + 2 * code + 1];
      if (h === 0 && g === 0) continue;
      gradient += g;
      hessian += h;
      this.#offer(code, gradient, hessian);
    }
  }

  #scanMissingLeft(feature: number, cells: number): void {
    const words = this.#words;
    let gradient = this.#gradient;
    let hessian = this.#hessian;
    this.#scannedFeature = feature;
    this.#scannedMissingLeft = true;
    const first = this.#hasFloor[feature] === 1 ? 1 : 2;
    for (let code = this.#binCounts[feature]; code >= first; code--) {
      const h = words[cells + 2 * code] >>> 0;
      const g = words[cells + 2 * code + 1];
      if (h === 0 && g === 0) continue;
      gradient -= g;
      hessian -= h;
      this.#offer(code - 1, gradient, hessian);
    }
  }

  #offer(lastLeft: number, gradient: number, hessian: number): void {
    const right = this.#hessian - hessian;
    const least = this.#params.min_child_weight;
    const step = this.#steps.hessian;
    if (hessian * step < least || right * step < least || hessian === 0 || right === 0) return;
    const score = this.#score(gradient, hessian) + this.#score(this.#gradient - gradient, right);
    if (!(score > this.#bestScore)) return;
    this.#bestScore = score;
    const best = this.#best;
    best.feature = this.#scannedFeature;
    best.defaultLeft = this.#scannedMissingLeft;
    best.lastLeft = lastLeft;
    best.gradient = gradient;
    best.hessian = hessian;
  }
}
