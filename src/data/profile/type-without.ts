import { NO_CONTROL } from '../../util/progress';
import { ColumnBuilder } from '../parse/column-builder';
import { localeColumn } from '../parse/locale-column';
import type { Column, ColumnType, TextColumn } from '../table/column';
import { utf8At } from '../table/utf8';
import { isMissing } from '../table/validity';
import type { TextValues } from './text-values';
import type { Reading } from './types';

function typed(name: string, builder: ColumnBuilder, { commaFree, chosen }: Reading): Column {
  const context = { control: NO_CONTROL, commaFree, kernels: null };
  return localeColumn(name, builder, context, chosen);
}

/** The type that the values would have without some of them. Cost: O(bytes). */
export function typeWithout(
  values: TextValues,
  without: ReadonlySet<string>,
  reading: Reading,
): ColumnType {
  const { strings, at } = values;
  const builder = new ColumnBuilder();
  let left = 0;
  for (const i of at) {
    if (without.has(utf8At(strings, i))) continue;
    builder.push(strings.bytes, strings.offsets[i], strings.offsets[i + 1]);
    left++;
  }
  return left === 0 ? 'text' : typed('', builder, reading).type;
}

/**
 * A text column in which cells of certain values are missing, with the type that it then has, as if the
 * file had left those cells empty. Cost: O(bytes).
 */
export function textWithout(
  column: TextColumn,
  without: ReadonlySet<string>,
  reading: Reading,
): Column {
  const { encoding } = column;
  const strings = encoding === 'dictionary' ? column.levels : column.cells;
  const dropped = new Set<number>();
  for (let i = 0; i + 1 < strings.offsets.length; i++) {
    if (without.has(utf8At(strings, i))) dropped.add(i);
  }
  const builder = new ColumnBuilder();
  for (let row = 0; row < column.length; row++) {
    const i = encoding === 'dictionary' ? column.codes[row] : row;
    const gone = isMissing(column, row) || dropped.has(i);
    builder.push(strings.bytes, gone ? 0 : strings.offsets[i], gone ? 0 : strings.offsets[i + 1]);
  }
  return typed(column.name, builder, reading);
}
