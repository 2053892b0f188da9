import type { ColumnType } from '../../data/table/column';
import type { FittedStage } from './study';
import type { Setup, StudyResult } from './types';

/** The version of the project file this build writes, and the newest it reads. */
export const PROJECT_VERSION = 1;
/** Who writes it; the package's own name and version. */
export const CREATED_BY = { name: 'leadbench', version: '0.1.0' } as const;

/** What is kept of a data file: enough to know it again, none of its rows. */
export interface DataFingerprint {
  readonly name: string;
  readonly rows: number;
  readonly columns: readonly { readonly name: string; readonly type: ColumnType }[];
  /** Of the file's bytes, hex; null where they were not at hand, as for generated data. */
  readonly sha256: string | null;
}

/**
 * A trained study as it is saved: immutable plain data without rows, so it crosses threads as it is.
 * Both algorithms of each stage are kept and the champion is named. ONNX and XGBoost forms follow
 * from the models and are written into the file, so they are not kept here.
 */
export interface Project {
  readonly version: 1;
  readonly name: string;
  readonly createdBy: { readonly name: string; readonly version: string };
  readonly data: readonly DataFingerprint[];
  readonly setup: Setup;
  readonly study: StudyResult;
  readonly stages: readonly FittedStage[];
  /** Identifies a row and never repeats, for the tie hash; null where there was none. */
  readonly idColumn: string | null;
  /** Lowest final score of grades A to D on the test rows. */
  readonly gradeCuts: readonly number[];
}
