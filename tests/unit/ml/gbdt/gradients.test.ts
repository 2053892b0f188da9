import { describe, expect, it } from 'vitest';
import {
  ENTRY_BYTES,
  MemoryLayout,
  openTreeKernels,
  PARAMS_BYTES,
} from '../../../../src/kernels/histogram';
import { gradientBlocks, quantiseGradients } from '../../../../src/ml/gbdt/gradients';
import { Rng } from '../../../../src/util/rng';

function quantise(margins: number[], labels: number[], positiveWeight = 1) {
  const rows = margins.length;
  const layout = new MemoryLayout();
  const memory = {
    rows: layout.take(4 * rows),
    margins: layout.take(8 * rows),
    labels: layout.take(rows),
    params: layout.take(PARAMS_BYTES),
    predicted: layout.take(8 * rows),
    sums: layout.take(16 * gradientBlocks(rows)),
    entries: layout.take(ENTRY_BYTES * rows),
  };
  const kernels = openTreeKernels(null, layout.bytes);
  new Float64Array(kernels.buffer, memory.margins, rows).set(margins);
  new Uint8Array(kernels.buffer, memory.labels, rows).set(labels);
  new Uint32Array(kernels.buffer, memory.rows, rows).forEach((_, i, all) => {
    all[i] = i;
  });
  const steps = quantiseGradients(kernels, memory, rows, positiveWeight);
  const entries = new Int32Array(kernels.buffer, memory.entries, 3 * rows);
  const at = (k: number) => ({
    row: entries[3 * k],
    gradient: entries[3 * k + 1] * steps.gradient,
    hessian: (entries[3 * k + 2] >>> 0) * steps.hessian,
  });
  return { at, entries, steps };
}

describe('quantiseGradients', () => {
  it('gives p - y and p (1 - p) times the weight', () => {
    const { at } = quantise([0, 0], [1, 0], 3);
    expect(at(0)).toEqual({ row: 0, gradient: -1.5, hessian: 0.75 });
    expect(at(1)).toEqual({ row: 1, gradient: 0.5, hessian: 0.25 });
  });

  it('keeps sums in 32 bits, powers of two as steps, and rows exact to 2^-30 of the sum', () => {
    const rng = new Rng(8);
    for (const spread of [0, 1, 40]) {
      const margins = Array.from({ length: 5000 }, () => (rng.uniform() - 0.7) * spread);
      const labels = margins.map(() => rng.int(2));
      const { at, entries, steps } = quantise(margins, labels, 7);
      let [gradients, hessians, total] = [0, 0, 0];
      for (let k = 0; k < 5000; k++) {
        gradients += Math.abs(entries[3 * k + 1]);
        hessians += entries[3 * k + 2] >>> 0;
        const p = 1 / (1 + Math.exp(-margins[k]));
        const exact = (p - labels[k]) * (labels[k] === 1 ? 7 : 1);
        total += Math.abs(exact);
        expect(Math.abs(at(k).gradient - exact)).toBeLessThanOrEqual(steps.gradient);
      }
      expect(gradients).toBeLessThan(2 ** 31);
      expect(hessians).toBeLessThan(2 ** 32);
      expect(Number.isInteger(Math.log2(steps.gradient))).toBe(true);
      expect(steps.gradient).toBeLessThan(total * 2 ** -29);
    }
  });

  it('stays finite where every row is certain', () => {
    const { at } = quantise([900, -900], [1, 0]);
    expect(at(0).gradient).toBe(0);
    expect(at(0).hessian).toBeGreaterThanOrEqual(0);
    expect(Number.isFinite(at(1).hessian)).toBe(true);
  });
});
