import { describe, expect, it } from 'vitest';
import { numberColumn, textColumn, timestampColumn } from '../../../../src/data/table/make-column';
import type { Table } from '../../../../src/data/table/column';
import { replayTest, runStudy, type Study } from '../../../../src/domain/leads/study';
import { planStudy } from '../../../../src/domain/leads/study-plan';
import type { StudyRequest } from '../../../../src/domain/leads/types';
import { NO_CONTROL } from '../../../../src/util/progress';
import { Rng } from '../../../../src/util/rng';

const ROWS = 1200;
const HOUR = 3_600_000;
const request: StudyRequest = {
  setup: {
    outcomes: [
      { column: 'delivered', value: null },
      { column: 'booked', value: null },
    ],
    contract: { date: 'capture', income: 'capture', city: 'capture' },
    dropped: [],
  },
  split: { kind: 'time', column: 'date', test: 0.25 },
  algorithms: ['logistic', 'forest', 'gbdt'],
  params: { gbdt: { num_boost_round: 30 }, forest: { n_estimators: 10 } },
  seed: 9,
};

interface Lead {
  date: number;
  income: number;
  city: string | null;
  delivered: number;
  booked: number;
}

/** Leads whose both outcomes follow income and city; one in ten deliveries is still open. */
function makeLeads(): Lead[] {
  const rng = new Rng(21);
  return Array.from({ length: ROWS }, (_, i) => {
    const income = rng.uniform();
    const city = ['a', 'b', 'c'][rng.int(3)];
    const delivered = Number(rng.uniform() < 0.25 + 0.6 * income);
    const booked = delivered * Number(rng.uniform() < (city === 'a' ? 0.7 : 0.25));
    const open = delivered === 1 && rng.int(10) === 0;
    return { date: i * 7 * HOUR, income, city, delivered, booked: open ? NaN : booked };
  });
}

function tableOf(leads: readonly Lead[]): Table {
  const of = <K extends keyof Lead>(key: K): Lead[K][] => leads.map((lead) => lead[key]);
  return {
    rows: leads.length,
    columns: [
      timestampColumn('date', of('date'), 'yyyy-MM-dd HH:mm'),
      numberColumn('income', of('income')),
      textColumn('city', of('city')),
      numberColumn('delivered', of('delivered')),
      numberColumn('booked', of('booked')),
    ],
  };
}

function study(table: Table): Study {
  return runStudy({
    ...{ table, request, guard: [], kernels: null },
    control: NO_CONTROL,
    clock: () => 0,
  });
}

/** Everything that was fitted or chosen. */
function fitted({ stages, result }: Study): unknown {
  const chosen = result.stages.map(({ champion, models }) => ({
    champion,
    models: models.map(({ params, validationLogLoss }) => ({ params, validationLogLoss })),
  }));
  return JSON.parse(JSON.stringify({ stages, chosen }));
}

describe('runStudy', () => {
  const leads = makeLeads();
  const table = tableOf(leads);
  const { test } = planStudy(table, request);
  const first = study(table);

  it('fits and chooses the same whatever stands in the test rows', () => {
    const rng = new Rng(2);
    const changed = leads.map((lead) => ({ ...lead }));
    for (const row of test) {
      Object.assign(changed[row], {
        income: rng.int(5) === 0 ? NaN : 1e9 * rng.uniform(),
        city: ['zzz', 'b', null][rng.int(3)],
        delivered: rng.int(2),
        booked: rng.int(2),
      });
    }
    const other = study(tableOf(changed));
    expect(fitted(other)).toEqual(fitted(first));
    expect(other.result.final.rocAuc.value).not.toBe(first.result.final.rocAuc.value);
  });

  it('does depend on every training row', () => {
    const changed = leads.map((lead) => ({ ...lead }));
    changed[0].income += 0.5;
    expect(fitted(study(tableOf(changed)))).not.toEqual(fitted(first));
  });

  it('judges the product on settled test rows, and replays them', () => {
    const open = Array.from(test).filter((row) => Number.isNaN(leads[row].booked));
    expect(open.length).toBeGreaterThan(0);
    expect(first.test.rows.length).toBe(test.length - open.length);
    expect(first.result.final.rows).toBe(first.test.rows.length);
    expect(first.result.stages[0].testRows).toBe(test.length);
    expect(replayTest(table, request, first.stages)).toEqual(first.test);
  });
});
