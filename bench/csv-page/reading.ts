/** Seconds from a file to typed columns in memory, and what they hold. */
export interface Reading {
  readonly seconds: number;
  readonly rows: number;
  readonly columns: number;
}
