import type { Column } from '../table/column';
import { levelsOf } from '../table/levels';
import { textAt } from '../table/read-cell';
import { formatTimestamp } from '../table/timestamp-text';
import { isMissing } from '../table/validity';
import { formulaSafe } from './formula-safe';
import { xmlText } from './xml-text';

/** Style numbers of `workbook-parts.ts`; timestamp columns follow from FIRST_DATE_STYLE on. */
export const HEADER_STYLE = 1;
export const TEXT_STYLE = 2;
export const FIRST_DATE_STYLE = 3;

/** Excel keeps no more characters in a cell. */
export const MAX_CELL_CHARACTERS = 32_767;
/** 1900-03-01: Excel takes 1900 for a leap year, so earlier serial numbers are off by one. */
const FIRST_SERIAL_MS = -2_203_891_200_000;
const DAY = 86_400_000;
const EPOCH_SERIAL = 25_569;
/** Rows that are looked at for a column's width. */
const WIDTH_ROWS = 200;

/** A function from a table row to the XML of a cell; `ref` is its reference such as B7. */
export type CellXml = (row: number, ref: string) => string;

/**
 * How the cells of a column are written: numbers and dates as numbers (a time before 1900-03-01 as
 * text), booleans as booleans, text as inline strings of format '@', never as a number or formula.
 * Missing cells are left out.
 */
export function cellXml(column: Column, dateStyle: number, safe: boolean): CellXml {
  const filled = filledCellXml(column, dateStyle, safe);
  return (row, ref) => (isMissing(column, row) ? '' : filled(row, ref));
}

function filledCellXml(column: Column, dateStyle: number, safe: boolean): CellXml {
  switch (column.type) {
    case 'number':
      return (row, ref) => {
        const value = column.values[row];
        return Number.isFinite(value) ? `<c r="${ref}"><v>${value}</v></c>` : '';
      };
    case 'boolean':
      return (row, ref) => `<c r="${ref}" t="b"><v>${column.values[row]}</v></c>`;
    case 'timestamp':
      return (row, ref) => {
        const ms = column.values[row];
        if (ms < FIRST_SERIAL_MS) return textCell(ref, formatTimestamp(ms, column.pattern), false);
        return `<c r="${ref}" s="${dateStyle}"><v>${ms / DAY + EPOCH_SERIAL}</v></c>`;
      };
    case 'text': {
      if (column.encoding === 'arena') {
        return (row, ref) => textCell(ref, textAt(column, row) ?? '', safe);
      }
      const levels = levelsOf(column).map((level) => textBody(level, safe));
      return (row, ref) => `<c r="${ref}" s="${TEXT_STYLE}" ${levels[column.codes[row]]}</c>`;
    }
  }
}

/** The cell of a column name. */
export function headerCellXml(name: string, ref: string, safe: boolean): string {
  return `<c r="${ref}" s="${HEADER_STYLE}" ${textBody(name, safe)}</c>`;
}

function textCell(ref: string, text: string, safe: boolean): string {
  return `<c r="${ref}" s="${TEXT_STYLE}" ${textBody(text, safe)}</c>`;
}

function textBody(text: string, safe: boolean): string {
  const shown = (safe ? formulaSafe(text) : text).slice(0, MAX_CELL_CHARACTERS);
  return `t="inlineStr"><is><t xml:space="preserve">${xmlText(shown)}</t></is>`;
}

/** The letters of a column from 0: A to Z, AA and so on. */
export function columnLetters(index: number): string {
  let letters = '';
  for (let i = index + 1; i > 0; i = Math.floor((i - 1) / 26)) {
    letters = String.fromCharCode(65 + ((i - 1) % 26)) + letters;
  }
  return letters;
}

/** A width in characters that shows the name and the first cells, from 8 to 60. */
export function columnWidth(column: Column): number {
  let longest = column.name.length + 3;
  for (let row = 0; row < Math.min(column.length, WIDTH_ROWS); row++) {
    longest = Math.max(longest, (textAt(column, row) ?? '').length + 1);
  }
  return Math.min(60, Math.max(8, longest));
}
