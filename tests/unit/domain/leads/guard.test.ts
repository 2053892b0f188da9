import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bytesSource } from '../../../../src/data/parse/byte-source';
import { parseDelimited } from '../../../../src/data/parse/parse-delimited';
import type { Column, Table } from '../../../../src/data/table/column';
import { numberColumn, textColumn, timestampColumn } from '../../../../src/data/table/make-column';
import { generateLeads } from '../../../../src/domain/demo/leads';
import { LEAD_SCHEMA } from '../../../../src/domain/demo/schema';
import { runGuard } from '../../../../src/domain/leads/guard';
import { proposeOutcomes } from '../../../../src/domain/leads/outcomes';
import type { ColumnFinding, GuardResult, Outcome } from '../../../../src/domain/leads/types';
import { LeadbenchError } from '../../../../src/util/errors';
import { NO_CONTROL } from '../../../../src/util/progress';
import { Rng } from '../../../../src/util/rng';
import { sharedData } from '../../../shared-data';

const DATA = sharedData();
const N = 3000;
const DAY = 86_400_000;

function draws(seed: number): number[] {
  const rng = new Rng(seed);
  return Array.from({ length: N }, () => rng.uniform());
}

const y = draws(1).map((u): number => (u < 0.3 ? 1 : 0));
const Y = { column: 'RESULT_FLAG', value: null };

function guardOf(columns: readonly Column[], outcomes: readonly Outcome[] = [Y]): GuardResult {
  const table: Table = { rows: N, columns: [numberColumn(Y.column, y), ...columns] };
  return runGuard({ table, outcomes, seed: 1, control: NO_CONTROL });
}

function find(result: GuardResult, name: string): ColumnFinding {
  const found = result.columns.find(({ column }) => column === name);
  if (!found) throw new Error(`no finding for ${name}`);
  return found;
}

function codesOf({ reasons }: ColumnFinding): string[] {
  return reasons.map(({ code }) => code);
}

function leaksOf(result: GuardResult): string[] {
  return result.columns.filter(({ severity }) => severity === 'leak').map(({ column }) => column);
}

describe('runGuard', () => {
  const noise = numberColumn('noise', draws(2));
  const start = timestampColumn(
    'came',
    draws(3).map((u) => Math.floor(u * 300) * DAY),
    'yyyy-MM-dd',
  );
  const result = guardOf([
    noise,
    start,
    numberColumn(
      'copy',
      y.map((yes) => 1 - yes),
    ),
    textColumn(
      'how it ended',
      y.map((yes, i) => (yes === 1 ? 'A' : i % 2 === 0 ? 'B' : 'C')),
    ),
    numberColumn(
      'paid',
      y.map((yes, i) => (yes === 1 ? i : NaN)),
    ),
    timestampColumn(
      'touched',
      y.map((yes, i) => start.values[i] + (yes === 1 ? 9 : 2) * DAY),
      'yyyy-MM-dd',
    ),
    timestampColumn(
      'signed',
      y.map((yes, i) => (yes === 1 ? start.values[i] + DAY : NaN)),
      'yyyy-MM-dd',
    ),
    timestampColumn(
      'synced',
      [...start.values].map((v) => v + 40 * DAY),
      'yyyy-MM-dd',
    ),
    numberColumn(
      'telling',
      draws(4).map((u, i) => u + 0.5 * y[i]),
    ),
    numberColumn(
      'half told',
      draws(5).map((u, i) => (u < (y[i] === 1 ? 0.7 : 0.1) ? NaN : u)),
    ),
    textColumn(
      'REMARK',
      draws(6).map((u) => (u < 0.5 ? 'a' : 'b')),
    ),
    textColumn(
      'HOUSE_STATUS',
      draws(7).map((u) => (u < 0.5 ? 'own' : 'rent')),
    ),
    numberColumn(
      'constant',
      y.map(() => 1),
    ),
    textColumn(
      'campaign_id',
      draws(8).map((u) => `c${String(Math.floor(u * 6))}`),
    ),
    textColumn(
      'store_id',
      draws(9).map((u, i) => `s${String(Math.floor(3 * u + 2 * y[i]))}`),
    ),
    numberColumn('key', [...y.keys()]),
    textColumn(
      'agent',
      draws(10).map((u) => `a${String(Math.floor(u * 6))}`),
    ),
  ]);

  it.each([
    ['copy', 'leak', 'copy', 'outcome'],
    ['how it ended', 'leak', 'power', 'outcome'],
    ['paid', 'leak', 'filledAfter', 'outcome'],
    ['touched', 'leak', 'datedAfter', 'outcome'],
    ['signed', 'leak', 'filledAfter', 'outcome'],
    ['synced', 'leak', 'datedAfter', 'outcome'],
    ['telling', 'suspect', 'strong', 'capture'],
    ['half told', 'suspect', 'missingness', 'capture'],
    ['REMARK', 'suspect', 'name', 'capture'],
  ])('finds that %s is a %s by %s', (name, severity, code, availability) => {
    const finding = find(result, name);
    expect(finding).toMatchObject({ severity, availability });
    expect(codesOf(finding)).toContain(code);
  });

  it.each([
    ['noise', 'capture'],
    ['came', 'capture'],
    ['HOUSE_STATUS', 'capture'],
    ['constant', 'capture'],
    ['campaign_id', 'identifier'],
    ['key', 'identifier'],
    ['agent', 'assignment'],
  ])('has nothing against %s', (name, availability) => {
    expect(find(result, name)).toMatchObject({ severity: 'none', availability, reasons: [] });
  });

  it('keeps a code that matters', () => {
    expect(find(result, 'store_id').availability).toBe('capture');
    expect(find(result, 'store_id').gini[0]).toBeGreaterThan(0.5);
    expect(find(result, 'key').gini).toEqual([null]);
  });

  it('leaves out the leaks alone and writes a contract for every other column', () => {
    expect(result.setup.dropped).toEqual(leaksOf(result));
    expect(leaksOf(result)).toEqual([
      'copy',
      'how it ended',
      'paid',
      'touched',
      'signed',
      'synced',
    ]);
    expect(Object.keys(result.setup.contract)).toEqual(result.columns.map(({ column }) => column));
    expect(Y.column in result.setup.contract).toBe(false);
    expect(result.stages).toEqual([{ rows: N, positives: y.reduce((s, v) => s + v, 0) }]);
    expect(result.implication).toBeNull();
  });

  it('names the one column that is far stronger than all others', () => {
    const strong = numberColumn(
      'strong',
      draws(11).map((u, i) => u + 0.3 * y[i]),
    );
    const weak = numberColumn(
      'weak',
      draws(12).map((u, i) => u + 0.05 * y[i]),
    );
    const second = numberColumn(
      'second',
      draws(13).map((u, i) => u + 0.28 * y[i]),
    );
    expect(codesOf(find(guardOf([strong, weak]), 'strong'))).toEqual(['standsOut']);
    expect(codesOf(find(guardOf([strong, weak, second]), 'strong'))).toEqual([]);
    expect(codesOf(find(guardOf([weak, noise]), 'weak'))).toEqual([]);
  });

  it('reads stage 2 among rows of stage 1, and says when a leak came', () => {
    const booked = y.map((yes, i): number => (yes === 1 && i % 4 === 0 ? 1 : 0));
    const columns = [
      numberColumn('BOOKED', booked),
      numberColumn(
        'talk',
        y.map((yes, i) => (yes === 1 ? i : NaN)),
      ),
      numberColumn(
        'amount',
        booked.map((yes, i) => (yes === 1 ? i + 1 : 0)),
      ),
      textColumn(
        'po',
        booked.map((yes, i) => (yes === 1 ? `po${String(i)}` : null)),
      ),
      textColumn(
        'lost',
        y.map((yes, i) => (yes === 1 && booked[i] === 0 ? 'x' : null)),
      ),
    ];
    const two = guardOf(columns, [Y, { column: 'BOOKED', value: null }]);
    const leaks = two.columns.map((f) => [f.column, f.availability, f.severity, ...codesOf(f)]);
    expect(leaks).toEqual([
      ['talk', 'contact', 'leak', 'filledAfter'],
      ['amount', 'outcome', 'leak', 'power'],
      ['po', 'outcome', 'leak', 'filledAfter'],
      ['lost', 'outcome', 'leak', 'filledAfter'],
    ]);
    expect(two.stages[1]).toEqual({
      rows: two.stages[0].positives,
      positives: booked.reduce((s, v) => s + v, 0),
    });
    expect(two.implication).toEqual({ counterExamples: 0, rows: [] });
  });

  it('takes a column named __proto__ as a name like any other', () => {
    const { setup } = guardOf([numberColumn('__proto__', draws(14)), noise]);
    expect(Object.entries(setup.contract)).toEqual([
      ['__proto__', 'capture'],
      ['noise', 'capture'],
    ]);
  });

  it('gives the same findings for the same seed, reports each column, and can be stopped', () => {
    const table: Table = { rows: N, columns: [numberColumn(Y.column, y), noise, start] };
    const seen: number[] = [];
    const control = {
      report: ({ done }: { done: number }) => seen.push(done),
      checkpoint: () => undefined,
    };
    const once = runGuard({ table, outcomes: [Y], seed: 5, control });
    expect(runGuard({ table, outcomes: [Y], seed: 5, control: NO_CONTROL })).toEqual(once);
    expect(seen).toEqual([0, 1, 2]);
    const stopped = {
      report: () => undefined,
      checkpoint: () => {
        throw new LeadbenchError('CANCELLED');
      },
    };
    expect(() => runGuard({ table, outcomes: [Y], seed: 5, control: stopped })).toThrow(
      expect.objectContaining({ code: 'CANCELLED' }),
    );
  });
});

describe('runGuard on the demo leads', () => {
  const table = generateLeads({ rows: 20_000, seed: 7, control: NO_CONTROL });
  const outcomes = proposeOutcomes(table);
  const result = runGuard({ table, outcomes, seed: 1, control: NO_CONTROL });
  const roleOf = new Map<string, string>(LEAD_SCHEMA.map(({ name, role }) => [name, role]));

  it('proposes both outcomes', () => {
    expect(outcomes.map(({ column }) => column)).toEqual(['DELIVERED', 'BOOKED']);
    expect(result.implication?.counterExamples).toBe(0);
  });

  it('finds every post-outcome column but the random agent, and no other', () => {
    const post = LEAD_SCHEMA.filter(({ role }) => role === 'post').map(({ name }) => name);
    expect(leaksOf(result)).toEqual(post.filter((name) => name !== 'AGENT_ID'));
  });

  it('finds them without their names', () => {
    const columns = table.columns.map((column, i) => ({ ...column, name: `c${String(i)}` }));
    const named = new Map(table.columns.map(({ name }, i) => [name, `c${String(i)}`]));
    const blind = runGuard({
      table: { rows: table.rows, columns },
      outcomes: outcomes.map(({ column, value }) => ({ column: named.get(column) ?? '', value })),
      seed: 1,
      control: NO_CONTROL,
    });
    expect(leaksOf(blind)).toEqual(leaksOf(result).map((name) => named.get(name)));
  });

  it('keeps keys and personal data out of the features', () => {
    const identifiers = result.columns.filter(({ availability }) => availability === 'identifier');
    const keys = LEAD_SCHEMA.filter(({ role }) => role === 'key').map(({ name }) => name);
    expect(identifiers.map(({ column }) => column)).toEqual([...keys, 'AGENT_ID']);
    expect(result.columns.filter(({ severity }) => severity === 'suspect')).toEqual([]);
    const known = result.columns.filter(({ column }) => roleOf.get(column) === 'known');
    expect(known).toHaveLength(35);
    expect(
      known.every(({ availability }) => ['capture', 'assignment'].includes(availability)),
    ).toBe(true);
  });
});

describe.skipIf(DATA === null)(
  'runGuard on real files (skipped where the shared data are absent)',
  () => {
    async function load(path: string): Promise<Table> {
      const bytes = new Uint8Array(readFileSync(join(DATA ?? '', path)));
      return (await parseDelimited(bytesSource(path, bytes), {}, NO_CONTROL)).table;
    }

    it('Hillstrom: spend leaks, nothing else does', async () => {
      const table = await load('hillstrom-email/hillstrom.csv.gz');
      const outcomes = proposeOutcomes(table);
      expect(outcomes.map(({ column }) => column)).toEqual(['visit', 'conversion']);
      const result = runGuard({ table, outcomes, seed: 1, control: NO_CONTROL });
      expect(leaksOf(result)).toEqual(['spend']);
      expect(find(result, 'spend')).toMatchObject({ availability: 'outcome' });
      expect(result.columns.filter(({ severity }) => severity === 'suspect')).toEqual([]);
      expect(result.stages).toEqual([
        { rows: 64_000, positives: 9_394 },
        { rows: 9_394, positives: 578 },
      ]);
    });

    it('X Education: Tags and Lead Quality are suspects, time on the site is not, keys are keys', async () => {
      const table = await load('xeducation-leads/Leads_repaired_9240.csv');
      const outcomes = proposeOutcomes(table);
      expect(outcomes.map(({ column }) => column)).toEqual(['Converted']);
      const result = runGuard({ table, outcomes, seed: 1, control: NO_CONTROL });
      expect(leaksOf(result)).toEqual([]);
      expect(codesOf(find(result, 'Tags'))).toEqual(['strong', 'name']);
      expect(codesOf(find(result, 'Lead Quality'))).toEqual(['missingness', 'name']);
      expect(codesOf(find(result, 'Last Notable Activity'))).toEqual(['name']);
      expect(find(result, 'Total Time Spent on Website').severity).toBe('none');
      expect(find(result, 'Prospect ID').availability).toBe('identifier');
      expect(find(result, 'Lead Number').availability).toBe('identifier');
      expect(find(result, 'Do Not Call')).toMatchObject({
        severity: 'none',
        availability: 'capture',
      });
    });
  },
);
