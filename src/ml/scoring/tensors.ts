import { Tensor } from 'onnxruntime-web/wasm';
import type { Column, Table } from '../../data/table/column';
import { isMissing } from '../../data/table/validity';
import { readNumbers, readText, requireColumns } from '../features/cells';
import type { FittedInput, FittedRecipe } from '../features/recipe';
import { inputNames } from '../onnx/inputs';

/** Some rows of a table: positions `start` to `end` of `rows`, or those rows themselves where it is null. */
export interface Batch {
  readonly rows: Uint32Array | null;
  readonly start: number;
  readonly end: number;
}

/** Makes the tensor [end - start, 1] of one column. */
type TensorMaker = (batch: Batch) => Tensor;

/** A text that holds U+0000 would be cut there by the runtime; this is no level of any recipe. */
const UNPRINTABLE = '\uffff';

function rowAt({ rows, start }: Batch, i: number): number {
  return rows ? rows[start + i] : start + i;
}

function doubleTensors(values: Float64Array): TensorMaker {
  return (batch) => {
    const count = batch.end - batch.start;
    const data = new Float64Array(count);
    for (let i = 0; i < count; i++) data[i] = values[rowAt(batch, i)];
    return new Tensor('float64', data, [count, 1]);
  };
}

/** int64 by its two halves, since BigInt costs far more; a missing time has only the sign bit. */
function timeTensors(values: Float64Array): TensorMaker {
  return (batch) => {
    const count = batch.end - batch.start;
    const halves = new Int32Array(2 * count);
    for (let i = 0; i < count; i++) {
      const time = Math.floor(values[rowAt(batch, i)]);
      const missing = Number.isNaN(time);
      halves[2 * i] = missing ? 0 : time;
      halves[2 * i + 1] = missing ? -0x80000000 : Math.floor(time / 0x100000000);
    }
    return new Tensor('int64', new BigInt64Array(halves.buffer), [count, 1]);
  };
}

/** Strings; each entry of a dictionary is decoded once. */
function textTensors(column: Column): TensorMaker {
  const { codes, size, text } = readText(column);
  const shown = (entry: number): string => {
    const value = text(entry);
    return value.includes('\0') ? UNPRINTABLE : value;
  };
  const levels = codes ? Array.from({ length: size }, (_, entry) => shown(entry)) : null;
  const cell = (row: number): string => (levels && codes ? levels[codes[row]] : shown(row));
  return (batch) => {
    const count = batch.end - batch.start;
    const data = new Array<string>(count);
    for (let i = 0; i < count; i++) {
      const row = rowAt(batch, i);
      data[i] = isMissing(column, row) ? '' : cell(row);
    }
    return new Tensor('string', data, [count, 1]);
  };
}

function tensorMaker(column: Column, input: FittedInput): TensorMaker {
  if (input.type === 'text') return textTensors(column);
  const values = readNumbers(column, input);
  return input.type === 'timestamp' ? timeTensors(values) : doubleTensors(values);
}

/**
 * A function that turns a batch of rows into the tensors of the recipe's graph, by input name.
 * Throws LeadbenchError COLUMNS_MISSING {columns, count}, COLUMN_TYPE {column, expected, found}.
 */
export function feedMaker(
  recipe: FittedRecipe,
  table: Table,
): (batch: Batch) => Record<string, Tensor> {
  const columns = requireColumns(
    table,
    recipe.inputs.map(({ column }) => column),
  );
  const names = inputNames(recipe);
  const makers = recipe.inputs.flatMap((input, i) => {
    const column = columns.get(input.column);
    return column ? [{ name: names[i], make: tensorMaker(column, input) }] : [];
  });
  return (batch) => {
    // Without a prototype, because a column may be named __proto__.
    const feeds = Object.create(null) as Record<string, Tensor>;
    for (const { name, make } of makers) feeds[name] = make(batch);
    return feeds;
  };
}
