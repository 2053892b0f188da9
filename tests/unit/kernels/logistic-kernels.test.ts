import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  INFORMATION_TILE,
  LOSS_TILE,
  MemoryLayout,
  MOMENTS_BYTES,
  openLogisticKernels,
  SCALES_BYTES,
  TILE_BYTES,
} from '../../../src/kernels/logistic';
import type { Kernels } from '../../../src/kernels/wasm';
import { Rng } from '../../../src/util/rng';
import { compileKernels } from './histogram-module';

let compiled: Kernels;
beforeAll(async () => {
  compiled = await compileKernels();
}, 60_000);

const SEED = 20_272;
const TASK = fc.record({
  rows: fc.integer({ min: 1, max: 1400 }),
  columns: fc.integer({ min: 0, max: 11 }),
  /** Of the weights: margins from next to 0 to far beyond what e^x knows. */
  spread: fc.constantFrom(1e-3, 1, 30, 1000),
  seed: fc.nat(),
});

interface Task {
  readonly rows: number;
  readonly columns: number;
  readonly spread: number;
  readonly seed: number;
}

/** Loss, then information of random rows: all bytes that the kernels write and that mean something. */
function lossOf(which: Kernels | null, { rows, columns, spread, seed }: Task, every = 1) {
  const stride = Math.ceil(rows / 4) * 4;
  const width = Math.ceil((columns + 1) / 4) * 4;
  const layout = new MemoryLayout();
  const at = {
    design: layout.take(4 * stride * columns),
    signs: layout.take(8 * stride),
    weights: layout.take(8 * (columns + 1)),
    residuals: layout.take(8 * stride),
    sums: layout.take(8 * (columns + 2 + Math.ceil(rows / LOSS_TILE))),
    tile: layout.take(width * TILE_BYTES),
    information: layout.take(8 * width * width),
  };
  const kernels = openLogisticKernels(which, layout.bytes);
  const { buffer } = kernels;
  const rng = new Rng(seed);
  const random = (): number => rng.uniform() * 2 - 1;
  for (let j = 0; j < columns; j++) {
    const column = new Float32Array(buffer, at.design + 4 * j * stride, rows);
    for (let i = 0; i < rows; i++) column[i] = 3 * random();
  }
  const signs = new Float64Array(buffer, at.signs, rows);
  for (let i = 0; i < rows; i++) signs[i] = 2 * rng.int(2) - 1;
  const weights = new Float64Array(buffer, at.weights, columns + 1);
  for (let j = 0; j <= columns; j++) weights[j] = spread * random();
  const size = [at.design, stride, rows, columns];
  kernels.run('logisticLoss', [[...size, at.signs, at.weights, at.residuals, at.sums]]);
  kernels.run('logisticInformation', [
    [
      ...[at.design, stride, rows, every * INFORMATION_TILE, columns],
      ...[at.residuals, at.tile, width, at.information],
    ],
  ]);
  const information = [...new Float64Array(buffer, at.information, width * width)];
  return {
    residuals: [...new Float64Array(buffer, at.residuals, rows)],
    sums: [...new Float64Array(buffer, at.sums, columns + 2 + Math.ceil(rows / LOSS_TILE))],
    information: information.filter((_, k) => {
      const [row, column] = [Math.floor(k / width), k % width];
      return column <= row && row <= columns;
    }),
    signs: [...signs],
  };
}

const SPECIAL = [NaN, Infinity, -Infinity, 0, -0, 3.4028234663852886e38, 1e-45, 1e30];

const COLUMN_TASK = fc.record({
  rows: fc.integer({ min: 1, max: 5000 }),
  seed: fc.nat(),
  specials: fc.integer({ min: 0, max: SPECIAL.length }),
});

interface ColumnTask {
  readonly rows: number;
  readonly seed: number;
  /** How many of SPECIAL there are among the values. */
  readonly specials: number;
}

/** Moments of a column, and the column standardised by them with its indicator. */
function standardised(which: Kernels | null, { rows, seed, specials }: ColumnTask) {
  const stride = Math.ceil(rows / 4) * 4;
  const layout = new MemoryLayout();
  const values = layout.take(4 * stride);
  const indicator = layout.take(4 * stride);
  const moments = layout.take(MOMENTS_BYTES);
  const scales = layout.take(SCALES_BYTES);
  const kernels = openLogisticKernels(which, layout.bytes);
  const { buffer } = kernels;
  const rng = new Rng(seed);
  const column = new Float32Array(buffer, values, stride).fill(NaN);
  for (let i = 0; i < rows; i++) {
    column[i] = rng.int(3) === 0 && specials > 0 ? SPECIAL[rng.int(specials)] : rng.uniform() * 90;
  }
  const raw = [...column.subarray(0, rows)];
  kernels.run('columnMoments', [[values, rows, moments]]);
  const five = [...new Float64Array(buffer, moments, 5)];
  new Float64Array(buffer, scales, 4).set([five[1], 0.37, -0.2, 1.8]);
  kernels.run('standardiseColumn', [[values, rows, scales, indicator]]);
  const even = rows + (rows & 1);
  const flags = [...new Float32Array(buffer, indicator, even)];
  return { raw, moments: five, column: [...column.subarray(0, even)], flags };
}

describe('kernels of logistic regression', () => {
  it('sum loss, gradient and information as the twins do, bit for bit', () => {
    fc.assert(
      fc.property(TASK, fc.integer({ min: 1, max: 3 }), (task, every) => {
        expect(lossOf(compiled, task, every)).toEqual(lossOf(null, task, every));
      }),
      { seed: SEED, numRuns: 80 },
    );
  });

  it('say what the definition says', () => {
    const { residuals, sums, information, signs } = lossOf(compiled, {
      ...{ rows: 1101, columns: 3, spread: 1, seed: 5 },
    });
    const losses = residuals.map((residual) => -Math.log(1 - Math.abs(residual)));
    const loss = losses.reduce((sum, one) => sum + one, 0);
    const products = sums.slice(5).reduce((sum, product) => sum + Math.log(product), 0);
    expect(products + sums[4]).toBeCloseTo(loss, 8);
    expect(sums[3]).toBeCloseTo(
      residuals.reduce((sum, residual) => sum + residual, 0),
      8,
    );
    const curvatures = residuals.map((residual) => Math.abs(residual) * (1 - Math.abs(residual)));
    expect(information[9]).toBeCloseTo(
      curvatures.reduce((sum, one) => sum + one, 0),
      8,
    );
    expect(residuals.every((residual, i) => residual * signs[i] < 0)).toBe(true);
  });

  it('find moments and standardise as the twins do, bit for bit', () => {
    fc.assert(
      fc.property(COLUMN_TASK, (task) => {
        expect(standardised(compiled, task)).toEqual(standardised(null, task));
      }),
      { seed: SEED + 1, numRuns: 80 },
    );
  });

  it('count, average and fill what is missing', () => {
    const { raw, moments, column, flags } = standardised(compiled, {
      ...{ rows: 4097, seed: 3, specials: 1 },
    });
    const there = raw.filter((x) => !Number.isNaN(x));
    expect(there.length).toBeLessThan(raw.length);
    const mean = there.reduce((sum, x) => sum + x, 0) / there.length;
    const squares = there.reduce((sum, x) => sum + (x - mean) ** 2, 0);
    expect(moments[0]).toBe(there.length);
    expect(moments[1]).toBeCloseTo(mean, 9);
    expect(moments[2] / squares).toBeCloseTo(1, 9);
    expect(moments.slice(3)).toEqual([Math.min(...there), Math.max(...there)]);
    raw.forEach((x, i) => {
      expect(column[i]).toBe(Number.isNaN(x) ? 0 : Math.fround((x - moments[1]) * 0.37));
      expect(flags[i]).toBe(Math.fround(Number.isNaN(x) ? 1.8 : -0.2));
    });
  });
});
