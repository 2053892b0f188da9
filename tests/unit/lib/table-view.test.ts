import { describe, expect, it } from 'vitest';
import { rove } from '../../../src/lib/logic/roving';
import { groupRows, viewRows } from '../../../src/lib/logic/table-view';

const ROWS = [
  ['Bekasi', 12, 0.5],
  ['Ambon', 3, null],
  ['Bandung', 40, 0.25],
];
const text = (_: number, value: string | number | null): string =>
  value === null ? '–' : String(value);

describe('viewRows', () => {
  it('keeps the rows as they came where nothing is asked for', () => {
    expect(viewRows(ROWS, { sort: null, filters: new Map([[0, '']]) }, text)).toBe(ROWS);
  });

  it('filters by the text that is shown, in any case, then sorts', () => {
    const filters = new Map([[0, 'B']]);
    const rows = viewRows(ROWS, { sort: { column: 1, down: true }, filters }, text);
    expect(rows.map((row) => row[0])).toEqual(['Bandung', 'Bekasi', 'Ambon']);
    const dash = viewRows(ROWS, { sort: null, filters: new Map([[2, '–']]) }, text);
    expect(dash.map((row) => row[0])).toEqual(['Ambon']);
  });

  it('asks every filter', () => {
    const filters = new Map([
      [0, 'b'],
      [1, '4'],
    ]);
    expect(viewRows(ROWS, { sort: null, filters }, text).map((row) => row[0])).toEqual(['Bandung']);
  });
});

describe('groupRows', () => {
  it('keeps groups and rows in the order they come, missing as a group of its own', () => {
    const rows = [
      ['a', 'x'],
      ['b', null],
      ['c', 'x'],
    ];
    expect(groupRows(rows, 1)).toEqual([
      { value: 'x', rows: [rows[0], rows[2]] },
      { value: null, rows: [rows[1]] },
    ]);
  });
});

describe('rove', () => {
  const open = [true, false, true, true];

  it('goes to the next choice that may be made, around the end', () => {
    expect([rove('ArrowRight', 0, open), rove('ArrowDown', 3, open)]).toEqual([2, 0]);
    expect([rove('ArrowLeft', 0, open), rove('ArrowUp', 2, open)]).toEqual([3, 0]);
    expect([rove('Home', 2, open), rove('End', 0, open)]).toEqual([0, 3]);
  });

  it('leaves other keys and closed groups alone', () => {
    expect([rove('a', 0, open), rove('constructor', 0, open)]).toEqual([null, null]);
    expect(rove('ArrowRight', 0, [false, false])).toBeNull();
  });
});
