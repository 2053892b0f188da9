import type { Column, ColumnType, Table } from '../../data/table/column';
import { levelsOf } from '../../data/table/levels';
import { textAt } from '../../data/table/read-cell';
import { isMissing } from '../../data/table/validity';
import { LeadbenchError } from '../../util/errors';
import type { FittedFlag, RecipeInput } from './recipe';

/** Cells as text: row r is entry codes[r], or entry r where `codes` is null. Missing cells have no text. */
export interface TextCells {
  readonly column: Column;
  readonly size: number;
  readonly codes: Uint8Array | Uint16Array | Uint32Array | null;
  readonly text: (entry: number) => string;
}

/** What a column is read as; `labels` are a boolean's words at training. */
export type ReadAs = RecipeInput & { readonly labels?: FittedFlag['labels'] };

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;

/**
 * The named columns of a table, by name; order and further columns do not matter.
 * Throws LeadbenchError COLUMNS_MISSING {columns, count} naming all that are absent.
 */
export function requireColumns(table: Table, names: readonly string[]): Map<string, Column> {
  const found = new Map(table.columns.map((column) => [column.name, column]));
  const missing = names.filter((name) => !found.has(name));
  if (missing.length > 0) {
    throw new LeadbenchError('COLUMNS_MISSING', {
      columns: missing.join(', '),
      count: missing.length,
    });
  }
  return found;
}

/** A column of any type as the text the file has, each entry of a dictionary read once. */
export function readText(column: Column): TextCells {
  if (column.type === 'boolean') {
    return { column, size: 2, codes: column.values, text: (entry) => column.labels[entry] };
  }
  if (column.type === 'text' && column.encoding === 'dictionary') {
    const levels = levelsOf(column);
    return { column, size: levels.length, codes: column.codes, text: (entry) => levels[entry] };
  }
  return { column, size: column.length, codes: null, text: (row) => textAt(column, row) ?? '' };
}

/** Numbers of a column by `parse`, which gives null for what is none; an empty cell is NaN. */
function parseCells(
  column: Column,
  expected: ColumnType,
  parse: (text: string) => number | null,
): Float64Array {
  const { codes, size, text } = readText(column);
  const known = new Array<number | null | undefined>(codes ? size : 0);
  const read = (entry: number): number | null => {
    const trimmed = text(entry).trim();
    return trimmed === '' ? NaN : parse(trimmed);
  };
  const out = new Float64Array(column.length).fill(NaN);
  for (let row = 0; row < column.length; row++) {
    if (isMissing(column, row)) continue;
    const value = codes ? (known[codes[row]] ??= read(codes[row])) : read(row);
    if (value === null) {
      throw new LeadbenchError('COLUMN_TYPE', {
        column: column.name,
        expected,
        found: column.type,
      });
    }
    out[row] = value;
  }
  return out;
}

function toFloat64(column: Column, values: ArrayLike<number>): Float64Array {
  const out = new Float64Array(values);
  if (column.validity === null) return out;
  for (let row = 0; row < out.length; row++) if (isMissing(column, row)) out[row] = NaN;
  return out;
}

function parseNumber(text: string): number | null {
  return NUMBER.test(text) ? Number(text) : null;
}

function flagParser(labels: FittedFlag['labels']): (text: string) => number | null {
  const words = new Map([
    ['0', 0],
    ['1', 1],
  ]);
  labels?.forEach((label, value) => words.set(label.toLowerCase(), value));
  return (text) => words.get(text.toLowerCase()) ?? null;
}

/**
 * A number, boolean or timestamp column as float64 with NaN where missing; the column's own array
 * where that is what it holds. A column of another type is read as the wanted one where every cell
 * allows: digits that came as text, 0/1 that came as numbers, a boolean's words that came as text,
 * and a column with no cell at all. Throws LeadbenchError COLUMN_TYPE {column, expected, found}.
 */
export function readNumbers(column: Column, as: ReadAs): Float64Array {
  if (column.type === as.type && column.type !== 'text') {
    if (column.values instanceof Float64Array) return column.values;
    return toFloat64(column, column.values);
  }
  if (as.type === 'number') return parseCells(column, 'number', parseNumber);
  if (as.type === 'boolean') return parseCells(column, 'boolean', flagParser(as.labels));
  return parseCells(column, as.type, () => null);
}
