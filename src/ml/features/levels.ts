import { isMissing } from '../../data/table/validity';
import type { TextCells } from './cells';

/** Order of two texts by code point, which is the order of their UTF-8 bytes. */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x === y) continue;
    // A surrogate stands for a code point above every single unit.
    const bothSurrogate = isSurrogate(x) === isSurrogate(y);
    return bothSurrogate ? x - y : isSurrogate(x) ? 1 : -1;
  }
  return a.length - b.length;
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}

/**
 * Codes of every row: the level's position, levels.length for a missing or empty cell,
 * levels.length + 1 for anything else. Each entry of a dictionary is looked up once.
 */
export function levelCodes(cells: TextCells, levels: readonly string[]): Uint16Array {
  const rows = cells.column.length;
  const known = new Map(levels.map((level, code) => [level, code]));
  const missing = levels.length;
  known.set('', missing);
  const codeOf = (entry: number): number => known.get(cells.text(entry)) ?? missing + 1;
  const byEntry = cells.codes
    ? Uint16Array.from({ length: cells.size }, (_, i) => codeOf(i))
    : null;
  const out = new Uint16Array(rows);
  for (let row = 0; row < rows; row++) {
    if (isMissing(cells.column, row)) out[row] = missing;
    else out[row] = byEntry && cells.codes ? byEntry[cells.codes[row]] : codeOf(row);
  }
  return out;
}

/** How often each text stands in some rows, and how often with label 1. '' counts the missing cells. */
export interface LevelCount {
  rows: number;
  events: number;
}

/** Counts the texts of `rows`; labels[i] belongs to rows[i], null counts no events. */
export function countLevels(
  cells: TextCells,
  rows: Uint32Array,
  labels: Uint8Array | null,
): Map<string, LevelCount> {
  const counts = new Map<string, LevelCount>();
  const byEntry: (LevelCount | undefined)[] = [];
  const named = (text: string): LevelCount => {
    const found = counts.get(text) ?? { rows: 0, events: 0 };
    counts.set(text, found);
    return found;
  };
  const countOf = (row: number): LevelCount => {
    if (isMissing(cells.column, row)) return named('');
    if (!cells.codes) return named(cells.text(row));
    const entry = cells.codes[row];
    return (byEntry[entry] ??= named(cells.text(entry)));
  };
  rows.forEach((row, i) => {
    const count = countOf(row);
    count.rows++;
    count.events += labels ? labels[i] : 0;
  });
  return counts;
}
