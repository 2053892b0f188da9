import type { Column, Table } from '../../data/table/column';
import { identityOrder } from '../../kernels/radix-sort';
import { LeadbenchError } from '../../util/errors';
import { readNumbers, readText, requireColumns } from './cells';
import { datePart } from './date-parts';
import { compareText, countLevels, type LevelCount } from './levels';
import {
  onehotCodes,
  type DatePart,
  type FittedInput,
  type FittedRecipe,
  type FittedText,
  type Recipe,
  type RecipeInput,
} from './recipe';

/** A text becomes a level with this many training rows. */
export const MIN_LEVEL_ROWS = 20;
/** A text with fewer training rows than this is kept nowhere: it could point at people. */
export const MIN_KEPT_ROWS = 5;
/** At most this many rare texts a column are kept, the most frequent. */
export const MAX_RARE = 1000;
/** At most this many levels a column, the most frequent. */
export const MAX_LEVELS = 50;
/** Weight, in rows, of the overall event rate in a level's smoothed rate. */
export const RATE_PRIOR_ROWS = 20;

const PARTS: readonly DatePart[] = ['weekday', 'day', 'hour'];

/** `rows` null = all rows; labels[i] is the outcome of rows[i], needed where text becomes codes. */
export interface FitRequest {
  readonly recipe: Recipe;
  readonly table: Table;
  readonly rows: Uint32Array | null;
  readonly labels?: Uint8Array;
}

interface Training {
  readonly rows: Uint32Array;
  readonly labels: Uint8Array | null;
  readonly textAs: Recipe['textAs'];
}

function fitDate(column: Column, input: RecipeInput, rows: Uint32Array): FittedInput | null {
  const values = readNumbers(column, input);
  const varies = (part: DatePart): boolean => {
    let first = NaN;
    for (let i = 0; i < rows.length; i++) {
      const value = datePart(part, values[rows[i]]);
      if (Number.isNaN(value)) continue;
      if (Number.isNaN(first)) first = value;
      else if (value !== first) return true;
    }
    return false;
  };
  const parts = PARTS.filter(varies);
  return parts.length > 0 ? { column: input.column, type: 'timestamp', parts } : null;
}

/** Texts of at least `least` rows with their counts, the most frequent first. */
function byFrequency(counts: Map<string, LevelCount>, least: number): [string, LevelCount][] {
  return [...counts]
    .filter(([text, count]) => text !== '' && !text.includes('\0') && count.rows >= least)
    .sort(([a, x], [b, y]) => y.rows - x.rows || compareText(a, b));
}

function chooseLevels(counts: Map<string, LevelCount>, training: Training): string[] {
  const frequent = byFrequency(counts, MIN_LEVEL_ROWS).slice(0, MAX_LEVELS);
  if (training.textAs === 'onehot') return frequent.map(([text]) => text);
  if (!training.labels) throw new Error('ordered codes need labels');
  const events = training.labels.reduce((sum, label) => sum + label, 0);
  const prior = events / training.labels.length;
  const rate = (count: LevelCount): number =>
    (count.events + RATE_PRIOR_ROWS * prior) / (count.rows + RATE_PRIOR_ROWS);
  return frequent
    .sort(([a, x], [b, y]) => rate(x) - rate(y) || compareText(a, b))
    .map(([text]) => text);
}

function fitText(column: Column, input: RecipeInput, training: Training): FittedText | null {
  const counts = countLevels(readText(column), training.rows, training.labels);
  const levels = chooseLevels(counts, training);
  const known = new Set(levels);
  const rare = byFrequency(counts, MIN_KEPT_ROWS)
    .map(([text]) => text)
    .filter((text) => !known.has(text))
    .slice(0, MAX_RARE);
  const hasMissing = counts.has('');
  const hasOther = [...counts.keys()].some((text) => text !== '' && !known.has(text));
  const codes = levels.length + Number(hasMissing) + Number(hasOther);
  if (codes < 2) return null;
  return { column: input.column, type: 'text', levels, rare, hasMissing, hasOther };
}

function fitInput(column: Column, input: RecipeInput, training: Training): FittedInput | null {
  if (input.type === 'text') return fitText(column, input, training);
  if (input.type === 'timestamp') return fitDate(column, input, training.rows);
  const values = readNumbers(column, input);
  if (training.rows.every((row) => Number.isNaN(values[row]))) return null;
  if (input.type === 'number') return { column: input.column, type: 'number' };
  const labels = column.type === 'boolean' ? { labels: column.labels } : {};
  return { column: input.column, type: 'boolean', ...labels };
}

function namesOf(input: FittedInput, textAs: Recipe['textAs']): string[] {
  if (input.type === 'timestamp') return input.parts.map((part) => `${input.column} ${part}`);
  if (input.type !== 'text' || textAs === 'codes') return [input.column];
  const words = [...input.levels, '(missing)', '(other)'];
  return onehotCodes(input).map((code) => `${input.column} = ${words[code]}`);
}

function makeDistinct(names: readonly string[]): string[] {
  const used = new Set<string>();
  return names.map((name) => {
    let distinct = name;
    for (let i = 2; used.has(distinct); i++) distinct = `${name} (${i})`;
    used.add(distinct);
    return distinct;
  });
}

/**
 * Learns from the given training rows alone how raw columns become features: numbers and booleans
 * pass through, a timestamp becomes the parts that vary, a text its frequent levels (by smoothed
 * event rate where text becomes codes, by frequency where it becomes 0/1 columns; ties by bytes).
 * One pass over the rows a column. Throws LeadbenchError COLUMNS_MISSING {columns, count},
 * COLUMN_TYPE {column, expected, found}, NO_FEATURES where nothing that varies is left.
 */
export function fitRecipe(request: FitRequest): FittedRecipe {
  const { recipe, table } = request;
  const { textAs } = recipe;
  const rows = request.rows ?? identityOrder(table.rows);
  const training: Training = { rows, labels: request.labels ?? null, textAs };
  const columns = requireColumns(
    table,
    recipe.inputs.map(({ column }) => column),
  );
  const inputs: FittedInput[] = [];
  for (const input of recipe.inputs) {
    const column = columns.get(input.column);
    const fitted = column && fitInput(column, input, training);
    if (fitted) inputs.push(fitted);
  }
  if (inputs.length === 0) throw new LeadbenchError('NO_FEATURES');
  const featureNames = makeDistinct(inputs.flatMap((input) => namesOf(input, textAs)));
  return { version: 1, textAs, inputs, featureNames };
}
