import { columnNamed } from '../../data/table/find-column';
import type { Table } from '../../data/table/column';
import type { RecipeInput } from '../../ml/features/recipe';
import { randomSplit } from '../../ml/split/random';
import { timeSplit } from '../../ml/split/time';
import { LeadbenchError } from '../../util/errors';
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

/** Labels of each stage, the rows whose outcome is known, and one class code a row for stratifying. */
interface Labels {
  readonly stages: readonly Uint8Array[];
  readonly usable: Uint32Array;
  readonly classes: Uint8Array;
}

function readLabels(table: Table, outcomes: readonly Outcome[]): Labels {
  const read = outcomes.map((outcome) => outcomeLabels(table, outcome));
  const first = read[0];
  const usable: number[] = [];
  for (let row = 0; row < table.rows; row++) {
    const second = first.labels[row] === 1 ? read[1] : undefined;
    if (first.known[row] === 1 && (!second || second.known[row] === 1)) usable.push(row);
  }
  const classes = new Uint8Array(table.rows);
  for (const { labels } of read)
    for (let row = 0; row < table.rows; row++) classes[row] += labels[row];
  // A second outcome without the first counts as not happened: the product is about both.
  const stages = read.map(({ labels }, i) =>
    i === 0 ? labels : labels.map((label, row) => label & first.labels[row]),
  );
  return { stages, usable: Uint32Array.from(usable), classes };
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
  const part = timeSplit(
    Float64Array.from(rows, (row) => column.values[row]),
    split.test,
  );
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
  for (const row of rows) positives += labels[row];
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

/** The rows a study trains and tests on, and the labels it reads; the same request gives the same rows. */
export function planStudy(
  table: Table,
  request: StudyRequest,
): {
  labels: readonly Uint8Array[];
  train: Uint32Array;
  test: Uint32Array;
} {
  const { stages, usable, classes } = readLabels(table, request.setup.outcomes);
  const { train, test } = splitRows(table, usable, {
    split: request.split,
    classes,
    seed: request.seed,
  });
  return { labels: stages, train, test };
}
