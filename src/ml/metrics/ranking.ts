import { descendingDoubleKeys, identityOrder, sortOrderByKey } from '../../kernels/radix-sort';
import { tieKeysOfRows } from './tie-key';

/** Scores of any float type, one a row; NaN ranks last. */
export type Scores = Float32Array | Float64Array;

/** Rows by descending score, ties by ascending key and then by row. O(n). */
export function rankRows(
  scores: Scores,
  tieKeys: Uint32Array = tieKeysOfRows(scores.length),
): Uint32Array {
  const order = identityOrder(scores.length);
  const { high, low } = descendingDoubleKeys(scores);
  sortOrderByKey(order, tieKeys);
  sortOrderByKey(order, low);
  sortOrderByKey(order, high);
  return order;
}

/** Outcomes in the order of their scores, as ranking metrics read them. */
export interface RankedOutcomes {
  readonly order: Uint32Array;
  /** Descending. */
  readonly scores: Float64Array;
  /** 0 or 1, in the same order. */
  readonly labels: Uint8Array;
  /** 1 where the next score is lower: the end of a group of tied rows. */
  readonly isGroupEnd: Uint8Array;
  readonly events: number;
}

/** Sorts outcomes by score. Labels are 0 or 1. O(n). */
export function rankOutcomes(
  scores: Scores,
  labels: Uint8Array,
  tieKeys?: Uint32Array,
): RankedOutcomes {
  if (scores.length !== labels.length) throw new Error('scores and labels differ in length');
  const rows = scores.length;
  const order = rankRows(scores, tieKeys);
  const ranked = {
    order,
    scores: new Float64Array(rows),
    labels: new Uint8Array(rows),
    isGroupEnd: new Uint8Array(rows),
    events: 0,
  };
  for (let i = 0; i < rows; i++) {
    ranked.scores[i] = scores[order[i]];
    ranked.labels[i] = labels[order[i]];
    ranked.events += ranked.labels[i];
    if (i > 0 && ranked.scores[i] !== ranked.scores[i - 1]) ranked.isGroupEnd[i - 1] = 1;
  }
  if (rows > 0) ranked.isGroupEnd[rows - 1] = 1;
  return ranked;
}

/**
 * Calls `visit` with the events and rows seen up to the end of each group of tied scores, best score
 * first. O(n).
 */
export function visitCuts(
  ranked: RankedOutcomes,
  visit: (events: number, rows: number) => void,
): void {
  let events = 0;
  for (let i = 0; i < ranked.labels.length; i++) {
    events += ranked.labels[i];
    if (ranked.isGroupEnd[i] === 1) visit(events, i + 1);
  }
}
