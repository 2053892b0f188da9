import { describe, expect, it } from 'vitest';
import { numberColumn, textColumn, timestampColumn } from '../../../../src/data/table/make-column';
import type { Table } from '../../../../src/data/table/column';
import {
  featureInputs,
  planStudy,
  requireBothClasses,
} from '../../../../src/domain/leads/study-plan';
import type { StudyRequest } from '../../../../src/domain/leads/types';

const DAY = 86_400_000;
// Row 2 has no stage-1 outcome, row 5 was delivered without a known booking, row 6 booked undelivered.
const table: Table = {
  rows: 10,
  columns: [
    numberColumn('delivered', [1, 0, NaN, 1, 0, 1, 0, 1, 0, 1]),
    numberColumn('booked', [1, 0, 1, 0, NaN, NaN, 1, 1, 0, 0]),
    timestampColumn(
      'date',
      [5, 1, 9, 2, 3, 4, 6, 6, 0, 7].map((day) => day * DAY),
      'yyyy-MM-dd',
    ),
    textColumn('city', ['a', 'b', 'a', 'b', 'a', 'b', 'a', 'b', 'a', 'b']),
    textColumn('result', ['x', null, null, null, null, null, null, null, null, null]),
  ],
};
const request: StudyRequest = {
  setup: {
    outcomes: [
      { column: 'delivered', value: '1' },
      { column: 'booked', value: '1' },
    ],
    contract: { date: 'capture', city: 'assignment', result: 'outcome' },
    dropped: [],
  },
  split: { kind: 'time', column: 'date', test: 0.4 },
  algorithms: ['logistic'],
  params: {},
  seed: 1,
};

describe('planStudy', () => {
  it('leaves out rows whose outcome is not known and counts a booking only after delivery', () => {
    const { labels, train, test } = planStudy(table, request);
    expect([...train, ...test].sort((a, b) => a - b)).toEqual([0, 1, 3, 4, 6, 7, 8, 9]);
    expect(Array.from(labels[0])).toEqual([1, 0, 0, 1, 0, 1, 0, 1, 0, 1]);
    expect(Array.from(labels[1])).toEqual([1, 0, 0, 0, 0, 0, 0, 1, 0, 0]);
  });

  it('tests on the latest rows, and equal dates stay on one side', () => {
    const { train, test } = planStudy(table, request);
    expect(Array.from(test)).toEqual([6, 7, 9]);
    expect(Array.from(train)).toEqual([0, 1, 3, 4, 8]);
  });

  it('splits at random by outcome, the same for the same seed', () => {
    const random: StudyRequest = { ...request, split: { kind: 'random', test: 0.5 } };
    const { train, test } = planStudy(table, random);
    expect(train.length + test.length).toBe(8);
    expect(planStudy(table, random)).toEqual(planStudy(table, random));
  });

  it('wants a date to split by', () => {
    const split = { kind: 'time', column: 'city', test: 0.4 } as const;
    expect(() => planStudy(table, { ...request, split })).toThrow('SPLIT_NO_DATE');
  });
});

describe('featureInputs', () => {
  it('takes what is known in time, never an outcome or a dropped column', () => {
    const names = (dropped: string[]): string[] =>
      featureInputs(table, { ...request.setup, dropped }).map(({ column }) => column);
    expect(names([])).toEqual(['date', 'city']);
    expect(names(['date'])).toEqual(['city']);
    expect(() => names(['date', 'city'])).toThrow('NO_FEATURES');
  });
});

describe('requireBothClasses', () => {
  const outcome = { column: 'delivered', value: '1' };
  const rows = Uint32Array.from({ length: 100 }, (_, i) => i);
  const labels = (events: number): Uint8Array => Uint8Array.from(rows, (i) => (i < events ? 1 : 0));
  it('names the rarer class and its minimum', () => {
    expect(() => requireBothClasses(labels(0), rows, 1, outcome)).toThrow('ONE_CLASS');
    expect(() => requireBothClasses(labels(39), rows, 1, outcome)).toThrow('TOO_FEW_POSITIVES');
    expect(() => requireBothClasses(labels(70), rows, 1, outcome)).toThrow('TOO_FEW_POSITIVES');
    expect(() => requireBothClasses(labels(50), rows, 1, outcome)).not.toThrow();
  });
});
