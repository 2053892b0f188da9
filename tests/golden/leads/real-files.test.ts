import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileSource, nodeAssets } from '../../../engine/node-files';
import { parseDelimited } from '../../../src/data/parse/parse-delimited';
import type { Table } from '../../../src/data/table/column';
import { runGuard } from '../../../src/domain/leads/guard';
import { runStudy } from '../../../src/domain/leads/study';
import type { GuardResult, Outcome, StudyResult } from '../../../src/domain/leads/types';
import { loadKernels } from '../../../src/kernels/wasm';
import { NO_CONTROL } from '../../../src/util/progress';
import { sharedData } from '../../shared-data';

const kernels = await loadKernels(nodeAssets);
const data = sharedData();
if (data === null) console.warn('skipped: real lead files are not beside this repository');

async function read(path: string): Promise<Table> {
  return (await parseDelimited(await fileSource(join(data ?? '', path)), {}, NO_CONTROL)).table;
}

function guardOf(table: Table, outcomes: readonly Outcome[]): GuardResult {
  return runGuard({ table, outcomes, seed: 42, control: NO_CONTROL });
}

function study(table: Table, guard: GuardResult, seed: number): StudyResult {
  return runStudy({
    table,
    request: {
      setup: guard.setup,
      split: { kind: 'random', test: 0.2 },
      algorithms: ['logistic', 'gbdt'],
      params: { gbdt: { eta: 0.05, max_depth: 3 } },
      seed,
    },
    guard: guard.columns,
    kernels,
    control: NO_CONTROL,
    clock: () => 0,
  }).result;
}

function named(guard: GuardResult, severity: 'leak' | 'suspect'): string[] {
  return guard.columns.filter((c) => c.severity === severity).map(({ column }) => column);
}

describe.skipIf(data === null)('Hillstrom e-mail test', () => {
  it('leaves spend out and reaches the known stage-1 AUC on the mean of five seeds', async () => {
    const table = await read('hillstrom-email/hillstrom.csv.gz');
    const guard = guardOf(table, [
      { column: 'visit', value: '1' },
      { column: 'conversion', value: '1' },
    ]);
    expect(named(guard, 'leak')).toEqual(['spend']);
    expect(guard.setup.dropped).toEqual(['spend']);
    expect(guard.implication?.counterExamples).toBe(0);
    const aucs = [1, 2, 3, 4, 5].map((seed) => {
      const [stage1] = study(table, guard, seed).stages;
      expect([stage1.trainRows, stage1.testRows]).toEqual([51_200, 12_800]);
      return Math.max(...stage1.models.map((model) => model.evaluation.rocAuc.value));
    });
    const mean = aucs.reduce((a, b) => a + b, 0) / aucs.length;
    // Native XGBoost and scikit-learn reach 0.651 and 0.652 on one such split; a seed moves it by 0.006.
    expect(mean).toBeGreaterThan(0.64);
    expect(mean).toBeLessThan(0.66);
  }, 180_000);
});

describe.skipIf(data === null)('X Education leads', () => {
  it('suspects the columns that were filled after the call, not the time on the website', async () => {
    const table = await read('xeducation-leads/Leads_repaired_9240.csv');
    const guard = guardOf(table, [{ column: 'Converted', value: '1' }]);
    const found = [...named(guard, 'suspect'), ...named(guard, 'leak')];
    expect(found).toContain('Tags');
    expect(found).toContain('Lead Quality');
    expect(found).not.toContain('Total Time Spent on Website');
    const ids = guard.columns.filter((c) => c.availability === 'identifier').map((c) => c.column);
    expect(ids).toEqual(['Prospect ID', 'Lead Number']);
    const result = study(table, guard, 1);
    expect(result.stages).toHaveLength(1);
    expect(result.final.rocAuc.value).toBeGreaterThan(0.9);
  });
});
