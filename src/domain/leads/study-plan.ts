import { columnNamed } from '../../data/table/find-column';
import type { Table } from '../../data/table/column';
import type { RecipeInput } from '../../ml/features/recipe';
import { randomSplit } from '../../ml/split/random';
import { timeSplit } from '../../ml/split/time';
import { identityOrder } from '../../kernels/radix-sort';
import { LeadbenchError } from '../../util/errors';
import { filterRows, gather } from '../../util/rows';
import { outcomeLabels } from './outcomes';
import { labelsOf } from './study-stage';
import type { Outcome, Setup, StudyRequest } from './types';

/** A stage needs this many rows of its rarer class; below it nothing is trained. */
const MINIMUM_POSITIVES = 40;

/** The columns that may be features by the contract, in the table's order. Throws NO_FEATURES. */
export function featureInputs(table: Table, setup: Setup): RecipeInput[] {
  const barred = new Set([...setup.dropped, ...setup.outcomes.map(({ column }) => column)]);
  const contract = new Map(Object.entries(setup.contract));
  const known = (name: string): boolean =>
    ['capture', 'assignment'].includes(contract.get(name) ?? 'identifier');
  const inputs = table.columns
    .filter(({ name }) => !barred.has(name) && known(name))
    .map(({ name, type }) => ({ column: name, type }));
  if (inputs.length === 0) throw new LeadbenchError('NO_FEATURES');
  return inputs;
}

/** What a study knows of every table row. */
interface Labels {
  /** 1 or 0 by stage; a second outcome without the first counts as not happened. */
  readonly stages: readonly Uint8Array[];
  /** 1 where the stage may read the row: its own outcome is known and the stage before happened. */
  readonly reads: readonly Uint8Array[];
  /** 1 where it is known whether all stages happened. */
  readonly settled: Uint8Array;
}

function readLabels(table: Table, outcomes: readonly Outcome[]): Labels {
  const [first, second] = outcomes.map((outcome) => outcomeLabels(table, outcome));
  if (!first) throw new LeadbenchError('NO_OUTCOME');
  if (!second) return { stages: [first.labels], reads: [first.known], settled: first.known };
  return {
    stages: [first.labels, second.labels.map((label, row) => label & first.labels[row])],
    reads: [first.known, second.known.map((known, row) => known & first.labels[row])],
    settled: first.known.map((known, row) =>
      first.labels[row] === 1 ? known & second.known[row] : known,
    ),
  };
}

/** Splits the given table rows as asked; both parts are ascending table rows. */
export function splitRows(
  table: Table,
  rows: Uint32Array,
  options: { split: StudyRequest['split']; classes: Uint8Array; seed: number },
): { train: Uint32Array; test: Uint32Array } {
  const { split, classes, seed } = options;
  const pick = (positions: Uint32Array): Uint32Array => positions.map((position) => rows[position]);
  if (split.kind === 'random') {
    const part = randomSplit(labelsOf(classes, rows), split.test, seed);
    return { train: pick(part.train), test: pick(part.test) };
  }
  const column = columnNamed(table, split.column);
  if (column?.type !== 'timestamp') {
    throw new LeadbenchError('SPLIT_NO_DATE', { column: split.column });
  }
  const part = timeSplit(gather(new Float64Array(rows.length), column.values, rows), split.test);
  return { train: pick(part.train), test: pick(part.test) };
}

/** Throws ONE_CLASS or TOO_FEW_POSITIVES where a stage's training rows say too little. */
export function requireBothClasses(
  labels: Uint8Array,
  rows: Uint32Array,
  stage: 1 | 2,
  outcome: Outcome,
): void {
  let positives = 0;
  for (let i = 0; i < rows.length; i++) positives += labels[rows[i]];
  if (positives === 0 || positives === rows.length) {
    throw new LeadbenchError('ONE_CLASS', { column: outcome.column });
  }
  const rarer = Math.min(positives, rows.length - positives);
  if (rarer < MINIMUM_POSITIVES) {
    throw new LeadbenchError('TOO_FEW_POSITIVES', {
      stage,
      positives: rarer,
      minimum: MINIMUM_POSITIVES,
    });
  }
}

/** Labels of one stage, one a table row, and the rows it trains and tests on. */
export interface StagePlan {
  readonly labels: Uint8Array;
  readonly train: Uint32Array;
  readonly test: Uint32Array;
}

/** Which rows do what in a study; all row lists are ascending. */
export interface StudyPlan {
  /** One split of the rows whose first outcome is known; each stage reads its part of both sides. */
  readonly train: Uint32Array;
  readonly test: Uint32Array;
  readonly stages: readonly StagePlan[];
  /** Test rows of which it is known whether all stages happened: the product is judged on them. */
  readonly settled: Uint32Array;
}

/**
 * The rows a study trains and tests on, and the labels it reads; the same request gives the same rows.
 * A lead that was reached and whose second outcome is still missing counts in stage 1, where it is
 * known, and not in stage 2: leaving it out of both would make reaching leads look rarer than it is.
 * Throws LeadbenchError: NO_OUTCOME, SPLIT_NO_DATE, TIME_SPLIT_IMPOSSIBLE, what `outcomeLabels` throws.
 */
export function planStudy(table: Table, request: StudyRequest): StudyPlan {
  const { stages, reads, settled } = readLabels(table, request.setup.outcomes);
  const marked = (mark: Uint8Array, rows: Uint32Array): Uint32Array =>
    filterRows(rows, (row) => mark[row] === 1);
  const classes = new Uint8Array(table.rows);
  for (const labels of stages) labels.forEach((label, row) => (classes[row] += label));
  const { train, test } = splitRows(table, marked(reads[0], identityOrder(table.rows)), {
    split: request.split,
    classes,
    seed: request.seed,
  });
  return {
    train,
    test,
    stages: stages.map((labels, i) => ({
      labels,
      train: marked(reads[i], train),
      test: marked(reads[i], test),
    })),
    settled: marked(settled, test),
  };
}
