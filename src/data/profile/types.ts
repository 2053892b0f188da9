import type { ParseOptions } from '../parse/types';
import type { ColumnType } from '../table/column';
import type { LevelCount } from '../query/level-counts';

/**
 * Why a value may stand in for a missing one: a word or sign for it (N/A, -), nothing but blanks, a
 * number far from all others (-1, 9999), one digit over and over (0000, 08111111111), or a date that
 * programs put in (1900-01-01).
 */
export type DisguiseReason = 'word' | 'blank' | 'sentinel' | 'repeated-digit' | 'placeholder-date';

/** A value that may stand in for a missing one, as the file writes it, and how many rows have it. */
export interface DisguisedValue extends LevelCount {
  readonly reason: DisguiseReason;
}

/** What to look at in a column; docs/formats.md says when each is raised. */
export type ColumnFlag =
  | 'all-missing'
  | 'constant'
  | 'all-distinct'
  | 'identifier'
  | 'scientific'
  | 'edge-blanks'
  | 'spellings'
  | 'excess-zeros'
  | 'becomes-typed';

/** How the table's files write numbers and dates, by which a text column takes another type. */
export interface Reading {
  /** Whether a comma can be a decimal mark: it is not what separates the fields. */
  readonly commaFree: boolean;
  /** What the analyst said. */
  readonly chosen: Pick<ParseOptions, 'thousands' | 'dateOrder'>;
}

/** Of a table that no file was read for. */
export const ANY_READING: Reading = { commaFree: true, chosen: {} };

/** Quantiles are given at these probabilities. */
export const PROBABILITIES = [0, 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 1] as const;

/** Rows that lie beyond Tukey's fences, 1.5 interquartile ranges outside the quartiles. */
export interface Outliers {
  readonly below: number;
  readonly above: number;
  readonly lowFence: number;
  readonly highFence: number;
}

/** Rows with `from` <= value < `to`; the last bar has its end too. */
export interface Bar {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** Bars of equal width, and the rows left of the first and right of the last, which lie far out. */
export interface Distribution {
  readonly bars: readonly Bar[];
  readonly below: number;
  readonly above: number;
}

/** Figures of a number or timestamp column (milliseconds) over the cells that are there. */
export interface NumericProfile {
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  /** Of the sample, n - 1; NaN where there is one value. */
  readonly std: number;
  /** At PROBABILITIES, linear between order statistics. */
  readonly quantiles: readonly number[];
  readonly zeros: number;
  readonly negative: number;
  readonly outliers: Outliers;
  readonly distribution: Distribution;
}

/** Figures of a text column over the cells that are there. */
export interface TextProfile {
  /** Bytes of UTF-8. */
  readonly shortest: number;
  readonly longest: number;
  /** Cells with blanks before or behind. */
  readonly edgeBlanks: number;
  /** Cells that a spreadsheet rounded, such as 3.17507E+15. */
  readonly scientific: number;
  /** Values that differ from another in case or blanks alone; null where there are too many to compare. */
  readonly spellings: number | null;
  /** What the column becomes once its disguised values count as missing. */
  readonly becomes: ColumnType;
}

export interface ColumnProfile {
  readonly name: string;
  readonly type: ColumnType;
  readonly missing: number;
  readonly distinct: number;
  /** Most frequent first, ten at most. */
  readonly top: readonly LevelCount[];
  readonly disguised: readonly DisguisedValue[];
  /** Rows of all `disguised`. */
  readonly disguisedMissing: number;
  readonly flags: readonly ColumnFlag[];
  /** Null for text and for a column without a value. */
  readonly numeric: NumericProfile | null;
  /** Null for all but text. */
  readonly text: TextProfile | null;
}

export interface TableProfile {
  readonly rows: number;
  readonly columns: readonly ColumnProfile[];
}
