import type { Table } from '../../data/table/column';
import type { Kernels } from '../../kernels/wasm';
import type { FittedRecipe, RecipeInput } from '../../ml/features/recipe';
import { fitRecipe } from '../../ml/features/fit';
import { transform } from '../../ml/features/transform';
import { FOREST_DEFAULTS } from '../../ml/forest/params';
import { trainForest } from '../../ml/forest/train';
import { GBDT_DEFAULTS, isGbdtParam } from '../../ml/gbdt/params';
import { trainGbdt } from '../../ml/gbdt/train';
import { LOGISTIC_DEFAULTS } from '../../ml/logistic/params';
import { trainLogistic } from '../../ml/logistic/train';
import type { Algorithm, Model, ModelParams } from '../../ml/model';
import { predict } from '../../ml/predict';
import { LeadbenchError } from '../../util/errors';
import { partOf, type JobControl } from '../../util/progress';
import { gather } from '../../util/rows';
import type { Milliseconds } from '../../util/units';
import { rowLogLosses } from './champion';

/** A recipe and the model that reads its features; both fitted on training rows only. */
export interface FittedPipeline {
  readonly algorithm: Algorithm;
  readonly recipe: FittedRecipe;
  readonly model: Model;
}

/** A cell of the board with what it cost and how it did on the rows held back. */
export interface FittedCell extends FittedPipeline {
  readonly validationLosses: Float64Array;
  readonly params: ModelParams;
  readonly fitSeconds: number;
}

/** What one cell is trained from. Rows are zero-based table rows; labels are one a table row. */
export interface CellInput {
  readonly algorithm: Algorithm;
  readonly table: Table;
  readonly inputs: readonly RecipeInput[];
  readonly labels: Uint8Array;
  /** All training rows of the stage: `fitRows` and `heldBack` together. */
  readonly trainRows: Uint32Array;
  readonly fitRows: Uint32Array;
  readonly heldBack: Uint32Array;
  readonly params: ModelParams;
  readonly seed: number;
  /** Compiled kernels, or null for the TypeScript twins. */
  readonly kernels: Kernels | null;
  /** Names the cell in progress reports. */
  readonly phase: string;
  readonly control: JobControl;
  readonly clock: () => Milliseconds;
}

/** Labels of the given rows, in their order. */
export function labelsOf(labels: Uint8Array, rows: Uint32Array): Uint8Array {
  return gather(new Uint8Array(rows.length), labels, rows);
}

/** Fits recipe and model on `rows`; early stopping reads `heldBack` where it is given. */
function fitOn(
  input: CellInput,
  rows: Uint32Array,
  heldBack: Uint32Array | null,
  part: { params: ModelParams; control: JobControl },
): FittedPipeline {
  const { algorithm, table, kernels, seed } = input;
  const labels = labelsOf(input.labels, rows);
  const textAs = algorithm === 'logistic' ? 'onehot' : 'codes';
  const recipe = fitRecipe({
    recipe: { version: 1, inputs: input.inputs, textAs },
    table,
    rows,
    labels,
  });
  const matrix = transform(recipe, table, rows);
  if (algorithm === 'logistic') {
    return { algorithm, recipe, model: trainLogistic({ matrix, labels, kernels, ...part }) };
  }
  if (algorithm === 'forest') {
    const { model } = trainForest({ matrix, labels, seed, kernels, ...part });
    return { algorithm, recipe, model };
  }
  const validation = heldBack
    ? {
        matrix: transform(recipe, table, heldBack),
        labels: labelsOf(input.labels, heldBack),
      }
    : undefined;
  const trained = trainGbdt({ matrix, labels, validation, seed, kernels, ...part });
  return { algorithm, recipe, model: trained.model };
}

/** Probabilities of the given rows by a fitted pipeline; kernels change their time and nothing else. */
export function predictRows(
  pipeline: FittedPipeline,
  table: Table,
  rows: Uint32Array,
  kernels: Kernels | null,
): Float64Array {
  return predict(pipeline.model, transform(pipeline.recipe, table, rows), kernels);
}

/** Leaves of a tree of a forest at most, unless its parameters say otherwise. */
const FOREST_LEAVES = 2000;

/**
 * Parameters where none are given. A forest's trees would grow with the rows, and its file with them: from
 * 10,000 rows on leaves are as large as it takes for 2,000 of them.
 */
function defaultsOf(algorithm: Algorithm, rows: number): ModelParams {
  if (algorithm === 'gbdt') return { ...GBDT_DEFAULTS };
  if (algorithm === 'logistic') return { ...LOGISTIC_DEFAULTS };
  const { min_samples_leaf: least } = FOREST_DEFAULTS;
  return { ...FOREST_DEFAULTS, min_samples_leaf: Math.max(least, Math.ceil(rows / FOREST_LEAVES)) };
}

/**
 * Trains one cell: first on `fitRows`, where `heldBack` decides the number of rounds and gives the
 * losses that choose the champion; then once more on all training rows with that many rounds.
 */
export function trainCell(input: CellInput): FittedCell {
  const { algorithm, phase, control, clock } = input;
  const defaults = defaultsOf(algorithm, input.trainRows.length);
  const isKnown = (name: string): boolean =>
    algorithm === 'gbdt' ? isGbdtParam(name) : Object.hasOwn(defaults, name);
  const unknown = Object.keys(input.params).find((name) => !isKnown(name));
  if (unknown !== undefined)
    throw new LeadbenchError('PARAM_UNKNOWN', { name: unknown, algorithm });
  const params: ModelParams = { ...defaults, ...input.params };
  const started = clock();
  const first = fitOn(input, input.fitRows, input.heldBack, {
    params,
    control: partOf(control, { phase, from: 0, to: 0.55 }),
  });
  const heldBackLabels = labelsOf(input.labels, input.heldBack);
  const probabilities = predictRows(first, input.table, input.heldBack, input.kernels);
  const validationLosses = rowLogLosses(probabilities, heldBackLabels);
  const rounds = first.model.algorithm === 'gbdt' ? first.model.trees.length : 0;
  const finalParams = rounds > 0 ? { ...params, num_boost_round: rounds } : params;
  const final = fitOn(input, input.trainRows, null, {
    params: finalParams,
    control: partOf(control, { phase, from: 0.55, to: 1 }),
  });
  const fitSeconds = (clock() - started) / 1000;
  return { ...final, validationLosses, params: finalParams, fitSeconds };
}
