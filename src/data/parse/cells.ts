import type { JobControl } from '../../util/progress';

/** Cells, or a dictionary's levels, end to end; there may be room behind the last one. */
export interface Cells {
  readonly bytes: Uint8Array;
  readonly offsets: Uint32Array;
  readonly count: number;
}

/** What the type finders need beside the cells. */
export interface InferContext {
  readonly control: JobControl;
  /** Whether a comma can be a decimal mark: it is not what separates the fields. */
  readonly commaFree: boolean;
}

/** Cells read between two looks at the control, a power of two: well below 50 ms of work. */
export const CELLS_PER_CHECKPOINT = 1 << 16;
