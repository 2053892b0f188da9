import {
  ACTION_BYTES,
  BEST_BYTES,
  DECODING_BYTES,
  ENTRY_BYTES,
  GOES_BYTES,
  GROW_JOB_BYTES,
  HISTOGRAM_BYTES,
  SCAN_JOB_BYTES,
  SCAN_PAIR_BYTES,
  SCAN_PARAMS_BYTES,
  SEGMENT_BYTES,
} from '../../kernels/tree-jobs';
import type { MemoryLayout } from '../../kernels/tree-kernels';
import { blockCount } from './gradients';
import { leafLimit, type GbdtParams } from './params';

/** Histograms that one call sums at a time stay within this, about what a core's second cache holds. */
const CALL_BYTES = 5 << 18;

/** What says how much memory growing takes. */
export interface GrowShape {
  readonly rows: number;
  readonly features: number;
  readonly params: GbdtParams;
  readonly threads: number;
}

/** Addresses of what growing needs, in the memory of the kernels, and how much there is of it. */
export interface GrowMemory {
  /** Entries of the nodes of a level, and of the level below. */
  readonly entries: readonly [number, number];
  readonly segments: readonly [number, number];
  /** Nodes whose segments a block has room for. */
  readonly mostNodes: number;
  /** Histograms that are alive at once, and the best cuts of each. */
  readonly slots: number;
  readonly histograms: number;
  readonly best: number;
  /** Histograms of `pairsAtOnce` pairs for each thread. */
  readonly sums: number;
  readonly pairsAtOnce: number;
  readonly job: number;
  readonly scanJob: number;
  readonly actions: number;
  readonly goes: number;
  readonly pairList: number;
  /** The features of each column of bytes, with their decoding, for the search. */
  readonly featureList: number;
  /** DECODING_BYTES a feature. */
  readonly decodings: number;
  /** HISTOGRAM_BYTES a thread. */
  readonly scratch: number;
  readonly codes: number;
  readonly floors: number;
  readonly signs: number;
  /** A byte a feature, for each histogram. */
  readonly masks: number;
  readonly params: number;
}

/**
 * Histograms that are alive at once, places for the segments of a block, and pairs that are summed at
 * once. By levels: those of the deepest level that is split. By leaves: every leaf may be split, and no
 * place is used again.
 */
function placesOf(params: GbdtParams, rows: number) {
  if (params.grow_policy === 'lossguide') {
    const leaves = leafLimit(params, rows);
    return { slots: leaves, mostNodes: 2 * leaves, pairs: 1 };
  }
  const nodes = Math.min(rows, 1 << (params.max_depth - 1));
  return { slots: nodes, mostNodes: nodes, pairs: Math.max(1, nodes >> 1) };
}

/** Takes all of it, but for the entries, which are at `entries`. */
export function takeGrowMemory(
  layout: MemoryLayout,
  { rows, features, params, threads }: GrowShape,
  entries: readonly [number, number],
): GrowMemory {
  const { slots, mostNodes, pairs } = placesOf(params, rows);
  // There may be as many columns of bytes as features.
  const histogram = features * HISTOGRAM_BYTES;
  const fitting = Math.max(1, Math.floor(CALL_BYTES / Math.max(1, histogram)));
  const pairsAtOnce = Math.min(fitting, pairs);
  const segments = () => layout.take(blockCount(rows) * mostNodes * SEGMENT_BYTES);
  return {
    entries,
    segments: [segments(), segments()],
    mostNodes,
    slots,
    histograms: layout.take(slots * histogram),
    best: layout.take(slots * features * BEST_BYTES),
    sums: layout.take(threads * pairsAtOnce * histogram),
    pairsAtOnce,
    job: layout.take(GROW_JOB_BYTES),
    scanJob: layout.take(SCAN_JOB_BYTES),
    actions: layout.take(mostNodes * ACTION_BYTES),
    goes: layout.take(mostNodes * GOES_BYTES),
    pairList: layout.take(pairsAtOnce * SCAN_PAIR_BYTES),
    featureList: layout.take(4 * (features + 1) + 8 * features),
    decodings: layout.take(DECODING_BYTES * features),
    scratch: layout.take(HISTOGRAM_BYTES * threads),
    codes: layout.take(4 * features),
    floors: layout.take(features),
    signs: layout.take(features),
    masks: layout.take(slots * features),
    params: layout.take(SCAN_PARAMS_BYTES),
  };
}

/** Bytes of the entries of a level. */
export function entriesBytes(rows: number): number {
  return rows * ENTRY_BYTES;
}
