import type { CellKernels } from '../../kernels/cell-kernels';
import type { JobControl } from '../../util/progress';

/** What the type finders need beside the cells. */
export interface InferContext {
  readonly control: JobControl;
  /** Whether a comma can be a decimal mark: it is not what separates the fields. */
  readonly commaFree: boolean;
  /** Null where plain TypeScript has to do. */
  readonly kernels: CellKernels | null;
}

/** Cells read between two looks at the control, a power of two: well below 50 ms of work. */
export const CELLS_PER_CHECKPOINT = 1 << 16;
/** The same for kernels, which read several times as fast, and the faster the more they are given. */
export const KERNEL_CELLS_PER_CHECKPOINT = 1 << 19;
