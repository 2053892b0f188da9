import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openThreads, type Threads } from '../../../engine/threads';
import { inRoot } from '../../../scripts/lib/files.js';
import { DECODING_BYTES } from '../../../src/kernels/tree-jobs';
import { MemoryLayout, NODE_BYTES, openTreeKernels } from '../../../src/kernels/tree-kernels';
import {
  evenBorders,
  MAX_SHARDS,
  ONE_THREAD,
  serveShards,
  type SharedWork,
} from '../../../src/kernels/parallel';
import { instantiateKernels, type Kernels } from '../../../src/kernels/wasm';
import { bytesSource } from '../../../src/data/parse/byte-source';
import { parseDelimited } from '../../../src/data/parse/parse-delimited';
import { trainGbdt } from '../../../src/ml/gbdt/train';
import { fitLogistic } from '../../../src/ml/logistic/train';
import { NO_CONTROL } from '../../../src/util/progress';
import { Rng } from '../../../src/util/rng';
import { noisyRows } from '../ml/gbdt/data';
import { rowsOf } from '../data/helpers';
import { compileKernels } from './histogram-module';

const SCRIPT = pathToFileURL(inRoot('build/engine/kernel.worker.js'));

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

/**
 * Margins to which a stump was added by so many shards, again and again: what a row comes to shows how
 * often its shard ran. Many runs in a row, so that helpers come late, early and in the middle of one.
 */
function margins(which: Kernels, shards: number, rounds = 300): number[] {
  const [rows, columns] = [4000, 7];
  const layout = new MemoryLayout();
  const bins = layout.take(rows * columns);
  const nodes = layout.take(3 * NODE_BYTES);
  const out = layout.take(rows * 8);
  const decoding = layout.take(DECODING_BYTES);
  const tree = openTreeKernels(which, layout.bytes);
  const rng = new Rng(5);
  const codes = new Uint8Array(tree.buffer, bins, rows * columns);
  for (let k = 0; k < codes.length; k++) codes[k] = rng.int(256);
  new Uint8Array(tree.buffer, decoding, DECODING_BYTES).forEach((_, i, all) => (all[i] = i));
  const view = new DataView(tree.buffer, nodes, 3 * NODE_BYTES);
  [
    [3, decoding, 0, 100, 1],
    [0, decoding, 0, 256, 1],
    [0, decoding, 0, 256, 2],
  ].forEach((fields, node) => {
    fields.forEach((field, k) => view.setInt32(node * NODE_BYTES + 4 * k, field, true));
    view.setFloat64(node * NODE_BYTES + 24, node, true);
  });
  const borders = evenBorders(rows, shards);
  for (let round = 0; round < rounds; round++) {
    tree.run(
      'addTree',
      Array.from({ length: shards }, (_, s) => [
        ...[bins + borders[s] * columns, columns, borders[s + 1] - borders[s]],
        ...[nodes, 1, out + 8 * borders[s]],
      ]),
    );
  }
  tree.close();
  const wanted = Array.from(codes, (code) => (code < 100 ? rounds : 2 * rounds));
  const found = [...new Float64Array(tree.buffer, out, rows)];
  expect(found).toEqual(wanted.filter((_, k) => k % columns === 3));
  return found;
}

describe('shards on several threads', () => {
  it.each([2, 3, 4])('run once each, whoever takes them, on %i threads', (threads) => {
    expect(margins(on(threads), 37)).toEqual(margins(kernels, 37));
  });

  it('give the same model on 1, 2 and 4 threads and by the twins', () => {
    const task = { ...noisyRows(60_000, 12, 4), params: { num_boost_round: 6 }, seed: 3 };
    const models = [kernels, on(2), on(4), null].map(
      (which) => trainGbdt({ ...task, control: NO_CONTROL, kernels: which }).model,
    );
    expect(models[0].trees.length).toBe(6);
    for (const model of models.slice(1)) expect(model).toEqual(models[0]);
  });

  it('give the same logistic regression on 1, 2 and 4 threads and by the twins', () => {
    for (const [columns, l1Ratio] of [
      [5, 0],
      [20, 0],
      [12, 1],
    ]) {
      const task = { ...noisyRows(30_001, columns, 4), params: { l1_ratio: l1Ratio, tol: 1e-6 } };
      const fits = [kernels, on(2), on(4), null].map((which) =>
        fitLogistic({ ...task, control: NO_CONTROL, kernels: which }),
      );
      expect(fits[0].converged).toBe(true);
      for (const fit of fits.slice(1)) expect(fit).toEqual(fits[0]);
    }
  });

  it('one team after the other works with the same threads', () => {
    const two = on(2);
    expect(margins(two, 16)).toEqual(margins(two, 16));
  });

  it('read the same table on 1, 2 and 4 threads and by the twins, past the row where columns are decided on', async () => {
    const rng = new Rng(8);
    const rows = Array.from({ length: 40_000 }, (_, row) =>
      [`L${row}`, rng.int(9), rng.uniform(), `"a, ""${rng.int(70_000)}"""`, rng.int(3000)].join(
        ',',
      ),
    );
    const bytes = new TextEncoder().encode(`id,few,real,quoted,many\n${rows.join('\n')}\n`);
    const read = async (which: Kernels | null) =>
      (await parseDelimited(bytesSource('t.csv', bytes, 1 << 20), {}, NO_CONTROL, which)).table;
    const tables = [await read(null), await read(kernels), await read(on(2)), await read(on(4))];
    expect(tables[0].rows).toBe(40_000);
    for (const table of tables.slice(1)) expect(table).toEqual(tables[0]);
  });

  it('put the cells of more columns than there may be shards in place', async () => {
    const names = Array.from({ length: MAX_SHARDS + 500 }, (_, i) => `c${i}`);
    const rows = Array.from({ length: 300 }, (_, row) => names.map((_, i) => (row * i) % 97));
    const text = [names, ...rows].map((row) => row.join(',')).join('\n');
    const source = bytesSource('wide.csv', new TextEncoder().encode(text), 1 << 20);
    const { table } = await parseDelimited(source, {}, NO_CONTROL, on(2));
    expect(rowsOf(table)).toEqual(rows.map((row) => row.map(String)));
  });

  it('that trap fail the run and do not stop the threads', () => {
    const tree = openTreeKernels(on(2), 65_536);
    const outside = [2 ** 31 - 64, 4, 16, 64, 1, 16];
    expect(() => tree.run('addTree', [outside, outside])).toThrow('a kernel failed');
    tree.close();
  });

  it('look how large the memory is by now before every run, which a helper is not always told', () => {
    const made = instantiateKernels(kernels.module, 65_536, 4 * 65_536);
    if (made === null) throw new Error('no memory');
    const { memory } = made;
    const grown: number[] = [];
    const grow = memory.grow.bind(memory);
    memory.grow = (pages) => {
      grown.push(pages);
      return grow(pages);
    };
    const control = new Int32Array(new SharedArrayBuffer(4 * 64));
    // A second run, then the end.
    const runs = [(2 << 16) | 1];
    const rest = (): boolean => {
      const next = runs.pop();
      if (next === undefined) control[2] = 1;
      else control[0] = next;
      return false;
    };
    control[0] = (1 << 16) | 1;
    serveShards({ module: kernels.module, memory, control }, rest);
    expect(grown).toEqual([0, 0]);
  });

  it('do not wait for a thread that never comes', () => {
    const absent: Kernels = {
      module: kernels.module,
      parallel: { ...ONE_THREAD, threads: 4 },
    };
    expect(margins(absent, 9)).toEqual(margins(kernels, 9));
  });

  it('are left by a helper as long as it has to rest, and by the thread that runs them between two', () => {
    let rests = 0;
    let left = -1;
    const helper = ({ control, ...work }: SharedWork): void => {
      // As a helper that comes when the shards are out, and rests until its team is closed.
      const rest = (): boolean => {
        left = control[0] & 0xffff;
        control[2] = 1;
        return false;
      };
      control[0] = 3;
      serveShards({ control, ...work }, rest);
      control.fill(0);
    };
    const rest = (): boolean => ++rests > 0;
    const parallel = { threads: 2, rest, join: helper };
    const some = margins({ module: kernels.module, parallel }, 9);
    expect(some).toEqual(margins(kernels, 9));
    expect(left).toBe(3);
    expect(rests).toBe(300 * 10);
  });

  it('are run one lot after the other where there are many', () => {
    const many = MAX_SHARDS + 300;
    const two = margins(on(2), many, 2);
    expect(two).toEqual(margins(kernels, many, 2));
  });
});

describe('evenBorders', () => {
  it('parts a count by its length alone', () => {
    expect(evenBorders(10, 4)).toEqual([0, 2, 5, 7, 10]);
    expect(evenBorders(2, 4)).toEqual([0, 0, 1, 1, 2]);
    expect(evenBorders(0, 1)).toEqual([0, 0]);
  });
});
