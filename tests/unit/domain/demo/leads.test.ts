import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Column } from '../../../../src/data/table/column';
import { columnNamed } from '../../../../src/data/table/find-column';
import { levelsOf } from '../../../../src/data/table/levels';
import { numberAt, textAt } from '../../../../src/data/table/read-cell';
import { isMissing, missingCount } from '../../../../src/data/table/validity';
import { AREAS } from '../../../../src/domain/demo/areas';
import { callingDay, DAY_MS, weekdayOf } from '../../../../src/domain/demo/calendar';
import { generateLeads, trueProbabilities } from '../../../../src/domain/demo/leads';
import { LEAD_SCHEMA, type LeadColumnName } from '../../../../src/domain/demo/schema';
import { NO_CONTROL } from '../../../../src/util/progress';

/** Share at or below a cut, as [cut, share]. */
type Cut = readonly [cut: number, share: number];

interface Summary {
  readonly missing: number;
  readonly mean?: number;
  readonly sd?: number;
  readonly cuts?: readonly Cut[];
  readonly levels?: Readonly<Record<string, number>>;
}

interface Oracle {
  readonly rows: number;
  readonly columns: Readonly<Record<LeadColumnName, Summary>>;
  readonly auc: { readonly delivered: readonly number[]; readonly booked: readonly number[] };
}

const fixture = new URL('../../../fixtures/demo/leadgen.json', import.meta.url);
const oracle = JSON.parse(readFileSync(fixture, 'utf8')) as Oracle;
const ROWS = 200_000;
const JUNE = Date.UTC(2025, 5, 1);

const table = generateLeads({ rows: ROWS, seed: 3, control: NO_CONTROL });

function column(name: LeadColumnName): Column {
  const found = columnNamed(table, name);
  if (!found) throw new Error(`no column ${name}`);
  return found;
}

/** Present cells in the oracle's units: days since June 2025, days after LEAD_DATE, or codes. */
function numbersOf(name: LeadColumnName): Float64Array {
  const source = column(name);
  const from = column('LEAD_DATE');
  const cells: number[] = [];
  for (let row = 0; row < ROWS; row++) {
    if (isMissing(source, row)) continue;
    if (source.type === 'text') {
      if (source.encoding === 'dictionary') cells.push(source.codes[row]);
    } else if (source.type === 'timestamp') {
      const origin = name === 'CALL_DATETIME' ? numberAt(from, row) : JUNE;
      cells.push((source.values[row] - origin) / DAY_MS);
    } else cells.push(source.values[row]);
  }
  return Float64Array.from(cells);
}

/** How many pooled standard errors two shares of samples of n1 and n2 lie apart. */
function sharesApart(p1: number, n1: number, p2: number, n2: number): number {
  const p = (p1 * n1 + p2 * n2) / (n1 + n2);
  return Math.abs(p1 - p2) / Math.sqrt(p * (1 - p) * (1 / n1 + 1 / n2) + 1e-18);
}

function aucOf(labels: ArrayLike<number>, scores: Float64Array): number {
  const order = scores.map((_, i) => i).sort((a, b) => scores[a] - scores[b]);
  let rank = 0;
  let positives = 0;
  order.forEach((i, position) => {
    if (labels[i] === 1) {
      rank += position + 1;
      positives++;
    }
  });
  const negatives = scores.length - positives;
  return (rank - (positives * (positives + 1)) / 2) / (positives * negatives);
}

describe('generateLeads against the oracle', () => {
  it.each(LEAD_SCHEMA.map(({ name }) => name))('%s within 4 standard errors', (name) => {
    const expected = oracle.columns[name];
    const n1 = ROWS - missingCount(column(name));
    const n2 = Math.round(oracle.rows * (1 - expected.missing));
    const apart = new Map<string, number>();
    apart.set('missing', sharesApart(1 - n1 / ROWS, ROWS, expected.missing, oracle.rows));
    if (expected.levels) {
      const source = column(name);
      if (source.type !== 'text' || source.encoding !== 'dictionary') throw new Error('no levels');
      const levels = levelsOf(source).map((level) => level.replaceAll('_', ' '));
      expect([...levels].sort()).toEqual(Object.keys(expected.levels).sort());
      const counts = new Float64Array(levels.length);
      for (const code of numbersOf(name)) counts[code]++;
      levels.forEach((level, i) =>
        apart.set(level, sharesApart(counts[i] / n1, n1, expected.levels?.[level] ?? 0, n2)),
      );
    }
    if (expected.mean !== undefined && expected.sd !== undefined) {
      const cells = numbersOf(name);
      const mean = cells.reduce((s, v) => s + v, 0) / n1;
      const variance = cells.reduce((s, v) => s + (v - mean) ** 2, 0) / n1;
      const error = Math.sqrt(variance / n1 + expected.sd ** 2 / n2);
      apart.set('mean', Math.abs(mean - expected.mean) / (error + 1e-12));
      for (const [cut, share] of expected.cuts ?? []) {
        const here = cells.reduce((s, v) => s + (v <= cut + 1e-9 ? 1 : 0), 0) / n1;
        apart.set(`<= ${String(cut)}`, sharesApart(here, n1, share, n2));
      }
    }
    expect([...apart].filter(([, errors]) => errors > 4)).toEqual([]);
  });

  it('has the AUC of the true probabilities within 0.01 on five seeds of 200,000 rows', () => {
    const mean = (values: readonly number[]) => values.reduce((s, v) => s + v, 0) / values.length;
    for (const seed of [1, 2, 3, 4, 5]) {
      const truth = trueProbabilities({ rows: ROWS, seed, control: NO_CONTROL });
      const stage1 = aucOf(truth.delivered, truth.p1);
      const reached = truth.p2.filter((_, row) => truth.delivered[row] === 1);
      const booked = truth.booked.filter((_, row) => truth.delivered[row] === 1);
      expect(Math.abs(stage1 - mean(oracle.auc.delivered)), `seed ${String(seed)}`).toBeLessThan(
        0.01,
      );
      const stage2 = aucOf(booked, reached);
      expect(Math.abs(stage2 - mean(oracle.auc.booked)), `seed ${String(seed)}`).toBeLessThan(0.01);
    }
  });
});

describe('generateLeads', () => {
  it('has the 58 columns of the schema, 40 known and 18 post, in order and of their types', () => {
    expect(table.columns.map(({ name, type }) => [name, type])).toEqual(
      LEAD_SCHEMA.map(({ name, type }) => [name, type]),
    );
    const known = LEAD_SCHEMA.filter(({ role }) => role === 'key' || role === 'known');
    expect([known.length, LEAD_SCHEMA.length - known.length]).toEqual([40, 18]);
    expect(new Set(LEAD_SCHEMA.map(({ name }) => name)).size).toBe(58);
  });

  it('gives the same bytes for the same seed and others for another', () => {
    const make = (seed: number) => generateLeads({ rows: 500, seed, control: NO_CONTROL });
    expect(make(4)).toEqual(make(4));
    expect(make(4)).not.toEqual(make(5));
  });

  it('fills post-outcome columns exactly where the outcome says', () => {
    const filled = (name: LeadColumnName) => {
      const source = column(name);
      return Array.from({ length: ROWS }, (_, row) => (isMissing(source, row) ? 0 : 1));
    };
    const delivered = [...numbersOf('DELIVERED')];
    const booked = [...numbersOf('BOOKED')];
    const status = column('CALL_STATUS');
    expect(delivered.map((_, row) => (textAt(status, row) === 'CONNECTED' ? 1 : 0))).toEqual(
      delivered,
    );
    for (const name of ['CONTACT_RESULT', 'CALL_DURATION_S', 'NEXT_ACTION', 'REMARK'] as const) {
      expect(filled(name), name).toEqual(delivered);
    }
    const afterBooking = [
      'BOOKING_DATE',
      'PO_NUMBER',
      'PO_DATE',
      'SURVEY_RESULT',
      'APPROVAL_STATUS',
      'CONTRACT_NO',
      'DISBURSED_AMT',
    ] as const;
    for (const name of afterBooking) expect(filled(name), name).toEqual(booked);
    expect(filled('LOST_REASON')).toEqual(delivered.map((yes, row) => yes - booked[row]));
    expect(booked.some((yes, row) => yes > delivered[row])).toBe(false);
    const attempts = numbersOf('ATTEMPT_NO');
    expect(delivered.every((yes, row) => attempts[row] < 6 === (yes === 1))).toBe(true);
  });

  it('calls in call hours on Monday to Saturday, after the lead came and before it books', () => {
    const time = column('CALL_DATETIME');
    const date = column('LEAD_DATE');
    const booking = column('BOOKING_DATE');
    const wrong = { early: 0, sunday: 0, hour: 0, booking: 0 };
    for (let row = 0; row < ROWS; row++) {
      const at = numberAt(time, row);
      if (at <= numberAt(date, row) + DAY_MS) wrong.early++;
      if (weekdayOf(at) === 6) wrong.sunday++;
      const hour = (at % DAY_MS) / 3_600_000;
      if (hour < 8 || hour >= 18) wrong.hour++;
      if (numberAt(booking, row) + DAY_MS <= at) wrong.booking++;
    }
    expect(wrong).toEqual({ early: 0, sunday: 0, hour: 0, booking: 0 });
    // Thursday 4 September 2025 + 2: Friday is a holiday, so Saturday and Monday
    expect(callingDay(Date.UTC(2025, 8, 4), 2)).toBe(Date.UTC(2025, 8, 8));
  });

  it('makes personal data that is plainly nobody’s and agrees with the row', () => {
    const [nik, phone, name] = [column('NIK'), column('PHONE'), column('CUSTNAME')];
    const [branch, city, age, sex] = [
      column('BRANCH'),
      column('CITY'),
      column('AGE'),
      column('GENDER'),
    ];
    const date = column('LEAD_DATE');
    for (let row = 0; row < 5000; row++) {
      expect(textAt(phone, row)).toMatch(/^08\d\d-0000-\d{4}$/);
      expect(textAt(name, row)).toMatch(/^[A-Z]+( [A-Z]+){1,2}$/);
      const area = AREAS.find((a) => a.branch === textAt(branch, row));
      if (!isMissing(city, row)) expect(textAt(city, row)).toBe(area?.city);
      const id = textAt(nik, row);
      if (id === null) continue;
      expect(id).toMatch(/^\d{6}(0[1-9]|[12]\d|4[1-9]|[56]\d)(0[1-9]|1[0-2])\d\d9\d{3}$/);
      expect(id.slice(0, 4)).toBe(area?.code);
      if (!isMissing(sex, row)) expect(Number(id.slice(6, 8)) > 40).toBe(textAt(sex, row) === 'P');
      const year = new Date(numberAt(date, row)).getUTCFullYear() - numberAt(age, row);
      if (!isMissing(age, row)) expect(Number(id.slice(10, 12))).toBe(year % 100);
    }
    expect(AREAS).toHaveLength(34);
  });

  it('tells the truth about the same leads', () => {
    const truth = trueProbabilities({ rows: ROWS, seed: 3, control: NO_CONTROL });
    expect([...truth.delivered]).toEqual([...numbersOf('DELIVERED')]);
    expect([...truth.booked]).toEqual([...numbersOf('BOOKED')]);
    expect(Math.abs(truth.p1.reduce((s, p) => s + p, 0) / ROWS - 0.55)).toBeLessThan(1e-9);
  });

  it('stops when told to, and says how far it is', () => {
    const seen: number[] = [];
    const control = {
      report: ({ done, total }: { done: number; total: number }) => seen.push(done / total),
      checkpoint: () => {
        if (seen.length > 2) throw new Error('stopped');
      },
    };
    expect(() => generateLeads({ rows: 100_000, seed: 1, control })).toThrow('stopped');
    expect(seen).toHaveLength(3);
  });
});
