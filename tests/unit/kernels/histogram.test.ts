import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  ENTRY_BYTES,
  HISTOGRAM_BYTES,
  MemoryLayout,
  NODE_BYTES,
  openTreeKernels,
  type TreeKernels,
} from '../../../src/kernels/histogram';
import { instantiateKernels, loadKernels, type Kernels } from '../../../src/kernels/wasm';
import { Rng } from '../../../src/util/rng';
import { compileKernels } from './histogram-module';

let compiled: Kernels;
beforeAll(async () => {
  compiled = await compileKernels();
});

interface Scene {
  readonly kernels: TreeKernels;
  readonly entries: number;
  readonly spare: number;
  readonly bins: number;
  readonly first: number;
  readonly second: number;
  readonly nodes: number;
  readonly margins: number;
  readonly counted: number;
}

/** The same random memory for both implementations: rows, gradients of both signs, all 256 codes. */
function makeScene(which: Kernels | null, rows: number, columns: number, seed: number): Scene {
  const layout = new MemoryLayout();
  const at = {
    entries: layout.take(rows * ENTRY_BYTES),
    spare: layout.take(rows * ENTRY_BYTES),
    bins: layout.take(rows * columns),
    first: layout.take(columns * HISTOGRAM_BYTES),
    second: layout.take(columns * HISTOGRAM_BYTES),
    nodes: layout.take(7 * NODE_BYTES),
    margins: layout.take(rows * 8),
    counted: layout.take(4),
  };
  const kernels = openTreeKernels(which, layout.bytes);
  const rng = new Rng(seed);
  const words = new Int32Array(kernels.buffer);
  for (let k = 0; k < rows; k++) {
    words[at.entries / 4 + 3 * k] = rng.int(rows);
    words[at.entries / 4 + 3 * k + 1] = rng.int(2000) - 1000;
    words[at.entries / 4 + 3 * k + 2] = rng.int(1000);
  }
  const codes = new Uint8Array(kernels.buffer, at.bins, rows * columns);
  for (let k = 0; k < codes.length; k++) codes[k] = rng.int(256);
  return { kernels, ...at };
}

function bytesOf(scene: Scene): Buffer {
  const length = Math.min(scene.kernels.buffer.byteLength, 1 << 22);
  return Buffer.from(new Uint8Array(scene.kernels.buffer, 0, length).slice());
}

/** Both memories byte for byte; WASM memory comes in whole pages, its rest must stay 0. */
function expectSameMemory(a: Scene, b: Scene): void {
  const [x, y] = [bytesOf(a), bytesOf(b)];
  const shared = Math.min(x.length, y.length);
  expect(x.subarray(0, shared).equals(y.subarray(0, shared))).toBe(true);
  expect([...x.subarray(shared), ...y.subarray(shared)].every((byte) => byte === 0)).toBe(true);
}

function writeStump(scene: Scene): void {
  const view = new DataView(scene.kernels.buffer, scene.nodes, 3 * NODE_BYTES);
  const node = (id: number, fields: readonly number[], value: number): void => {
    fields.forEach((field, k) => view.setInt32(id * NODE_BYTES + 4 * k, field, true));
    view.setFloat64(id * NODE_BYTES + 16, value, true);
  };
  node(0, [0, 1, 100, 1], 0);
  node(1, [0, 0, 256, 1], -0.25);
  node(2, [0, 0, 256, 2], 0.5);
}

type Parting = readonly [number, number, number, number, number, number, number];

/** Parts entries and says how many went left. */
function parted({ kernels, counted }: Scene, parting: Parting): number {
  kernels.partitionEntries(...parting, counted);
  return new Uint32Array(kernels.buffer, counted, 1)[0];
}

describe('histogram kernels', () => {
  it('sums two rows of two columns by hand', () => {
    for (const which of [compiled, null]) {
      const { kernels, ...at } = makeScene(which, 2, 2, 1);
      new Int32Array(kernels.buffer, at.entries, 6).set([0, -5, 7, 1, 3, 2]);
      new Uint8Array(kernels.buffer, at.bins, 4).set([1, 255, 1, 0]);
      kernels.buildHistogram(at.entries, 2, at.bins, 2, at.first);
      const sums = new Int32Array(kernels.buffer, at.first, 1024);
      expect([sums[2], sums[3]]).toEqual([9, -2]);
      expect([sums[512 + 510], sums[512 + 511]]).toEqual([7, -5]);
      expect([sums[512], sums[513]]).toEqual([2, 3]);
    }
  });

  it('keeps both sums apart up to the last of their 32 bits', () => {
    for (const which of [compiled, null]) {
      const { kernels, ...at } = makeScene(which, 2, 1, 1);
      new Uint32Array(kernels.buffer, at.entries, 6).set([0, 0x80000001, 0xfffffff0, 0, 1, 15]);
      new Uint8Array(kernels.buffer, at.bins, 2).fill(3);
      kernels.buildHistogram(at.entries, 2, at.bins, 1, at.first);
      const sums = new Uint32Array(kernels.buffer, at.first, 512);
      expect([sums[6], sums[7]]).toEqual([0xffffffff, 0x80000002]);
    }
  });

  it('gives the bytes of the TypeScript twin', () => {
    const seed = 20240;
    const task = fc.record({
      rows: fc.integer({ min: 1, max: 300 }),
      columns: fc.integer({ min: 1, max: 27 }),
      seed: fc.nat(),
      low: fc.integer({ min: 0, max: 1 }),
      width: fc.integer({ min: 1, max: 255 }),
    });
    fc.assert(
      fc.property(task, ({ rows, columns, seed: sceneSeed, low, width }) => {
        const scenes = [compiled, null].map((which) => makeScene(which, rows, columns, sceneSeed));
        const lefts = scenes.map((scene) => {
          const { kernels, entries, spare, bins, first, second } = scene;
          kernels.buildHistogram(entries, rows, bins, columns, first);
          const column = bins + columns - 1;
          const left = parted(scene, [entries, rows, column, columns, low, width, spare]);
          kernels.buildHistogram(spare, left, bins, columns, second);
          kernels.subtractHistogram(first, second, columns);
          writeStump(scene);
          kernels.addTree(bins, columns, rows, scene.nodes, 3, scene.margins);
          return left;
        });
        expect(lefts[0]).toBe(lefts[1]);
        expectSameMemory(scenes[0], scenes[1]);
      }),
      { seed, numRuns: 60 },
    );
  });

  it('parts entries so that children are their parent, and parent minus child is the sibling', () => {
    const { kernels, ...at } = makeScene(compiled, 200, 5, 9);
    const left = parted({ kernels, ...at }, [at.entries, 200, at.bins + 2, 5, 1, 90, at.spare]);
    const codes = new Uint8Array(kernels.buffer, at.bins, 1000);
    const entries = new Int32Array(kernels.buffer, at.spare, 600);
    for (let k = 0; k < 200; k++) {
      const code = codes[entries[3 * k] * 5 + 2];
      expect(code >= 1 && code < 91).toBe(k < left);
    }
    const key = (words: Int32Array): string[] =>
      Array.from({ length: 200 }, (_, k) => words.subarray(3 * k, 3 * k + 3).join()).sort();
    expect(key(entries)).toEqual(key(new Int32Array(kernels.buffer, at.entries, 600)));
    kernels.buildHistogram(at.entries, 200, at.bins, 5, at.first);
    kernels.buildHistogram(at.spare, left, at.bins, 5, at.second);
    kernels.subtractHistogram(at.first, at.second, 5);
    kernels.buildHistogram(at.spare + left * ENTRY_BYTES, 200 - left, at.bins, 5, at.second);
    const words = 5 * 512;
    expect(new Int32Array(kernels.buffer, at.first, words)).toEqual(
      new Int32Array(kernels.buffer, at.second, words),
    );
  });

  it('falls back where WebAssembly or its memory cannot be had', async () => {
    const broken = await loadKernels({ bytes: () => Promise.resolve(new Uint8Array([1, 2, 3])) });
    expect(broken).toBeNull();
    expect(instantiateKernels(compiled.module, 2 ** 33)).toBeNull();
    expect(openTreeKernels(null, 64).isWasm).toBe(false);
    expect(openTreeKernels(compiled, 64).isWasm).toBe(true);
  });
});
