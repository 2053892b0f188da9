/** Codes of cells or of groups. */
export type CodeArray = Uint8Array | Uint16Array | Uint32Array;

/** A code a row: equal cells have equal codes, and missing cells one of their own. */
export interface Codes {
  readonly codes: CodeArray;
  /** Every code is below it; a code may be without a row. */
  readonly size: number;
  /** The code of missing cells, -1 where none is missing. */
  readonly missing: number;
}
