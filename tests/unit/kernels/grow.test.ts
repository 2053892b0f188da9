import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  ACTION_BYTES,
  BEST_BYTES,
  DECODING_BYTES,
  ENTRY_BYTES,
  GOES_BYTES,
  GOES_LEFT,
  GROW_JOB_BYTES,
  HISTOGRAM_BYTES,
  LEAF,
  LEAVES,
  PART,
  SCAN_JOB_BYTES,
  SCAN_PAIR_BYTES,
  SCAN_PARAMS_BYTES,
  SEGMENT_BYTES,
  TreeJobs,
  type Action,
  type GrowJob,
} from '../../../src/kernels/tree-jobs';
import {
  MemoryLayout,
  NODE_BYTES,
  openTreeKernels,
  PARAMS_BYTES,
  type TreeKernels,
} from '../../../src/kernels/tree-kernels';
import { instantiateKernels, loadKernels, type Kernels } from '../../../src/kernels/wasm';
import { Rng } from '../../../src/util/rng';
import { compileKernels } from './histogram-module';

let compiled: Kernels;
beforeAll(async () => {
  compiled = await compileKernels();
}, 60_000);

const BLOCK_ROWS = 64;
const CALLS = 2;

/** Memory of a tree's first two levels: all rows in the sample, random codes, labels and probabilities. */
interface Scene {
  readonly kernels: TreeKernels;
  readonly jobs: TreeJobs;
  readonly at: ReturnType<typeof layOut>;
  readonly job: GrowJob;
  readonly bytes: number;
}

function layOut(layout: MemoryLayout, rows: number, columns: number) {
  const blocks = Math.ceil(rows / BLOCK_ROWS);
  const histogram = columns * HISTOGRAM_BYTES;
  return {
    bins: layout.take(rows * columns),
    entries: [layout.take(rows * ENTRY_BYTES), layout.take(rows * ENTRY_BYTES)],
    segments: [0, 1].map(() => layout.take(blocks * 4 * SEGMENT_BYTES)),
    sample: layout.take(4 * rows),
    starts: layout.take(4 * (blocks + 1)),
    labels: layout.take(rows),
    params: layout.take(PARAMS_BYTES),
    predicted: layout.take(4 * rows),
    margins: layout.take(8 * rows),
    job: layout.take(GROW_JOB_BYTES),
    actions: layout.take(4 * ACTION_BYTES),
    goes: layout.take(GOES_BYTES),
    sums: layout.take(CALLS * histogram),
    parent: layout.take(histogram),
    child: layout.take(histogram),
    scanJob: layout.take(SCAN_JOB_BYTES),
    pairs: layout.take(SCAN_PAIR_BYTES),
    best: [0, 1].map(() => layout.take(columns * BEST_BYTES)),
    codes: layout.take(4 * columns),
    features: layout.take(4 * (columns + 1) + 8 * columns),
    decoding: layout.take(DECODING_BYTES),
    scratch: layout.take(HISTOGRAM_BYTES),
    floors: layout.take(columns),
    mask: layout.take(columns),
    scores: layout.take(SCAN_PARAMS_BYTES),
    signs: layout.take(columns),
    nodes: layout.take(7 * NODE_BYTES),
  };
}

function makeScene(which: Kernels | null, rows: number, columns: number, seed: number): Scene {
  const layout = new MemoryLayout();
  const at = layOut(layout, rows, columns);
  const kernels = openTreeKernels(which, layout.bytes);
  const { buffer } = kernels;
  const rng = new Rng(seed);
  const fill = (array: { length: number; [i: number]: number }, value: (i: number) => number) => {
    for (let i = 0; i < array.length; i++) array[i] = value(i);
  };
  const codes = new Uint32Array(buffer, at.codes, columns);
  fill(codes, () => 1 + rng.int(255));
  fill(new Uint8Array(buffer, at.bins, rows * columns), (i) => rng.int(codes[i % columns] + 1));
  fill(new Uint8Array(buffer, at.labels, rows), () => rng.int(2));
  fill(new Uint32Array(buffer, at.sample, rows), (i) => i);
  const blocks = Math.ceil(rows / BLOCK_ROWS);
  fill(new Uint32Array(buffer, at.starts, blocks + 1), (i) => Math.min(rows, i * BLOCK_ROWS));
  fill(new Float32Array(buffer, at.predicted, rows), () => rng.uniform());
  new Float64Array(buffer, at.params, 3).set([2, 2 ** 20, 2 ** 21]);
  // The first column holds two features, the second of them that of the last column, which holds none.
  const twice = columns > 1 ? columns - 1 : 0;
  const firsts = Array.from({ length: columns + 1 }, (_, i) =>
    Math.min(columns, i === 0 ? 0 : i + 1),
  );
  const list = firsts.slice(0, columns).flatMap((_, i) => {
    const feature = i === 1 ? twice : i > 1 ? i - 1 : 0;
    return [feature, feature === twice && twice > 0 ? at.decoding : 0];
  });
  new Uint32Array(buffer, at.features, 3 * columns + 1).set([...firsts, ...list]);
  fill(new Uint8Array(buffer, at.decoding, DECODING_BYTES), (i) => i % (codes[twice] + 1));
  fill(new Uint8Array(buffer, at.floors, columns), () => rng.int(2));
  fill(new Int8Array(buffer, at.signs, columns), () => rng.int(3) - 1);
  fill(new Uint8Array(buffer, at.mask, columns), (i) => (i > 0 && rng.int(5) === 0 ? 0 : 1));
  const job = {
    ...{ next: 0, blocks, blockRows: BLOCK_ROWS, columns, bins: at.bins, pairs: 1 },
    ...{ from: at.entries[1], into: at.entries[0], mostNodes: 4, actions: at.actions },
    ...{ segments: at.segments[1], segmentsBelow: at.segments[0], actionCount: 0 },
    ...{ margins: at.margins, sample: at.sample, starts: at.starts, labels: at.labels },
    ...{ params: at.params, predicted: at.predicted, begins: 1 as const },
  };
  return { kernels, jobs: new TreeJobs(buffer), at, job, bytes: layout.bytes };
}

/** All memory but the counters of jobs, byte for byte. */
function bytesOf({ kernels, bytes }: Scene): Uint8Array {
  return new Uint8Array(kernels.buffer, 0, bytes).slice();
}

/** Calls a kernel as two threads would, one after the other. */
function sum({ kernels, jobs, at }: Scene, kernel: 'sumBlocks' | 'partBlocks', job: GrowJob): void {
  jobs.writeGrow(at.job, job);
  const bytes = job.pairs * job.columns * HISTOGRAM_BYTES;
  for (let call = 0; call < CALLS; call++) kernels[kernel](at.job, at.sums + call * bytes);
  // Whoever came late has counted on; the twin has not.
  new Uint32Array(kernels.buffer, at.job, 1)[0] = 0;
}

/** The histogram that the calls summed, by column and code: hessian and gradient. */
function summed({ kernels, at, job }: Scene): Int32Array {
  const words = (job.columns * HISTOGRAM_BYTES) / 4;
  const all = new Int32Array(words);
  for (let call = 0; call < CALLS; call++) {
    const own = new Int32Array(kernels.buffer, at.sums + 4 * words * call, words);
    own.forEach((word, i) => {
      all[i] += word;
    });
  }
  return all;
}

function levelBelow({ job }: Scene): GrowJob {
  const { from, into, segments, segmentsBelow } = job;
  return { ...job, from: into, into: from, segments: segmentsBelow, segmentsBelow: segments };
}

const SPLIT: Action = {
  ...{ node: 0, kind: PART, column: 0, goes: 0, leftChild: 1, pair: 0, summed: 0 },
  ...{ left: -0.25, right: 0.5 },
};

/** Splits all rows by the first column: codes below `border` go left. */
function partAll(scene: Scene, border: number, action: Partial<Action> = {}): void {
  const { kernels, jobs, at } = scene;
  const goes = new Uint8Array(kernels.buffer, at.goes, GOES_BYTES).fill(0);
  goes.fill(GOES_LEFT, 0, border);
  jobs.writeAction(at.actions, { ...SPLIT, goes: at.goes, ...action });
  sum(scene, 'partBlocks', { ...levelBelow(scene), actionCount: 1 });
}

/** Adds up what was summed, and looks for cuts of the child and of its sibling. */
function scanAll(scene: Scene, params: readonly number[], isBound: boolean): void {
  const { kernels, jobs, at, job } = scene;
  const totals = (histogram: Int32Array) => {
    let [gradient, hessian] = [0, 0];
    for (let cell = 0; cell < 512; cell += 2) {
      hessian += histogram[cell] >>> 0;
      gradient += histogram[cell + 1];
    }
    return { gradient, hessian };
  };
  const words = (job.columns * HISTOGRAM_BYTES) / 4;
  const parent = totals(new Int32Array(kernels.buffer, at.parent, words));
  const child = totals(summed(scene));
  const sibling = {
    gradient: parent.gradient - child.gradient,
    hessian: parent.hessian - child.hessian,
  };
  new Float64Array(kernels.buffer, at.scores, 5).set(params);
  const bounds = { lower: -0.4, upper: 0.3 };
  jobs.writePair(at.pairs, [
    { histogram: at.child, best: at.best[0], score: 1e-6, mask: at.mask, ...child, ...bounds },
    { histogram: at.parent, best: at.best[1], score: 1e-6, mask: at.mask, ...sibling, ...bounds },
  ]);
  jobs.writeScan(at.scanJob, {
    ...{ next: 0, pairs: 1, columns: job.columns, calls: CALLS, sums: at.sums },
    ...{ callBytes: 4 * words, pairList: at.pairs, features: at.features, codes: at.codes },
    floors: at.floors,
    params: at.scores,
    signs: isBound ? at.signs : 0,
  });
  kernels.scanColumns(at.scanJob, at.scratch);
  new Uint32Array(kernels.buffer, at.scanJob, 1)[0] = 0;
  // The twin needs no scratch.
  new Uint8Array(kernels.buffer, at.scratch, HISTOGRAM_BYTES).fill(0);
}

const BOTH = (): (Kernels | null)[] => [compiled, null];

describe('kernels that grow trees', () => {
  it('sum two rows of two columns by hand', () => {
    for (const which of BOTH()) {
      const scene = makeScene(which, 2, 2, 1);
      const { kernels, at, job } = scene;
      new Uint8Array(kernels.buffer, at.bins, 4).set([1, 255, 1, 0]);
      new Uint8Array(kernels.buffer, at.labels, 2).set([0, 1]);
      new Float32Array(kernels.buffer, at.predicted, 2).set([0.5, 0.25]);
      new Float64Array(kernels.buffer, at.params, 3).set([3, 64, 64]);
      sum(scene, 'sumBlocks', job);
      // p - y and p (1 - p), three times for the second row, in 64ths.
      const sums = summed(scene);
      expect([sums[2], sums[3]]).toEqual([16 + 36, 32 - 144]);
      expect([sums[512 + 510], sums[512 + 511]]).toEqual([16, 32]);
      expect([sums[512], sums[513]]).toEqual([36, -144]);
      const segment = new Uint16Array(kernels.buffer, at.segments[0], 2);
      expect([...segment]).toEqual([0, 2]);
    }
  });

  it('keep the sign of a gradient and the bits of a hessian apart, up to the last of 24', () => {
    for (const which of BOTH()) {
      const scene = makeScene(which, 2, 1, 1);
      const { kernels, at, job } = scene;
      new Uint8Array(kernels.buffer, at.bins, 2).set([7, 9]);
      new Uint8Array(kernels.buffer, at.labels, 2).set([1, 0]);
      new Float32Array(kernels.buffer, at.predicted, 2).set([0.5, 0.5]);
      new Float64Array(kernels.buffer, at.params, 3).set([1, 2 ** 24 - 2, 4 * (2 ** 24 - 1)]);
      sum(scene, 'sumBlocks', job);
      const sums = summed(scene);
      expect([sums[14], sums[15]]).toEqual([2 ** 24 - 1, -(2 ** 23) + 1]);
      expect([sums[18], sums[19]]).toEqual([2 ** 24 - 1, 2 ** 23 - 1]);
    }
  });

  it('give the bytes of their twins', () => {
    const task = fc.record({
      rows: fc.integer({ min: 1, max: 400 }),
      columns: fc.integer({ min: 1, max: 27 }),
      seed: fc.nat(),
      border: fc.integer({ min: 0, max: 256 }),
      summed: fc.constantFrom<0 | 1>(0, 1),
      alpha: fc.constantFrom(0, 0, 0.3),
      lambda: fc.constantFrom(0, 1, 5),
      least: fc.constantFrom(0, 0.5, 3),
      isBound: fc.boolean(),
    });
    fc.assert(
      fc.property(
        task,
        ({ rows, columns, seed, border, alpha, lambda, least, isBound, ...which }) => {
          const scenes = BOTH().map((kernels) => makeScene(kernels, rows, columns, seed));
          for (const scene of scenes) {
            const { kernels, at, job, jobs } = scene;
            sum(scene, 'sumBlocks', job);
            new Int32Array(kernels.buffer, at.parent, (columns * HISTOGRAM_BYTES) / 4).set(
              summed(scene),
            );
            partAll(scene, border, { ...which, column: columns - 1 });
            scanAll(scene, [2 ** -20, 2 ** -21, lambda, alpha, least], isBound);
            // The level below: one child becomes a leaf, the rows of the other two leaves.
            const leaf = { ...SPLIT, goes: at.goes, kind: LEAF, node: 1 } as const;
            jobs.writeAction(at.actions, leaf);
            jobs.writeAction(at.actions + ACTION_BYTES, { ...leaf, kind: LEAVES, node: 2 });
            sum(scene, 'partBlocks', { ...job, actionCount: 2, pairs: 0 });
          }
          const [wasm, twin] = scenes.map(bytesOf);
          expect(wasm.findIndex((byte, i) => byte !== twin[i])).toBe(-1);
        },
      ),
      { seed: 20_240, numRuns: 80 },
    );
  });

  it('part entries so that children are their parent, and parent minus child is the sibling', () => {
    const [rows, columns] = [200, 5];
    const scene = makeScene(compiled, rows, columns, 9);
    const { kernels, at, job } = scene;
    sum(scene, 'sumBlocks', job);
    const all = summed(scene);
    const rowsIn = (entries: number, block: number, [first, count]: readonly number[]) =>
      Array.from({ length: count }, (_, k) => {
        const entry = entries + ENTRY_BYTES * (block * BLOCK_ROWS + first + k);
        return new Uint16Array(kernels.buffer, entry, 1)[0];
      });
    partAll(scene, 90, { summed: 0 });
    const left = summed(scene);
    const codes = new Uint8Array(kernels.buffer, at.bins, rows * columns);
    for (let block = 0; block < job.blocks; block++) {
      const children = new Uint16Array(kernels.buffer, at.segments[1] + 16 * block + 4, 4);
      const [lefts, rights] = [children.slice(0, 2), children.slice(2)];
      const code = (row: number) => codes[(block * BLOCK_ROWS + row) * columns];
      const own = [...rowsIn(at.entries[1], block, [...lefts])];
      const other = [...rowsIn(at.entries[1], block, [...rights])];
      expect(own.every((row) => code(row) < 90)).toBe(true);
      expect(other.every((row) => code(row) >= 90)).toBe(true);
      const count = Math.min(BLOCK_ROWS, rows - block * BLOCK_ROWS);
      expect([...own, ...other].sort((a, b) => a - b)).toEqual(
        Array.from({ length: count }, (_, i) => i),
      );
    }
    partAll(scene, 90, { summed: 1 });
    expect(left.map((word, i) => word + summed(scene)[i])).toEqual(all);
  });

  it('add the values of leaves to the margins of their rows', () => {
    for (const which of BOTH()) {
      const scene = makeScene(which, 150, 3, 4);
      const { kernels, at, job } = scene;
      sum(scene, 'sumBlocks', job);
      partAll(scene, 100, { kind: LEAVES });
      const codes = new Uint8Array(kernels.buffer, at.bins, 450);
      const wanted = Array.from({ length: 150 }, (_, row) => (codes[3 * row] < 100 ? -0.25 : 0.5));
      expect([...new Float64Array(kernels.buffer, at.margins, 150)]).toEqual(wanted);
      partAll(scene, 0, { kind: LEAF, left: 2 });
      expect([...new Float64Array(kernels.buffer, at.margins, 150)]).toEqual(
        wanted.map((value) => value + 2),
      );
    }
  });

  it('walk a tree as its twin does', () => {
    const scenes = BOTH().map((which) => makeScene(which, 90, 4, 12));
    for (const { kernels, at } of scenes) {
      const view = new DataView(kernels.buffer, at.nodes, 3 * NODE_BYTES);
      const node = (id: number, fields: readonly number[], value: number): void => {
        fields.forEach((field, k) => view.setInt32(id * NODE_BYTES + 4 * k, field, true));
        view.setFloat64(id * NODE_BYTES + 24, value, true);
      };
      const decoding = new Uint8Array(kernels.buffer, at.goes, DECODING_BYTES);
      decoding.forEach((_, byte) => (decoding[byte] = Math.floor(byte / 3) % 64));
      node(0, [2, at.goes, 1, 20, 1], 0);
      node(1, [0, at.goes, 0, 256, 1], -0.25);
      node(2, [0, at.goes, 0, 256, 2], 0.5);
      kernels.addTree(at.bins, 4, 90, at.nodes, 3, at.margins);
    }
    expect(bytesOf(scenes[0])).toEqual(bytesOf(scenes[1]));
    const { kernels, at } = scenes[0];
    const margins = [...new Float64Array(kernels.buffer, at.margins, 90)];
    expect(new Set(margins)).toEqual(new Set([-0.25, 0.5]));
  });

  it('fall back where WebAssembly or its memory cannot be had', async () => {
    const broken = await loadKernels({ bytes: () => Promise.resolve(new Uint8Array([1, 2, 3])) });
    expect(broken).toBeNull();
    expect(instantiateKernels(compiled.module, 2 ** 33)).toBeNull();
    expect(openTreeKernels(null, 64).isWasm).toBe(false);
    expect(openTreeKernels(compiled, 64).isWasm).toBe(true);
  });
});
