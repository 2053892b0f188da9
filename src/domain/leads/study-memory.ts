import type { ColumnType } from '../../data/table/column';
import { MAX_LEVELS } from '../../ml/features/fit';
import type { Algorithm } from '../../ml/model';
import { LeadbenchError } from '../../util/errors';
import type { Setup } from './types';

/** What is known of a table without its cells. */
export interface TableShape {
  readonly rows: number;
  readonly columns: readonly {
    readonly name: string;
    readonly type: ColumnType;
    /** Distinct values, missing aside. */
    readonly distinct: number;
  }[];
}

/** What decides how much memory a study takes at its peak. */
export interface StudyShape {
  readonly table: TableShape;
  readonly setup: Setup;
  readonly algorithms: readonly Algorithm[];
}

/** Bytes a job may use beside the tables that are open: with them, about what a 4 GB laptop's tab has. */
export const STUDY_MEMORY_LIMIT = 3 * 1024 * 1024 * 1024;

/** Codes of a text besides its levels: missing and other. */
const SPARE_CODES = 2;
const DATE_FEATURES = 3;
/** A feature's float32 cell, and its code where trees are grown. */
const VALUE_BYTES = 4;
const BIN_BYTES = 1;
/** Per row of boosting: entries twice, margin, probability, place in the sample, label. */
const BOOSTING_ROW_BYTES = 8 + 8 + 8 + 8 + 4 + 1;
/** Per row of a forest: a column's values, label and, of each of two trees at a time, order twice and nodes. */
const FOREST_ROW_BYTES = 12 + 1 + 2 * (8 + 10);
const ROW_BYTES = 16;
/** Per row of logistic regression: outcome and residual. */
const LOGISTIC_ROW_BYTES = 8 + 8;
/** One column read as numbers or texts while a recipe is fitted. */
const READING_BYTES = 16;

function featuresOf({ type, distinct }: TableShape['columns'][number], algorithm: Algorithm) {
  if (type === 'timestamp') return DATE_FEATURES;
  if (type !== 'text' || algorithm !== 'logistic') return 1;
  return Math.min(distinct, MAX_LEVELS) + SPARE_CODES;
}

/** A row's bytes while a cell is trained on these columns. */
function cellBytes(inputs: TableShape['columns'], algorithm: Algorithm): number {
  const features = inputs.reduce((sum, column) => sum + featuresOf(column, algorithm), 0);
  if (algorithm === 'gbdt') return features * (VALUE_BYTES + BIN_BYTES) + BOOSTING_ROW_BYTES;
  if (algorithm === 'forest') return features * (VALUE_BYTES + BIN_BYTES) + FOREST_ROW_BYTES;
  // Logistic regression works on standardised columns and on one more for what a column lacks, which
  // for a text is a feature already.
  const lacking = inputs
    .filter(({ type }) => type !== 'text')
    .reduce((sum, column) => sum + featuresOf(column, algorithm), 0);
  return (2 * features + lacking) * VALUE_BYTES + LOGISTIC_ROW_BYTES;
}

/**
 * The most bytes a study's job holds beside the table: its widest cell, all rows coded at once.
 * An upper bound but for allocators; no cells are read.
 */
export function estimateStudyMemory({ table, setup, algorithms }: StudyShape): number {
  const barred = new Set([...setup.dropped, ...setup.outcomes.map(({ column }) => column)]);
  const contract = new Map(Object.entries(setup.contract));
  const inputs = table.columns.filter(
    ({ name }) =>
      !barred.has(name) && ['capture', 'assignment'].includes(contract.get(name) ?? 'identifier'),
  );
  const cells = algorithms.map((algorithm) => cellBytes(inputs, algorithm));
  return table.rows * (Math.max(0, ...cells) + ROW_BYTES + READING_BYTES);
}

/** Throws JOB_TOO_BIG {estimate, limit}, in bytes, where a study would not fit. */
export function requireStudyMemory(shape: StudyShape, limit = STUDY_MEMORY_LIMIT): void {
  const estimate = estimateStudyMemory(shape);
  if (estimate > limit) throw new LeadbenchError('JOB_TOO_BIG', { estimate, limit });
}
