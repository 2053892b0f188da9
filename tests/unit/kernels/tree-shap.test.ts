import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openThreads, type Threads } from '../../../engine/threads';
import { inRoot } from '../../../scripts/lib/files.js';
import type { Kernels } from '../../../src/kernels/wasm';
import { GbdtExplainer } from '../../../src/ml/gbdt/explainer';
import { batchesOf } from '../../../src/ml/gbdt/shap-tables';
import { flagControl, type Progress } from '../../../src/util/progress';
import { Rng } from '../../../src/util/rng';
import { modelOf, randomTree, valuesAround, type TreeShape } from '../ml/gbdt/random-trees';
import { compileKernels } from './histogram-module';

const SCRIPT = pathToFileURL(inRoot('build/engine/kernel.worker.js'));
const SMALL = { features: 9, leaves: 40, depth: 6, lopsided: false, steps: 12 };

let kernels: Kernels;
const opened: Threads[] = [];
beforeAll(async () => {
  kernels = await compileKernels();
});
afterAll(() => {
  for (const threads of opened) threads.close();
});

function on(threads: number): Kernels {
  const parallel = openThreads(threads, SCRIPT);
  opened.push(parallel);
  return { module: kernels.module, parallel };
}

function task(seed: number, shape: TreeShape, { rows, trees }: { rows: number; trees: number }) {
  const rng = new Rng(seed);
  const all = Array.from({ length: trees }, () => randomTree(rng, shape));
  return { model: modelOf(all, shape.features), matrix: valuesAround(rng, rows, shape) };
}

const SHAPE = fc.record({
  features: fc.integer({ min: 1, max: 12 }),
  leaves: fc.integer({ min: 1, max: 256 }),
  depth: fc.constantFrom(1, 4, 6, 8, 9, 12, 100),
  lopsided: fc.boolean(),
  steps: fc.integer({ min: 1, max: 300 }),
});

describe('Shapley values by kernels', () => {
  it('are those of the twin, bit for bit, whatever the trees', () => {
    const size = fc.record({
      rows: fc.integer({ min: 0, max: 150 }),
      trees: fc.integer({ min: 0, max: 3 }),
    });
    fc.assert(
      fc.property(SHAPE, size, fc.nat(), (shape, sizes, seed) => {
        const { model, matrix } = task(seed, shape, sizes);
        const values = new GbdtExplainer(model, kernels).explain(matrix);
        expect(values).toEqual(new GbdtExplainer(model, null).explain(matrix));
        expect(values.length).toBe(matrix.rows * (shape.features + 1));
      }),
      { seed: 20_274, numRuns: 60 },
    );
  });

  it('are the same on 1, 2 and 4 threads, over several blocks', () => {
    const { model, matrix } = task(7, SMALL, { rows: 25_001, trees: 12 });
    const [first, ...others] = [kernels, on(2), on(4)].map((which) =>
      new GbdtExplainer(model, which).explain(matrix),
    );
    expect(first.some((value) => value !== 0)).toBe(true);
    const bytes = Buffer.from(first.buffer);
    for (const other of others) expect(bytes.equals(Buffer.from(other.buffer))).toBe(true);
    const last = {
      ...matrix,
      rows: 1,
      values: matrix.values.filter((_, k) => k % 25_001 === 25_000),
    };
    expect(new GbdtExplainer(model, null).explain(last)).toEqual(first.slice(-10));
  });

  it('come from as many batches of tables as it takes', () => {
    const shape = { ...SMALL, leaves: 256, depth: 8 };
    const { model, matrix } = task(10, shape, { rows: 70, trees: 24 });
    expect([...batchesOf(model, 32 << 20)].length).toBeGreaterThan(1);
    const values = new GbdtExplainer(model, kernels).explain(matrix);
    expect(values).toEqual(new GbdtExplainer(model, null).explain(matrix));
  });

  it('come from tables in batches that keep the order of the trees', () => {
    const { model } = task(8, SMALL, { rows: 0, trees: 12 });
    const all = [...batchesOf(model, 2 ** 30)];
    const some = [...batchesOf(model, 20_000)];
    expect(all.map(({ from, to }) => [from, to])).toEqual([[0, 1]]);
    expect(some.length).toBeGreaterThan(3);
    expect(some.flatMap(({ groups }) => groups)).toEqual(all[0].groups);
  });

  it.each([true, false])('report rows and stop when told to; kernels: %s', (withKernels) => {
    const { model, matrix } = task(9, SMALL, { rows: 40_000, trees: 3 });
    const flag = new Int32Array(1);
    const seen: Progress[] = [];
    const control = flagControl(flag, (progress) => {
      seen.push(progress);
      flag[0] = 1;
    });
    const explainer = new GbdtExplainer(model, withKernels ? kernels : null);
    expect(() => explainer.explain(matrix, control)).toThrow('CANCELLED');
    expect(seen.map(({ phase }) => phase)).toEqual(['explain']);
  });
});
