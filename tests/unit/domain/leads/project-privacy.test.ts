import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { numberColumn, textColumn } from '../../../../src/data/table/make-column';
import { runGuard } from '../../../../src/domain/leads/guard';
import { projectOf, writeProject } from '../../../../src/domain/leads/project';
import { runStudy } from '../../../../src/domain/leads/study';
import { NO_CONTROL } from '../../../../src/util/progress';
import { Rng } from '../../../../src/util/rng';
import { pack } from '../../../../src/workers/storage/pack';

const ROWS = 1500;
const rng = new Rng(4);
const income = Array.from({ length: ROWS }, () => rng.uniform());
const delivered = income.map((value) => Number(rng.uniform() < 0.2 + 0.6 * value));
const names = income.map((_, row) => `person-${row}-xyz`);
const niks = income.map((_, row) => `31${String(row * 7919).padStart(14, '0')}`);
/** 1 to 4 rows each of values that could name somebody, and cities that cannot. */
const cities = income.map((_, row) => {
  if (row % 100 === 3) return `alone-${row}`;
  if (row < 40) return `few-${Math.floor(row / 4)}`;
  return ['bandung', 'jakarta', 'medan'][row % 3];
});
const table = {
  rows: ROWS,
  columns: [
    textColumn('name', names),
    textColumn('nik', niks),
    textColumn('city', cities),
    numberColumn('income', income),
    numberColumn('delivered', delivered),
  ],
};
const outcomes = [{ column: 'delivered', value: null }];
const guard = runGuard({ table, outcomes, seed: 1, control: NO_CONTROL });

function texts(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}

describe('what is kept without rows', () => {
  it('has no identifier and no value of fewer than 5 rows, in the project nor beside it', async () => {
    const setup = { outcomes, contract: guard.setup.contract, dropped: guard.setup.dropped };
    const request = {
      ...{ setup: { ...setup, contract: { ...setup.contract, city: 'capture' as const } } },
      ...{ split: { kind: 'random' as const, test: 0.2 }, seed: 1 },
      ...{ algorithms: ['logistic', 'gbdt'] as const, params: { gbdt: { num_boost_round: 20 } } },
    };
    const study = runStudy({
      ...{ table, request, guard: guard.columns, kernels: null },
      ...{ control: NO_CONTROL, clock: () => 0 },
    });
    const files = unzipSync(await writeProject(projectOf(study, table, 'leads.csv')));
    const work = { guard, setup: request.setup, draft: null, pretrained: false };
    const all = [...Object.values(files).map(texts), JSON.stringify(pack(work).json)].join('\n');
    expect(all).toContain('jakarta');
    for (const text of [...names, ...niks]) expect(all.includes(text), text).toBe(false);
    expect(all.match(/(alone|few)-\d+/g)).toBeNull();
  });
});
