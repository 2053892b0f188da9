import { beforeAll, describe, expect, it } from 'vitest';
import {
  drawsOf,
  FOREST_DONE,
  FOREST_GROWN,
  FOREST_JOB_BYTES,
  FOREST_NODE_BYTES,
  FOREST_OUT_OF_BAG_BYTES,
  FOREST_PHASE,
  FOREST_STACK_BYTES,
  FOREST_SUMS_BYTES,
  growForestTreeReference,
} from '../../../src/kernels/forest-reference';
import { MemoryLayout } from '../../../src/kernels/tree-kernels';
import { instantiateKernels, type Kernels } from '../../../src/kernels/wasm';
import { Rng } from '../../../src/util/rng';
import { compileKernels } from './histogram-module';

let compiled: Kernels;
beforeAll(async () => {
  compiled = await compileKernels();
}, 60_000);

interface Growing {
  readonly rows: number;
  readonly columns: number;
  readonly levels: number;
  readonly missing: number;
  readonly mostColumns: number;
  readonly leastLeaf: number;
  readonly leastSplit: number;
  readonly mostDepth: number;
}

/** A tree that is grown on random codes, whose labels follow the first column. */
function grown(grow: Growing, seed: number, which: 'kernel' | 'twin') {
  const { rows, columns, levels } = grow;
  const layout = new MemoryLayout();
  const [job, codes, labels] = [FOREST_JOB_BYTES, rows * columns, rows].map((n) => layout.take(n));
  const [order, spare] = [layout.take(4 * rows + 16), layout.take(4 * rows + 16)];
  const shuffled = layout.take(4 * columns);
  const [sums, stack] = [layout.take(FOREST_SUMS_BYTES), layout.take(FOREST_STACK_BYTES)];
  const nodes = layout.take(FOREST_NODE_BYTES * 2 * rows + 64);
  const out = layout.take(FOREST_OUT_OF_BAG_BYTES * rows);
  const instance = instantiateKernels(compiled.module, layout.bytes);
  if (instance === null) throw new Error('no kernels');
  const { buffer } = instance.memory;
  const rng = new Rng(seed);
  const code = new Uint8Array(buffer, codes, rows * columns);
  for (let i = 0; i < code.length; i++) {
    code[i] = rng.uniform() < grow.missing ? 0 : 1 + rng.int(levels);
  }
  const label = new Uint8Array(buffer, labels, rows);
  for (let i = 0; i < rows; i++) label[i] = rng.uniform() < code[i] / (levels + 1) ? 1 : 0;
  new Uint32Array(buffer, job, 17).set([
    ...[codes, rows, columns, labels, seed, grow.mostColumns, grow.leastLeaf, grow.leastSplit],
    ...[grow.mostDepth, order, spare, shuffled, sums, stack, nodes, 0, out],
  ]);
  // Twice, for what is out of bag adds up.
  const words = new Uint32Array(buffer, job, FOREST_JOB_BYTES / 4);
  for (let k = 0; k < 2; k++) {
    words[FOREST_PHASE] = 0;
    while (words[FOREST_PHASE] !== FOREST_DONE) {
      if (which === 'twin') growForestTreeReference(buffer, job);
      else instance.exports.growForestTree(job);
    }
  }
  const count = words[FOREST_GROWN];
  return {
    nodes: [...new Uint32Array(buffer, nodes, (count * FOREST_NODE_BYTES) / 4)],
    outOfBag: [...new Uint32Array(buffer, out, (FOREST_OUT_OF_BAG_BYTES * rows) / 4)],
  };
}

const PLAIN: Growing = {
  rows: 400,
  columns: 6,
  levels: 255,
  missing: 0.1,
  mostColumns: 3,
  leastLeaf: 1,
  leastSplit: 2,
  mostDepth: 0xffffffff,
};

describe('a tree of a forest', () => {
  it.each<[string, Partial<Growing>]>([
    ['to its end', {}],
    ['with large leaves', { leastLeaf: 5, leastSplit: 20 }],
    ['to a depth', { mostDepth: 3 }],
    ['on few codes', { levels: 3 }],
    ['on a single code', { levels: 1, missing: 0 }],
    ['with nothing missing', { missing: 0 }],
    ['with nearly all missing', { missing: 0.95 }],
    ['of one row', { rows: 1 }],
    ['of two rows', { rows: 2 }],
    ['of one column', { columns: 1, mostColumns: 1 }],
    ['on all columns', { mostColumns: 6 }],
  ])('grows as the twin grows it, %s', (_, change) => {
    for (let seed = 1; seed <= 12; seed++) {
      const grow = { ...PLAIN, ...change };
      expect(grown(grow, seed, 'kernel')).toEqual(grown(grow, seed, 'twin'));
    }
  });

  it('grows as the twin grows it, over several calls', () => {
    const grow = { ...PLAIN, rows: 12_000, mostColumns: 6 };
    expect(grown(grow, 3, 'kernel')).toEqual(grown(grow, 3, 'twin'));
  });

  it('has pure leaves where nothing stops it and rows differ', () => {
    const { nodes: words } = grown({ ...PLAIN, columns: 12, mostColumns: 12 }, 5, 'kernel');
    const nodes = Array.from({ length: words.length / 6 }, (_, i) => words.slice(6 * i, 6 * i + 6));
    expect(nodes.length).toBeGreaterThan(20);
    for (const [, , left, , weight, positives] of nodes) {
      if (left === 0) expect([0, weight]).toContain(positives);
      else expect(nodes[left][4] + nodes[left + 1][4]).toBe(weight);
    }
  });

  it('draws rows as a Poisson number of mean 1 says', () => {
    const rows = 200_000;
    const counts = new Array<number>(10).fill(0);
    for (let row = 0; row < rows; row++) counts[drawsOf(row, 77)]++;
    let share = Math.exp(-1);
    for (let k = 0; k < 6; k++) {
      // Five standard deviations of a share of so many rows.
      const band = 5 * Math.sqrt((share * (1 - share)) / rows);
      expect(Math.abs(counts[k] / rows - share)).toBeLessThan(band);
      share /= k + 1;
    }
  });
});
