import type { Column, Table } from '../../data/table/column';
import type { FeatureMatrix } from '../matrix';
import { readNumbers, readText, requireColumns } from './cells';
import { datePart } from './date-parts';
import { levelCodes } from './levels';
import { featureCount, onehotCodes, type FittedInput, type FittedRecipe } from './recipe';

/** Writes value(row) of the chosen rows into one feature column. */
function fill(out: Float32Array, rows: Uint32Array | null, value: (row: number) => number): void {
  if (rows) for (let i = 0; i < out.length; i++) out[i] = value(rows[i]);
  else for (let row = 0; row < out.length; row++) out[row] = value(row);
}

interface Target {
  readonly rows: Uint32Array | null;
  readonly features: readonly Float32Array[];
  readonly textAs: FittedRecipe['textAs'];
}

function writeInput(column: Column, input: FittedInput, target: Target): void {
  const { rows, features } = target;
  if (input.type === 'text') {
    const codes = levelCodes(readText(column), input.levels);
    if (target.textAs === 'codes') fill(features[0], rows, (row) => codes[row]);
    else {
      onehotCodes(input).forEach((code, k) => {
        fill(features[k], rows, (row) => (codes[row] === code ? 1 : 0));
      });
    }
    return;
  }
  const values = readNumbers(column, input);
  if (input.type !== 'timestamp') fill(features[0], rows, (row) => values[row]);
  else {
    input.parts.forEach((part, k) => {
      fill(features[k], rows, (row) => datePart(part, values[row]));
    });
  }
}

/**
 * Features of the given table rows (null = all), in the order of `rows`: float64 arithmetic, one
 * rounding to float32, NaN where a number or date is missing. The order of the table's columns and
 * columns the recipe does not name do not matter. O(rows x features).
 * Throws LeadbenchError COLUMNS_MISSING {columns, count}, COLUMN_TYPE {column, expected, found}.
 */
export function transform(
  fitted: FittedRecipe,
  table: Table,
  rows: Uint32Array | null,
): FeatureMatrix {
  const columns = requireColumns(
    table,
    fitted.inputs.map(({ column }) => column),
  );
  const count = rows ? rows.length : table.rows;
  const values = new Float32Array(count * fitted.featureNames.length);
  let j = 0;
  for (const input of fitted.inputs) {
    const column = columns.get(input.column);
    const width = featureCount(input, fitted.textAs);
    const features = Array.from({ length: width }, (_, k) =>
      values.subarray((j + k) * count, (j + k + 1) * count),
    );
    if (column) writeInput(column, input, { rows, features, textAs: fitted.textAs });
    j += width;
  }
  return { rows: count, names: fitted.featureNames, values };
}
