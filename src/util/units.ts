/** Zero-based position of a row in a Table. */
export type RowIndex = number;
/** Wall-clock milliseconds since 1970-01-01 00:00 with no time zone. */
export type Milliseconds = number;
/** A number from 0 to 1. */
export type Probability = number;
