import { LeadbenchError } from '../util/errors';
import type { FeatureMatrix } from './matrix';

/** Rows with the outcome of each: 0 or 1. */
export interface LabelledMatrix {
  readonly matrix: FeatureMatrix;
  readonly labels: Uint8Array;
}

/**
 * How many rows have the outcome, once it is sure that a trainer can start. Throws NO_FEATURES, and
 * ONE_CLASS {rows, events} where all rows or none have it.
 */
export function countEvents({ matrix, labels }: LabelledMatrix): number {
  if (labels.length !== matrix.rows) throw new Error('labels and rows differ in length');
  if (matrix.names.length === 0) throw new LeadbenchError('NO_FEATURES');
  let events = 0;
  for (let row = 0; row < labels.length; row++) events += labels[row];
  if (events === 0 || events === matrix.rows) {
    throw new LeadbenchError('ONE_CLASS', { rows: matrix.rows, events });
  }
  return events;
}
