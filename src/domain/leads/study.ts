import type { Table } from '../../data/table/column';
import type { Kernels } from '../../kernels/wasm';
import type { RecipeInput } from '../../ml/features/recipe';
import { evaluate } from '../../ml/metrics/evaluate';
import { ALGORITHMS } from '../../ml/model';
import { partOf, type JobControl } from '../../util/progress';
import type { Milliseconds } from '../../util/units';
import { chooseChampion, mean } from './champion';
import {
  featureInputs,
  planStudy,
  requireBothClasses,
  splitRows,
  type StudyPlan,
} from './study-plan';
import {
  labelsOf,
  predictRows,
  trainCell,
  type FittedCell,
  type FittedPipeline,
} from './study-stage';
import type { ColumnFinding, StudyModel, StudyRequest, StudyResult, StudyStage } from './types';

/** Share of the training rows held back for early stopping and for choosing the champion. */
const HELD_BACK = 0.2;

/** The trained pipelines of one stage, champion marked. */
export interface FittedStage {
  readonly stage: 1 | 2;
  readonly pipelines: readonly FittedPipeline[];
  readonly champion: FittedPipeline['algorithm'];
}

/**
 * Champion scores of the test rows whose outcomes are all known, in `rows` order; `p2` is empty where
 * there is one stage.
 */
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
  readonly kernels: Kernels | null;
  readonly control: JobControl;
  readonly clock: () => Milliseconds;
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
  const probabilities = predictRows(cell, input.table, input.test, input.kernels);
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

/** Champion scores of the plan's settled rows: P1, P2 and their product, with the last outcome. */
function scoreTest(
  table: Table,
  stages: readonly FittedStage[],
  plan: StudyPlan,
  kernels: Kernels | null,
): TestScores {
  const rows = plan.settled;
  const { labels } = plan.stages[plan.stages.length - 1];
  const [p1, p2] = stages.map((stage) =>
    Float32Array.from(predictRows(championOf(stage), table, rows, kernels)),
  );
  const final = stages.length === 2 ? p1.map((p, i) => p * p2[i]) : p1;
  return {
    rows,
    p1,
    p2: stages.length === 2 ? p2 : new Float32Array(0),
    final,
    outcome: labelsOf(labels, rows),
  };
}

/** Test rows and their champion scores for stages that were trained earlier on the same table. */
export function replayTest(
  table: Table,
  request: StudyRequest,
  stages: readonly FittedStage[],
): TestScores {
  return scoreTest(table, stages, planStudy(table, request), null);
}

/**
 * The lead study: each stage's models trained on training rows, a champion chosen on rows held back
 * from them, and everything judged once on test rows. Stage 2 reads only rows where stage 1
 * happened; the product is judged on all test rows whose outcome is known, undelivered ones as 0.
 * Throws LeadbenchError: NO_OUTCOME, NO_FEATURES, ONE_CLASS, TOO_FEW_POSITIVES, SPLIT_NO_DATE, CANCELLED.
 */
export function runStudy(input: StudyInput): Study {
  const { table, request, control, clock } = input;
  const started = clock();
  const inputs = featureInputs(table, request.setup);
  const plan = planStudy(table, request);
  plan.stages.forEach(({ labels, train }, i) => {
    requireBothClasses(labels, train, i === 0 ? 1 : 2, request.setup.outcomes[i]);
  });
  const finished = plan.stages.map((stage, i) =>
    trainStage({
      ...input,
      ...stage,
      stage: i === 0 ? 1 : 2,
      inputs,
      control: partOf(control, {
        phase: null,
        from: i / plan.stages.length,
        to: (i + 1) / plan.stages.length,
      }),
    }),
  );
  const fitted = finished.map((part) => part.fitted);
  const scores = scoreTest(table, fitted, plan, input.kernels);
  const result: StudyResult = {
    rows: table.rows,
    columns: table.columns.length,
    guard: input.guard,
    dropped: request.setup.dropped,
    features: inputs.map(({ column }) => column),
    split: {
      kind: request.split.kind,
      column: request.split.kind === 'time' ? request.split.column : null,
      trainRows: plan.train.length,
      testRows: plan.test.length,
    },
    stages: finished.map((part) => part.stage),
    final: evaluate(Float64Array.from(scores.final), scores.outcome, { seed: request.seed }),
    request,
    seconds: (clock() - started) / 1000,
  };
  return { result, stages: fitted, test: scores };
}
