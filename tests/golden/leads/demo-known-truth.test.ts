import { describe, expect, it } from 'vitest';
import { nodeAssets } from '../../../engine/node-files';
import { generateLeads } from '../../../src/domain/demo/leads';
import { runGuard } from '../../../src/domain/leads/guard';
import { runStudy } from '../../../src/domain/leads/study';
import { loadKernels } from '../../../src/kernels/wasm';
import { NO_CONTROL } from '../../../src/util/progress';

const kernels = await loadKernels(nodeAssets);
const OUTCOMES = [
  { column: 'DELIVERED', value: '1' },
  { column: 'BOOKED', value: '1' },
];

/** Hold-out AUC of gradient boosting on 60,000 generated leads, stage 1 and stage 2. */
function holdOut(seed: number): number[] {
  const table = generateLeads({ rows: 60_000, seed, control: NO_CONTROL });
  const guard = runGuard({ table, outcomes: OUTCOMES, seed, control: NO_CONTROL });
  const { result } = runStudy({
    table,
    request: {
      setup: guard.setup,
      split: { kind: 'random', test: 0.3 },
      algorithms: ['gbdt'],
      params: {},
      seed,
    },
    guard: guard.columns,
    kernels,
    control: NO_CONTROL,
    clock: () => 0,
  });
  return result.stages.map((stage) => stage.models[0].evaluation.rocAuc.value);
}

describe('demo leads, 60,000 rows, 30 % hold-out, five seeds', () => {
  it('gives gradient boosting the AUCs its generating model was calibrated to', () => {
    const runs = [1, 2, 3, 4, 5].map(holdOut);
    const mean = (stage: number): number =>
      runs.reduce((s, run) => s + run[stage], 0) / runs.length;
    // The model reaches .7245 and .7707 with native XGBoost; above 0.85 a column would be leaking.
    expect(mean(0)).toBeGreaterThan(0.715);
    expect(mean(0)).toBeLessThan(0.735);
    expect(mean(1)).toBeGreaterThan(0.755);
    expect(mean(1)).toBeLessThan(0.785);
  }, 300_000);
});
