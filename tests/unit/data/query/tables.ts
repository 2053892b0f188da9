import type {
  ArenaColumn,
  Column,
  DictionaryColumn,
  Table,
} from '../../../../src/data/table/column';
import { allocateCodes } from '../../../../src/data/table/allocate';
import { booleanColumn } from '../../../../src/data/table/make-column';
import { textAt } from '../../../../src/data/table/read-cell';
import { utf8Array } from '../../../../src/data/table/utf8';
import { isMissing, makeValidity } from '../../../../src/data/table/validity';

type Texts = readonly (string | null)[];

/** Text as one cell after the other, whatever repeats. */
export function arena(name: string, texts: Texts): ArenaColumn {
  const validity = makeValidity(texts.length, (row) => texts[row] === null);
  const cells = utf8Array(texts.map((text) => text ?? ''));
  return { name, length: texts.length, validity, type: 'text', encoding: 'arena', cells };
}

/** Text by codes, with a level more than there is text. */
export function dictionary(name: string, texts: Texts): DictionaryColumn {
  const levels = [...new Set(['(no row has this)', ...texts.filter((text) => text !== null)])];
  const codes = allocateCodes(texts.length, levels.length);
  texts.forEach((text, row) => {
    codes[row] = text === null ? 0 : levels.indexOf(text);
  });
  const validity = makeValidity(texts.length, (row) => texts[row] === null);
  const base = { name, length: texts.length, validity, type: 'text' as const };
  return { ...base, encoding: 'dictionary', codes, levels: utf8Array(levels) };
}

/** Yes and no in the words of a file. */
export function truths(name: string, cells: readonly (boolean | null)[]): Column {
  return booleanColumn(name, cells, ['Tidak', 'Ya']);
}

/** Columns of equal length as a table. */
export function tableOf(...columns: readonly Column[]): Table {
  return { rows: columns[0]?.length ?? 0, columns };
}

/** A cell as a value that === compares; -0 as 0, null where missing. */
export type Plain = number | string | boolean | null;

/** One cell, read the slow way. */
export function plainAt(column: Column, row: number): Plain {
  if (isMissing(column, row)) return null;
  if (column.type === 'text') return textAt(column, row);
  return column.type === 'boolean' ? column.values[row] === 1 : column.values[row] + 0;
}

/** All cells of a column. */
export function plainCells(column: Column): Plain[] {
  return Array.from({ length: column.length }, (_, row) => plainAt(column, row));
}

/** All cells of a table, row by row. */
export function plainRows(table: Table): Plain[][] {
  return Array.from({ length: table.rows }, (_, row) =>
    table.columns.map((column) => plainAt(column, row)),
  );
}

/** The names of its columns. */
export function namesOf(table: Table): string[] {
  return table.columns.map((column) => column.name);
}
