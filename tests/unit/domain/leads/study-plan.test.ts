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
  it('reads every stage where its outcome is known, a booking only after delivery', () => {
    const { stages, train, test, settled } = planStudy(table, request);
    const sorted = (...parts: Uint32Array[]): number[] =>
      parts.flatMap((part) => Array.from(part)).sort((a, b) => a - b);
    expect(sorted(train, test)).toEqual([0, 1, 3, 4, 5, 6, 7, 8, 9]);
    expect(sorted(stages[0].train, stages[0].test)).toEqual(sorted(train, test));
    expect(sorted(stages[1].train, stages[1].test)).toEqual([0, 3, 7, 9]);
    expect(Array.from(stages[0].labels)).toEqual([1, 0, 0, 1, 0, 1, 0, 1, 0, 1]);
    expect(Array.from(stages[1].labels)).toEqual([1, 0, 0, 0, 0, 0, 0, 1, 0, 0]);
    expect(settled).toEqual(test);
  });

  it('judges the product only where all outcomes are known', () => {
    const wider: StudyRequest = { ...request, split: { kind: 'time', column: 'date', test: 0.6 } };
    const { test, settled } = planStudy(table, wider);
    expect(Array.from(test)).toEqual([0, 5, 6, 7, 9]);
    expect(Array.from(settled)).toEqual([0, 6, 7, 9]);
  });

  it('counts every reached lead in stage 1, booked or still open', () => {
    const rows = 1000;
    const open: Table = {
      rows,
      columns: [
        numberColumn(
          'delivered',
          Array.from({ length: rows }, (_, i) => i % 2),
        ),
        numberColumn(
          'booked',
          Array.from({ length: rows }, (_, i) => (i % 4 === 1 ? NaN : Number(i % 8 === 3))),
        ),
      ],
    };
    const split = { kind: 'random', test: 0.3 } as const;
    const { stages } = planStudy(open, { ...request, split });
    const rates = stages.map(({ labels, train }) => {
      return train.reduce((sum, row) => sum + labels[row], 0) / train.length;
    });
    expect(rates[0]).toBeCloseTo(0.5, 2);
    expect(rates[1]).toBeCloseTo(0.5, 1);
  });

  it('tests on the latest rows, and equal dates stay on one side', () => {
    const { train, test } = planStudy(table, request);
    expect(Array.from(test)).toEqual([0, 6, 7, 9]);
    expect(Array.from(train)).toEqual([1, 3, 4, 5, 8]);
  });

  it('splits at random by outcome, the same for the same seed', () => {
    const random: StudyRequest = { ...request, split: { kind: 'random', test: 0.5 } };
    const { train, test } = planStudy(table, random);
    expect(train.length + test.length).toBe(9);
    expect(planStudy(table, random)).toEqual(planStudy(table, random));
  });

  it('wants an outcome', () => {
    const setup = { ...request.setup, outcomes: [] };
    expect(() => planStudy(table, { ...request, setup })).toThrow('NO_OUTCOME');
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
