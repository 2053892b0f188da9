import { assert, array, boolean, constantFrom, integer, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberColumn, textColumn, timestampColumn } from '../../../../src/data/table/make-column';
import { distinctCount } from '../../../../src/data/table/distinct-count';
import { isIdentifier } from '../../../../src/domain/leads/availability';
import { binBorders, codesOf, codesOfNumbers } from '../../../../src/domain/leads/guard-codes';
import { delays, isLater, referenceDate } from '../../../../src/domain/leads/guard-dates';
import { measureFill } from '../../../../src/domain/leads/guard-fill';
import { aucOfGroups, measurePower } from '../../../../src/domain/leads/guard-power';
import { makeStages, type GuardStage } from '../../../../src/domain/leads/guard-stage';
import { rocAuc } from '../../../../src/ml/metrics/roc-auc';
import { NO_CONTROL } from '../../../../src/util/progress';
import { Rng } from '../../../../src/util/rng';

const SEED = 20260101;
const N = 4000;

/** One stage over all rows. */
function stageOf(labels: ArrayLike<number>): GuardStage {
  const read = {
    column: 'y',
    labels: Uint8Array.from(labels),
    known: new Uint8Array(labels.length).fill(1),
    positives: Array.from(labels).reduce((s, v) => s + v, 0),
  };
  return makeStages([read], SEED, NO_CONTROL)[0];
}

function draws(seed: number, n = N): number[] {
  const rng = new Rng(seed);
  return Array.from({ length: n }, () => rng.uniform());
}

const labels = draws(1).map((u): number => (u < 0.3 ? 1 : 0));
const stage = stageOf(labels);

describe('makeStages', () => {
  it('reads stage 2 where stage 1 happened, and deals both classes evenly', () => {
    const first = {
      column: 'a',
      labels: Uint8Array.from(labels),
      known: new Uint8Array(N).fill(1),
    };
    const known = Uint8Array.from(labels, (_, row) => (row % 10 === 0 ? 0 : 1));
    const second = Uint8Array.from(labels, (yes, row) => (row % 3 === 0 ? yes & known[row] : 0));
    const [one, two] = makeStages(
      [
        { ...first, positives: 0 },
        { column: 'b', labels: second, known, positives: 0 },
      ],
      SEED,
      NO_CONTROL,
    );
    expect(one.rows).toHaveLength(N);
    expect(one.positives).toBe(labels.reduce((s, v) => s + v, 0));
    expect([...two.rows]).toEqual(
      labels.flatMap((yes, row) => (yes === 1 && row % 10 !== 0 ? [row] : [])),
    );
    const perFold = [0, 1, 2, 3, 4].map((fold) =>
      one.labels.reduce((s, label, i) => s + (one.folds[i] === fold ? label : 0), 0),
    );
    expect(Math.max(...perFold) - Math.min(...perFold)).toBeLessThanOrEqual(1);
  });
});

describe('binBorders', () => {
  it('gives few values a bin each', () => {
    expect(binBorders(Float64Array.from([1, 1, 2, 2, 2, 3]))).toEqual([1, 2]);
    expect(binBorders(Float64Array.from([7, 7]))).toEqual([]);
  });

  it('tells a rare tail from a huge mode on either side', () => {
    const values = Float64Array.from({ length: 1000 }, (_, i) => (i < 5 ? -1 : i < 990 ? 0 : i));
    const borders = binBorders(values);
    expect(borders.slice(0, 2)).toEqual([-1, 0]);
    expect(borders.length).toBeGreaterThan(8);
  });

  it('makes at most 32 ascending bins of about equal counts where values differ', () => {
    const values = Float64Array.from(draws(9)).sort();
    const { codes, groups } = codesOfNumbers(values);
    const counts = new Float64Array(groups);
    for (const code of codes) counts[code]++;
    expect(groups).toBe(33);
    expect([...counts.subarray(0, 32)].every((count) => Math.abs(count - N / 32) <= 1)).toBe(true);
    expect(counts[32]).toBe(0);
  });

  it('never parts equal values, and codes ascend with them', () => {
    const numbers = array(integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 400 });
    assert(
      property(numbers, (values) => {
        const { codes, groups } = codesOfNumbers(Float64Array.from(values));
        expect(groups).toBeLessThanOrEqual(33);
        const order = values.map((_, i) => i).sort((a, b) => values[a] - values[b]);
        order.slice(1).forEach((i, at) => {
          const before = order[at];
          if (values[i] === values[before]) expect(codes[i]).toBe(codes[before]);
          else expect(codes[i]).toBeGreaterThanOrEqual(codes[before]);
        });
      }),
      { seed: SEED },
    );
  });
});

describe('aucOfGroups', () => {
  it('equals the AUC of the rows', () => {
    const row = record({ group: integer({ min: 0, max: 6 }), yes: boolean() });
    const scores = array(constantFrom(0, 0.2, 0.5, 0.9), { minLength: 7, maxLength: 7 });
    assert(
      property(array(row, { minLength: 2, maxLength: 60 }), scores, (rows, means) => {
        const positives = rows.filter(({ yes }) => yes).length;
        if (positives === 0 || positives === rows.length) return;
        const counts = new Float64Array(7);
        const events = new Float64Array(7);
        for (const { group, yes } of rows) {
          counts[group]++;
          if (yes) events[group]++;
        }
        const byRows = rocAuc(
          Float64Array.from(rows, ({ group }) => means[group]),
          Uint8Array.from(rows, ({ yes }) => (yes ? 1 : 0)),
        );
        expect(aucOfGroups(Float64Array.from(means), counts, events)).toBeCloseTo(byRows, 12);
      }),
      { seed: SEED },
    );
  });
});

describe('measurePower', () => {
  const giniOf = (values: readonly number[], of = stage) =>
    measurePower(codesOfNumbers(Float64Array.from(values)), of).gini;

  it('is 1 for the outcome itself, either way round, and for its missingness', () => {
    expect(giniOf(labels)).toBe(1);
    expect(giniOf(labels.map((yes) => -yes))).toBe(1);
    expect(giniOf(labels.map((yes) => (yes === 1 ? 5 : NaN)))).toBe(1);
    expect(measurePower(codesOfNumbers(Float64Array.from(labels)), stage).phi).toBeCloseTo(1, 12);
  });

  it('is 0 for a constant and near 0 for noise, even with a level a row', () => {
    expect(giniOf(labels.map(() => 3))).toBe(0);
    expect(giniOf(draws(5))).toBeLessThan(0.06);
    const unique = textColumn(
      'u',
      [...labels.keys()].flatMap((i) => [`k${String(i >> 1)}`]),
    );
    expect(measurePower(codesOf(unique, stage.rows), stage).gini).toBeLessThan(0.06);
  });

  it('finds a known AUC: two shifted uniforms overlap in half', () => {
    // P(u + 1/2 > v) = 7/8 for independent uniforms, so Gini is 3/4
    const values = draws(6).map((u, row) => u + labels[row] / 2);
    expect(Math.abs((giniOf(values) ?? 0) - 0.75)).toBeLessThan(0.02);
  });

  it('measures text by its levels and says nothing on a tiny stage', () => {
    const text = textColumn(
      't',
      labels.map((yes, row) => (yes === 1 || row % 2 === 0 ? 'a' : 'b')),
    );
    // among negatives half are b, and every positive is a: AUC 3/4
    expect(Math.abs((measurePower(codesOf(text, stage.rows), stage).gini ?? 0) - 0.5)).toBeLessThan(
      0.03,
    );
    const tiny = stageOf([1, 1, 1, ...Array<number>(40).fill(0)]);
    expect(giniOf([...tiny.labels], tiny)).toBeNull();
  });
});

describe('measureFill', () => {
  const fillOf = (filled: (yes: number, row: number) => boolean, of = stage) =>
    measureFill(
      numberColumn(
        'x',
        [...of.labels].map((yes, row) => (filled(yes, row) ? 1 : NaN)),
      ),
      of,
    );

  it('knows "filled if and only if", both ways, with few slips', () => {
    expect(fillOf((yes) => yes === 1)).toMatchObject({ only: 1, share: 1, auc: 1 });
    expect(fillOf((yes) => yes === 0)).toMatchObject({ only: 0, share: 1, auc: 1 });
    expect(fillOf((yes, row) => yes === 1 || row === 17)).toMatchObject({ only: 1 });
  });

  it('knows "filled only after", where a part is filled without exception', () => {
    expect(fillOf((yes, row) => yes === 1 && row % 5 === 0).only).toBe(1);
    expect(fillOf((yes, row) => yes === 1 && row % 50 === 0).only).toBeNull();
    expect(fillOf((yes, row) => yes === 0 && row % 5 === 0).only).toBeNull();
  });

  it('keeps missingness that only leans, and small files, out of it', () => {
    const leaning = fillOf((yes, row) => row % 10 < (yes === 1 ? 9 : 4));
    expect(leaning.only).toBeNull();
    expect(Math.abs(leaning.auc - 0.75)).toBeLessThan(0.03);
    const few = stageOf([1, 1, 1, ...Array<number>(400).fill(0)]);
    expect(fillOf((yes, row) => yes === 0 && row % 3 > 0, few).only).toBeNull();
    expect(fillOf(() => true)).toMatchObject({ missing: 0, auc: 0.5, only: null });
  });
});

describe('dates', () => {
  const day = 86_400_000;
  const start = timestampColumn(
    'start',
    draws(2).map((u) => Math.floor(u * 200) * day),
    'yyyy-MM-dd',
  );
  const call = timestampColumn(
    'call',
    [...start.values].map((v, i) => v + (i % 5) * day),
    'yyyy-MM-dd',
  );
  const booking = timestampColumn(
    'booking',
    [...call.values].map((v, i) => (labels[i] === 1 ? v + day : NaN)),
    'yyyy-MM-dd',
  );

  it('start at the complete column that is earliest in most rows', () => {
    expect(referenceDate({ rows: N, columns: [booking, call, start] })?.name).toBe('start');
    expect(referenceDate({ rows: N, columns: [booking] })).toBeNull();
    const gap = delays(booking, start, Uint32Array.of(0, 1, 2));
    expect([...gap]).toEqual([0, 1, 2].map((i) => (labels[i] === 1 ? ((i % 5) + 1) * day : NaN)));
  });

  it('tell later columns from earlier ones', () => {
    const closed = timestampColumn(
      'closed',
      [...start.values].map((v) => v + 30 * day),
      'yyyy-MM-dd',
    );
    expect(isLater(closed, booking)).toBe(true);
    expect(isLater(call, booking)).toBe(false);
  });
});

describe('isIdentifier', () => {
  const is = (column: Parameters<typeof isIdentifier>[0]) =>
    isIdentifier(column, distinctCount(column));
  const row = [...labels.keys()];

  it('knows running numbers, keys by name, and text that differs in every row', () => {
    expect(is(numberColumn('anything', row))).toBe(true);
    expect(
      is(
        numberColumn(
          'anything',
          row.map((i) => 7 * (N - i)),
        ),
      ),
    ).toBe(true);
    expect(
      is(
        textColumn(
          'anything',
          row.map((i) => `x${String(i)}`),
        ),
      ),
    ).toBe(true);
    expect(
      is(
        numberColumn(
          'Lead Number',
          row.map((i) => (i * 7919) % 1_000_003),
        ),
      ),
    ).toBe(true);
    expect(
      is(
        textColumn(
          'CUSTNAME',
          row.map((i) => `n${String(i % 1500)}`),
        ),
      ),
    ).toBe(true);
  });

  it('lets amounts, counts, few levels and dates be', () => {
    expect(
      is(
        numberColumn(
          'AMOUNT',
          row.map((i) => (i * 7919) % 1_000_003),
        ),
      ),
    ).toBe(false);
    expect(
      is(
        numberColumn(
          'number of visits',
          row.map((i) => i % 9),
        ),
      ),
    ).toBe(false);
    expect(is(numberColumn('PHONE_SPEND', draws(8)))).toBe(false);
    expect(
      is(
        textColumn(
          'store_id',
          row.map((i) => `s${String(i % 40)}`),
        ),
      ),
    ).toBe(false);
    expect(
      is(
        textColumn(
          'EMAIL_KIND',
          row.map((i) => `e${String(i % 25)}`),
        ),
      ),
    ).toBe(false);
    expect(
      is(
        timestampColumn(
          'ID_DATE',
          row.map((i) => i * 1e7),
          'yyyy-MM-dd',
        ),
      ),
    ).toBe(false);
  });
});
