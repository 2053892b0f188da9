import { describe, expect, it } from 'vitest';
import type { BooleanColumn, Column, Table } from '../../../../src/data/table/column';
import { numberColumn, textColumn } from '../../../../src/data/table/make-column';
import { makeValidity } from '../../../../src/data/table/validity';
import {
  checkImplication,
  outcomeLabels,
  proposeOutcomes,
} from '../../../../src/domain/leads/outcomes';
import { Rng } from '../../../../src/util/rng';

function tableOf(...columns: Column[]): Table {
  return { rows: columns[0].length, columns };
}

function booleanColumn(name: string, cells: readonly (boolean | null)[]): BooleanColumn {
  return {
    name,
    length: cells.length,
    type: 'boolean',
    labels: ['Tidak', 'Ya'],
    validity: makeValidity(cells.length, (row) => cells[row] === null),
    values: Uint8Array.from(cells, (cell) => (cell === true ? 1 : 0)),
  };
}

/** `n` draws of 0 or 1. */
function draws(seed: number, n: number, rate: number): number[] {
  const rng = new Rng(seed);
  return Array.from({ length: n }, () => (rng.uniform() < rate ? 1 : 0));
}

describe('outcomeLabels', () => {
  const table = tableOf(
    numberColumn('flag', [0, 1, NaN, 1]),
    booleanColumn('bool', [true, false, null, false]),
    textColumn('answer', ['no', 'YES', null, 'no']),
    textColumn('status', ['CONNECTED', 'BUSY', 'CONNECTED', null]),
    numberColumn('score', [3, 7, 7, NaN]),
    numberColumn('zeros', [0, 0, 0, 0]),
  );

  it.each([
    ['flag', null, [0, 1, 0, 1], [1, 1, 0, 1], 2],
    ['flag', '1', [0, 1, 0, 1], [1, 1, 0, 1], 2],
    ['flag', '0', [1, 0, 0, 0], [1, 1, 0, 1], 1],
    ['bool', null, [1, 0, 0, 0], [1, 1, 0, 1], 1],
    ['bool', 'Tidak', [0, 1, 0, 1], [1, 1, 0, 1], 2],
    ['bool', 'true', [1, 0, 0, 0], [1, 1, 0, 1], 1],
    ['answer', null, [0, 1, 0, 0], [1, 1, 0, 1], 1],
    ['status', 'CONNECTED', [1, 0, 1, 0], [1, 1, 1, 0], 2],
    ['score', '7', [0, 1, 1, 0], [1, 1, 1, 0], 2],
  ])('reads %s = %s', (column, value, ...[labels, known, positives]) => {
    const read = outcomeLabels(table, { column, value });
    expect({ ...read, labels: [...read.labels], known: [...read.known] }).toEqual({
      labels,
      known,
      positives,
    });
  });

  it.each([
    ['none', null, 'OUTCOME_UNKNOWN_COLUMN', { column: 'none' }],
    ['score', null, 'OUTCOME_NOT_BINARY', { column: 'score', distinct: 2 }],
    ['status', null, 'OUTCOME_NOT_BINARY', { column: 'status', distinct: 2 }],
    ['status', 'connected', 'OUTCOME_VALUE_ABSENT', { column: 'status', value: 'connected' }],
    ['zeros', null, 'ONE_CLASS', { column: 'zeros' }],
    ['zeros', '0', 'ONE_CLASS', { column: 'zeros' }],
  ])('refuses %s = %s with %s', (column, value, code, params) => {
    expect(() => outcomeLabels(table, { column, value })).toThrow(
      expect.objectContaining({ code, params }),
    );
  });
});

describe('checkImplication', () => {
  it('counts stage 2 without stage 1, lists at most 100 rows, and leaves unknown ones out', () => {
    const reached = [0, 1, NaN, 0, ...Array<number>(150).fill(0)];
    const booked = [1, 1, 1, 0, ...Array<number>(150).fill(1)];
    const table = tableOf(numberColumn('a', reached), numberColumn('b', booked));
    const first = outcomeLabels(table, { column: 'a', value: null });
    const second = outcomeLabels(table, { column: 'b', value: null });
    const { counterExamples, rows } = checkImplication(first, second);
    expect(counterExamples).toBe(151);
    expect(rows).toHaveLength(100);
    expect(rows.slice(0, 3)).toEqual([0, 4, 5]);
  });
});

describe('proposeOutcomes', () => {
  const N = 2000;
  const reached = draws(1, N, 0.5);
  const booked = draws(2, N, 0.2).map((yes, row) => yes * reached[row]);
  const noise = draws(3, N, 0.5);

  it.each([
    ['DELIVERED', 'BOOKED'],
    ['visit', 'conversion'],
    ['TERHUBUNG', 'PEMESANAN'],
    ['isContacted', 'hasPurchased'],
  ])('finds %s, then %s, whatever their order', (one, two) => {
    const [a, b] = [numberColumn(one, reached), numberColumn(two, booked)];
    const both = [one, two].map((column) => ({ column, value: null }));
    expect(proposeOutcomes(tableOf(numberColumn('HAS_WA', noise), a, b))).toEqual(both);
    expect(proposeOutcomes(tableOf(b, numberColumn('HAS_WA', noise), a))).toEqual(both);
  });

  it('takes a partner without a telling name if the data imply it', () => {
    const table = tableOf(
      numberColumn('HAS_WA', noise),
      numberColumn('STEP_ONE', reached),
      numberColumn('BOOKED', booked),
    );
    expect(proposeOutcomes(table).map(({ column }) => column)).toEqual(['STEP_ONE', 'BOOKED']);
  });

  it('proposes the last outcome alone where nothing implies it', () => {
    const loose = draws(4, N, 0.2);
    const table = tableOf(numberColumn('DELIVERED', reached), numberColumn('BOOKED', loose));
    expect(proposeOutcomes(table)).toEqual([{ column: 'BOOKED', value: null }]);
  });

  it('bears a few slips but not many', () => {
    const slips = (share: number) =>
      booked.map((yes, row) => (reached[row] === 0 && row < share * N ? 1 : yes));
    const named = (second: number[]) =>
      proposeOutcomes(tableOf(numberColumn('DELIVERED', reached), numberColumn('BOOKED', second)));
    expect(named(slips(0.01))).toHaveLength(2);
    expect(named(slips(0.2))).toHaveLength(1);
  });

  it('gives text outcomes with their value as written', () => {
    const table = tableOf(
      textColumn(
        'Churn',
        noise.map((yes) => (yes === 1 ? 'Yes' : 'No')),
      ),
    );
    expect(proposeOutcomes(table)).toEqual([{ column: 'Churn', value: 'Yes' }]);
  });

  it('proposes nothing where nothing looks like an outcome', () => {
    const table = tableOf(
      numberColumn('HAS_WA', noise),
      numberColumn('BOOKED', Array<number>(N).fill(0)),
      numberColumn(
        'ORDERED',
        Array.from({ length: N }, (_, i) => i % 3),
      ),
    );
    expect(proposeOutcomes(table)).toEqual([]);
  });
});
