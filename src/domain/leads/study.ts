import type { Table } from '../../data/table/column';
import { columnNamed } from '../../data/table/find-column';
import type { KernelModule } from '../../kernels/wasm';
import type { RecipeInput } from '../../ml/features/recipe';
import { evaluate } from '../../ml/metrics/evaluate';
import { ALGORITHMS } from '../../ml/model';
import { randomSplit } from '../../ml/split/random';
import { timeSplit } from '../../ml/split/time';
import { LeadbenchError } from '../../util/errors';
import { partOf, type JobControl } from '../../util/progress';
import type { Milliseconds } from '../../util/units';
import { chooseChampion, mean } from './champion';
import { outcomeLabels } from './outcomes';
import {
  labelsOf,
  predictRows,
  trainCell,
  type FittedCell,
  type FittedPipeline,
} from './study-stage';
import type {
  ColumnFinding,
  Outcome,
  Setup,
  StudyModel,
  StudyRequest,
  StudyResult,
  StudyStage,
} from './types';

/** A stage needs this many rows of its rarer class; below it nothing is trained. */
export const MINIMUM_POSITIVES = 40;
/** Share of the training rows held back for early stopping and for choosing the champion. */
const HELD_BACK = 0.2;

/** The trained pipelines of one stage, champion marked. */
export interface FittedStage {
  readonly stage: 1 | 2;
  readonly pipelines: readonly FittedPipeline[];
  readonly champion: FittedPipeline['algorithm'];
}

/** Champion scores of the test rows, in `rows` order; `p2` is empty where there is one stage. */
export interface TestScores {
  readonly rows: Uint32Array;
  readonly p1: Float32Array;
  readonly p2: Float32Array;
  readonly final: Float32Array;
  readonly outcome: Uint8Array;
}

export interface Study {
  readonly result: StudyResult;
  readonly stages: readonly FittedStage[];
  readonly test: TestScores;
}

export interface StudyInput {
  readonly table: Table;
  readonly request: StudyRequest;
  readonly guard: readonly ColumnFinding[];
  /** Compiled kernels, or null for the TypeScript twins. */
  readonly kernels: KernelModule | null;
  readonly control: JobControl;
  readonly clock: () => Milliseconds;
}

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
function splitRows(
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

function requireBothClasses(
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

/** Recall and precision at the default cut of 0.5; NaN where the denominator is 0. */
function atHalf(
  probabilities: Float64Array,
  labels: Uint8Array,
): { recall: number; precision: number } {
  let tp = 0;
  let called = 0;
  let events = 0;
  for (let i = 0; i < labels.length; i++) {
    const hit = probabilities[i] >= 0.5 ? 1 : 0;
    called += hit;
    events += labels[i];
    tp += hit & labels[i];
  }
  return { recall: tp / events, precision: tp / called };
}

interface StageInput extends StudyInput {
  readonly stage: 1 | 2;
  readonly inputs: readonly RecipeInput[];
  readonly labels: Uint8Array;
  readonly train: Uint32Array;
  readonly test: Uint32Array;
}

function trainStage(input: StageInput): { stage: StudyStage; fitted: FittedStage } {
  const { stage, request, table, labels, train, test, control } = input;
  const outcome = request.setup.outcomes[stage - 1];
  const algorithms = ALGORITHMS.filter((algorithm) => request.algorithms.includes(algorithm));
  const inner = splitRows(table, train, {
    split: { ...request.split, test: HELD_BACK },
    classes: labels,
    seed: request.seed + 1,
  });
  const cells = algorithms.map((algorithm, i) =>
    trainCell({
      ...input,
      algorithm,
      params: request.params[algorithm] ?? {},
      trainRows: train,
      fitRows: inner.train,
      heldBack: inner.test,
      seed: request.seed,
      phase: `stage${stage}.${algorithm}`,
      control: partOf(control, {
        phase: null,
        from: i / algorithms.length,
        to: (i + 1) / algorithms.length,
      }),
    }),
  );
  const candidates = cells.map((cell) => ({
    algorithm: cell.algorithm,
    losses: cell.validationLosses,
  }));
  const champion = chooseChampion(candidates);
  const testLabels = labelsOf(labels, test);
  const models = cells.map((cell) => judge(cell, input, testLabels));
  const positives =
    labelsOf(labels, train).reduce((s, v) => s + v, 0) + testLabels.reduce((s, v) => s + v, 0);
  return {
    stage: {
      stage,
      outcome,
      trainRows: train.length,
      testRows: test.length,
      positives,
      models,
      champion: { ...champion, variant: 'baseline' },
    },
    fitted: {
      stage,
      pipelines: cells.map(({ algorithm, recipe, model }) => ({ algorithm, recipe, model })),
      champion: champion.algorithm,
    },
  };
}

function judge(cell: FittedCell, input: StageInput, testLabels: Uint8Array): StudyModel {
  const probabilities = predictRows(cell, input.table, input.test);
  return {
    algorithm: cell.algorithm,
    variant: 'baseline',
    evaluation: evaluate(probabilities, testLabels, { seed: input.request.seed }),
    threshold: 0.5,
    ...atHalf(probabilities, testLabels),
    fitSeconds: cell.fitSeconds,
    params: cell.params,
    validationLogLoss: mean(cell.validationLosses),
  };
}

function championOf(stage: FittedStage): FittedPipeline {
  const champion = stage.pipelines.find(({ algorithm }) => algorithm === stage.champion);
  if (!champion) throw new Error('a stage without its champion');
  return champion;
}

/** Champion scores of `rows`: P1, P2 and their product, with the last stage's outcome. */
function scoreTest(
  table: Table,
  stages: readonly FittedStage[],
  rows: Uint32Array,
  outcome: Uint8Array,
): TestScores {
  const [p1, p2] = stages.map((stage) =>
    Float32Array.from(predictRows(championOf(stage), table, rows)),
  );
  const final = stages.length === 2 ? p1.map((p, i) => p * p2[i]) : p1;
  return {
    rows,
    p1,
    p2: stages.length === 2 ? p2 : new Float32Array(0),
    final,
    outcome: labelsOf(outcome, rows),
  };
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

/** Test rows and their champion scores for stages that were trained earlier on the same table. */
export function replayTest(
  table: Table,
  request: StudyRequest,
  stages: readonly FittedStage[],
): TestScores {
  const { labels, test } = planStudy(table, request);
  return scoreTest(table, stages, test, labels[labels.length - 1]);
}

/**
 * The lead study: each stage's models trained on training rows, a champion chosen on rows held back
 * from them, and everything judged once on test rows. Stage 2 reads only rows where stage 1
 * happened; the product is judged on all test rows, undelivered ones as 0.
 * Throws LeadbenchError: NO_FEATURES, ONE_CLASS, TOO_FEW_POSITIVES, SPLIT_NO_DATE, CANCELLED.
 */
export function runStudy(input: StudyInput): Study {
  const { table, request, control, clock } = input;
  const started = clock();
  const inputs = featureInputs(table, request.setup);
  const { labels, train, test } = planStudy(table, request);
  const trained = labels.map((stageLabels, i) => {
    const stage = i === 0 ? 1 : 2;
    const of = (rows: Uint32Array): Uint32Array =>
      stage === 1 ? rows : rows.filter((row) => labels[0][row] === 1);
    requireBothClasses(stageLabels, of(train), stage, request.setup.outcomes[i]);
    return { stage, stageLabels, train: of(train), test: of(test) } as const;
  });
  const finished = trained.map(({ stage, stageLabels, ...rows }, i) =>
    trainStage({
      ...input,
      ...rows,
      stage,
      inputs,
      labels: stageLabels,
      control: partOf(control, {
        phase: null,
        from: i / trained.length,
        to: (i + 1) / trained.length,
      }),
    }),
  );
  const fitted = finished.map((part) => part.fitted);
  const scores = scoreTest(table, fitted, test, labels[labels.length - 1]);
  const result: StudyResult = {
    rows: table.rows,
    columns: table.columns.length,
    guard: input.guard,
    dropped: request.setup.dropped,
    features: inputs.map(({ column }) => column),
    split: {
      kind: request.split.kind,
      column: request.split.kind === 'time' ? request.split.column : null,
      trainRows: train.length,
      testRows: test.length,
    },
    stages: finished.map((part) => part.stage),
    final: evaluate(Float64Array.from(scores.final), scores.outcome, { seed: request.seed }),
    request,
    seconds: (clock() - started) / 1000,
  };
  return { result, stages: fitted, test: scores };
}
