import type { ErrorParams } from './errors';

/** Bad data: collected and counted, never thrown. `row` is a zero-based table row, or null for the whole file. */
export interface Issue {
  readonly code: string;
  readonly row: number | null;
  readonly column: string | null;
  readonly params: ErrorParams;
}
