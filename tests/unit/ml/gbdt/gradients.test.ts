import { describe, expect, it } from 'vitest';
import { GROW_JOB_BYTES, HISTOGRAM_BYTES, TreeJobs } from '../../../../src/kernels/tree-jobs';
import { MemoryLayout, openTreeKernels, PARAMS_BYTES } from '../../../../src/kernels/tree-kernels';
import { BLOCK_ROWS, blockCount, chooseSteps } from '../../../../src/ml/gbdt/gradients';
import { entriesBytes } from '../../../../src/ml/gbdt/grow-memory';
import { Rng } from '../../../../src/util/rng';

/** Entries of all rows, as integers, and what their units are worth. */
function quantise(margins: number[], labels: number[], positiveWeight = 1) {
  const rows = margins.length;
  const blocks = blockCount(rows);
  const layout = new MemoryLayout();
  const memory = {
    sample: layout.take(4 * rows),
    starts: layout.take(4 * (blocks + 1)),
    margins: layout.take(8 * rows),
    labels: layout.take(rows),
    params: layout.take(PARAMS_BYTES),
    predicted: layout.take(4 * rows),
    sums: layout.take(16 * blocks),
  };
  const into = layout.take(entriesBytes(rows));
  const job = layout.take(GROW_JOB_BYTES);
  const [bins, segmentsBelow] = [layout.take(rows), layout.take(4 * blocks)];
  const histogram = layout.take(HISTOGRAM_BYTES);
  const kernels = openTreeKernels(null, layout.bytes);
  const { buffer } = kernels;
  new Float64Array(buffer, memory.margins, rows).set(margins);
  new Uint8Array(buffer, memory.labels, rows).set(labels);
  new Uint32Array(buffer, memory.sample, rows).forEach((_, i, all) => {
    all[i] = i;
  });
  new Uint32Array(buffer, memory.starts, blocks + 1).forEach((_, i, all) => {
    all[i] = Math.min(rows, i * BLOCK_ROWS);
  });
  const steps = chooseSteps(kernels, memory, blocks, positiveWeight);
  new TreeJobs(buffer).writeGrow(job, {
    ...{ ...memory, next: 0, blocks, blockRows: BLOCK_ROWS, columns: 1, bins, into },
    ...{ from: 0, segments: 0, segmentsBelow, mostNodes: 1, actions: 0, actionCount: 0, pairs: 1 },
    begins: 1,
  });
  kernels.sumBlocks(job, histogram);
  const words = new Int32Array(buffer, into, 2 * rows);
  const entries = Array.from({ length: rows }, (_, k) => ({
    row: (words[2 * k] & 0xffff) + Math.floor(k / BLOCK_ROWS) * BLOCK_ROWS,
    hessian: (words[2 * k] >>> 16) + ((words[2 * k + 1] & 0xff) << 16),
    gradient: words[2 * k + 1] >> 8,
  }));
  const at = (k: number) => ({
    row: entries[k].row,
    gradient: entries[k].gradient * steps.gradient,
    hessian: entries[k].hessian * steps.hessian,
  });
  return { at, entries, steps };
}

describe('integer gradients', () => {
  it('are p - y and p (1 - p) times the weight', () => {
    const { at } = quantise([0, 0], [1, 0], 3);
    expect(at(0)).toEqual({ row: 0, gradient: -1.5, hessian: 0.75 });
    expect(at(1)).toEqual({ row: 1, gradient: 0.5, hessian: 0.25 });
  });

  it('keep sums in 32 bits and rows in 24, powers of two as steps, and rows exact to one step', () => {
    const rng = new Rng(8);
    for (const spread of [0, 1, 40]) {
      const margins = Array.from({ length: 5000 }, () => (rng.uniform() - 0.7) * spread);
      const labels = margins.map(() => rng.int(2));
      const { at, entries, steps } = quantise(margins, labels, 7);
      let [gradients, hessians, total] = [0, 0, 0];
      for (let k = 0; k < 5000; k++) {
        expect(entries[k].row).toBe(k);
        gradients += Math.abs(entries[k].gradient);
        hessians += entries[k].hessian;
        const p = 1 / (1 + Math.exp(-margins[k]));
        const exact = (p - labels[k]) * (labels[k] === 1 ? 7 : 1);
        total += Math.abs(exact);
        expect(Math.abs(at(k).gradient - exact)).toBeLessThanOrEqual(steps.gradient);
      }
      expect(gradients).toBeLessThan(2 ** 31);
      expect(hessians).toBeLessThan(2 ** 32);
      expect(Number.isInteger(Math.log2(steps.gradient))).toBe(true);
      // As fine as 32 bits of the sum of all allow, or 24 bits of a row of weight 7.
      expect(steps.gradient).toBeLessThan(Math.max(total * 2 ** -29, 7 * 2 ** -21));
    }
  });

  it('stay finite where every row is certain', () => {
    const { at } = quantise([900, -900], [1, 0]);
    expect(at(0).gradient).toBe(0);
    expect(at(0).hessian).toBeGreaterThanOrEqual(0);
    expect(Number.isFinite(at(1).hessian)).toBe(true);
  });
});
