import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openThreads, type Threads } from '../../../engine/threads';
import { inRoot } from '../../../scripts/lib/files.js';
import type { Kernels } from '../../../src/kernels/wasm';
import { predictGbdt, predictMargin } from '../../../src/ml/gbdt/predict';
import { GbdtPredictor } from '../../../src/ml/gbdt/predictor';
import { codeTrees } from '../../../src/ml/gbdt/coded-trees';
import type { GbdtModel } from '../../../src/ml/gbdt/model';
import { flagControl, type Progress } from '../../../src/util/progress';
import { Rng } from '../../../src/util/rng';
import { modelOf, randomTree, valuesAround, type TreeShape } from '../ml/gbdt/random-trees';
import { compileKernels } from './histogram-module';

const SCRIPT = pathToFileURL(inRoot('build/engine/kernel.worker.js'));
const SMALL = { features: 4, leaves: 20, depth: 6, lopsided: false, steps: 12 };

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

function randomModel(rng: Rng, shape: TreeShape, trees: number): GbdtModel {
  return modelOf(
    Array.from({ length: trees }, () => randomTree(rng, shape)),
    shape.features,
  );
}

const SHAPE = fc.record({
  features: fc.integer({ min: 1, max: 7 }),
  leaves: fc.integer({ min: 1, max: 256 }),
  depth: fc.integer({ min: 1, max: 12 }),
  lopsided: fc.boolean(),
  steps: fc.integer({ min: 1, max: 255 }),
});
const SIZE = fc.record({
  rows: fc.integer({ min: 0, max: 1300 }),
  trees: fc.integer({ min: 0, max: 5 }),
  seed: fc.nat(),
});

describe('prediction by kernels', () => {
  it('gives the margins of the twin, bit for bit, whatever the trees', () => {
    fc.assert(
      fc.property(SHAPE, SIZE, (shape, { rows, trees, seed }) => {
        const rng = new Rng(seed);
        const model = randomModel(rng, shape, trees);
        const matrix = valuesAround(rng, rows, shape);
        expect(codeTrees(model)).not.toBeNull();
        const margins = new GbdtPredictor(model, kernels).predictMargin(matrix);
        expect(margins).toEqual(predictMargin(model, matrix));
      }),
      { seed: 20_270, numRuns: 150 },
    );
  });

  const large = fc.constantFrom(
    { ...SMALL, leaves: 1500, depth: 11 },
    { ...SMALL, leaves: 300, depth: 200, lopsided: true },
    { ...SMALL, features: 1, leaves: 256, depth: 12, steps: 5000 },
  );
  it('does so, too, where trees or columns do not fit into bytes', () => {
    fc.assert(
      fc.property(large, SIZE, (shape, { rows, seed }) => {
        const rng = new Rng(seed);
        const model = randomModel(rng, shape, 3);
        const matrix = valuesAround(rng, rows, shape);
        expect(codeTrees(model)).toBeNull();
        const margins = new GbdtPredictor(model, kernels).predictMargin(matrix);
        expect(margins).toEqual(predictMargin(model, matrix));
      }),
      { seed: 20_271, numRuns: 40 },
    );
  });

  it('keeps the border: a value on a threshold goes right, the next one below it left', () => {
    const threshold = Math.fround(0.1);
    const tree = {
      ...{ feature: [0, 0, 0], threshold: [threshold, 0, 0], defaultLeft: [0, 0, 0] as const },
      ...{ left: [1, -1, -1], right: [2, -1, -1], value: [0, -1, 1] },
      ...{ gain: [1, 0, 0], cover: [2, 1, 1] },
    };
    const model = { ...modelOf([tree], 1), baseScore: 0.5 };
    const below = Math.fround(0.1 - 2 ** -28);
    const values = Float32Array.from([below, threshold, NaN, -Infinity, Infinity]);
    const matrix = { rows: 5, names: model.featureNames, values };
    const margins = new GbdtPredictor(model, kernels).predictMargin(matrix);
    expect(below).toBeLessThan(threshold);
    expect([...margins]).toEqual([-1, 1, 1, -1, 1]);
  });

  it('gives the same probabilities on 1, 2 and 4 threads, over several blocks', () => {
    const rng = new Rng(7);
    const model = randomModel(rng, { ...SMALL, features: 40 }, 20);
    const matrix = valuesAround(rng, 30_001, { ...SMALL, features: 40 });
    const wanted = predictGbdt(model, matrix);
    for (const which of [kernels, on(2), on(4), null]) {
      expect(new GbdtPredictor(model, which).predict(matrix)).toEqual(wanted);
    }
  });

  it.each([true, false])('reports rows and stops when told to; kernels: %s', (withKernels) => {
    const rng = new Rng(8);
    const model = randomModel(rng, { ...SMALL, features: 40 }, 20);
    const matrix = valuesAround(rng, 30_001, { ...SMALL, features: 40 });
    const flag = new Int32Array(1);
    const seen: Progress[] = [];
    const control = flagControl(flag, (progress) => {
      seen.push(progress);
      flag[0] = 1;
    });
    const predictor = new GbdtPredictor(model, withKernels ? kernels : null);
    expect(() => predictor.predict(matrix, control)).toThrow('CANCELLED');
    expect(seen.length).toBe(1);
    expect(seen[0]).toMatchObject({ phase: 'predict', total: 30_001, unit: 'rows' });
  });
});
