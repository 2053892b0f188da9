import {
  BEST_BYTES,
  DECODING_BYTES,
  GOES_BYTES,
  GOES_LEFT,
  HISTOGRAM_BYTES,
  SCAN_PAIR_BYTES,
  TreeJobs,
  type BestCut,
  type ScanPair,
} from '../../kernels/tree-jobs';
import type { TreeKernels } from '../../kernels/tree-kernels';
import type { BinCuts } from './binning';
import { decodingOf, featuresByByte, type Bundles } from './bundles';
import type { GrowMemory } from './grow-memory';
import type { Split } from './split';

/** A cut, and the feature that is cut. */
export interface FoundCut extends BestCut {
  readonly feature: number;
}

/** Looks for the best cuts of nodes by what is summed of them, over the features that may be cut. */
export class CutSearch {
  readonly #kernels: TreeKernels;
  readonly #memory: GrowMemory;
  readonly #columns: number;
  readonly #features: number;
  readonly #isBound: boolean;
  readonly #jobs: TreeJobs;
  readonly #bytes: Uint8Array;

  constructor(
    kernels: TreeKernels,
    memory: GrowMemory,
    { cuts, bundles, signs }: { cuts: BinCuts; bundles: Bundles; signs: Int8Array | null },
  ) {
    this.#kernels = kernels;
    this.#memory = memory;
    this.#columns = bundles.width;
    this.#features = cuts.cuts.length;
    this.#jobs = new TreeJobs(kernels.buffer);
    this.#bytes = new Uint8Array(kernels.buffer);
    this.#writeFeatures(cuts, bundles);
    this.#isBound = signs !== null;
    if (signs !== null) new Int8Array(kernels.buffer, memory.signs, signs.length).set(signs);
  }

  /** Where the code of a feature is found for each byte of its column. */
  decodingAt(feature: number): number {
    return this.#memory.decodings + DECODING_BYTES * feature;
  }

  /** Where the best cuts are for the histogram in a slot, feature by feature. */
  bestAt(slot: number): number {
    return this.#memory.best + slot * this.#features * BEST_BYTES;
  }

  /** Says which features may be cut in the node whose histogram is in a slot; where that is written. */
  allow(slot: number, features: Uint32Array): number {
    const at = this.#maskAt(slot);
    this.#bytes.fill(0, at, at + this.#features);
    for (const feature of features) this.#bytes[at + feature] = 1;
    return at;
  }

  #maskAt(slot: number): number {
    return this.#memory.masks + slot * this.#features;
  }

  /** Adds up what so many calls summed for pairs, and finds the best cut of every feature. */
  scan(pairs: readonly ScanPair[], calls: number): void {
    const { scanJob: at, sums, pairList, featureList: features, scratch } = this.#memory;
    const { codes, floors, params } = this.#memory;
    const signs = this.#isBound ? this.#memory.signs : 0;
    pairs.forEach((pair, i) => {
      this.#jobs.writePair(pairList + SCAN_PAIR_BYTES * i, pair);
    });
    const callBytes = pairs.length * this.#columns * HISTOGRAM_BYTES;
    this.#jobs.writeScan(at, {
      ...{ next: 0, pairs: pairs.length, columns: this.#columns, calls, sums, callBytes },
      ...{ pairList, features, codes, floors, params, signs },
    });
    this.#kernels.run(
      'scanColumns',
      Array.from({ length: calls }, (_, call) => [at, scratch + HISTOGRAM_BYTES * call]),
    );
  }

  /** The best of the cuts that were found, of equal ones that of the first feature; null where none is worth it. */
  best(slot: number): FoundCut | null {
    const [first, mask] = [this.bestAt(slot), this.#maskAt(slot)];
    let [best, score] = [-1, -Infinity];
    for (let feature = 0; feature < this.#features; feature++) {
      if (this.#bytes[mask + feature] === 0) continue;
      const own = this.#jobs.readScore(first + BEST_BYTES * feature);
      if (own > score) [best, score] = [feature, own];
    }
    return best < 0 ? null : { ...this.#jobs.readBest(first + BEST_BYTES * best), feature: best };
  }

  /** Writes where the bytes of a split's column go. */
  writeGoes(at: number, { feature, lastLeft, defaultLeft }: Split): void {
    const decoding = this.decodingAt(feature);
    for (let byte = 0; byte < GOES_BYTES; byte++) {
      const code = this.#bytes[decoding + byte];
      const isLeft = code === 0 ? defaultLeft : code <= lastLeft;
      this.#bytes[at + byte] = isLeft ? GOES_LEFT : 0;
    }
  }

  #writeFeatures({ cuts, floors: values }: BinCuts, bundles: Bundles): void {
    const { featureList, codes, floors } = this.#memory;
    const words = new Uint32Array(this.#kernels.buffer);
    cuts.forEach((column, feature) => {
      this.#bytes.set(decodingOf(bundles, feature), this.decodingAt(feature));
      this.#bytes[floors + feature] = Number.isNaN(values[feature]) ? 0 : 1;
      words[codes / 4 + feature] = column.length + 1;
    });
    let [first, at] = [featureList / 4, featureList / 4 + this.#columns + 1];
    let count = 0;
    for (const features of featuresByByte(bundles)) {
      words[first++] = count;
      count += features.length;
      for (const feature of features) {
        words[at++] = feature;
        words[at++] = features.length === 1 ? 0 : this.decodingAt(feature);
      }
    }
    words[first] = count;
  }
}
