import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  COUNTS_BYTES,
  CUTS_BYTES,
  MemoryLayout,
  openTreeKernels,
  PARAMS_BYTES,
  PLACE_BYTES,
} from '../../../src/kernels/tree-kernels';
import { exp, log1p } from '../../../src/kernels/math';
import { addParts, blockCount, blockSumOf } from '../../../src/kernels/sum';
import type { Kernels } from '../../../src/kernels/wasm';
import { Rng } from '../../../src/util/rng';
import { compileKernels } from './histogram-module';

let compiled: Kernels;
beforeAll(async () => {
  compiled = await compileKernels();
}, 60_000);

const SPECIAL = [NaN, Infinity, -Infinity, 0, -0, 3.4028234663852886e38, 1e-45, -1e-45, 1, -1];

/** Floats of all sizes, with what is special among them. */
function floats(rng: Rng, count: number): Float32Array {
  const bits = new Uint32Array(1);
  const float = new Float32Array(bits.buffer);
  return Float32Array.from({ length: count }, () => {
    if (rng.int(4) === 0) return SPECIAL[rng.int(SPECIAL.length)];
    if (rng.int(2) === 0) return rng.int(20) - 10;
    bits[0] = rng.uint32();
    return float[0];
  });
}

/** The same work by the kernels and by their twins. */
function both<Result>(work: (which: Kernels | null) => Result): [Result, Result] {
  return [work(compiled), work(null)];
}

const TASK = fc.record({ rows: fc.integer({ min: 1, max: 4000 }), seed: fc.nat() });

describe('training kernels', () => {
  it('sort what is there as the twin does', () => {
    fc.assert(
      fc.property(TASK, ({ rows, seed }) => {
        const values = floats(new Rng(seed), rows);
        const [wasm, twin] = both((which) => {
          const layout = new MemoryLayout();
          const at = [0, 1, 2].map(() => layout.take(4 * rows));
          const counts = layout.take(COUNTS_BYTES);
          const { buffer, sortPresent } = openTreeKernels(which, layout.bytes);
          new Float32Array(buffer, at[0], rows).set(values);
          sortPresent(at[0], rows, at[1], at[2], counts);
          const [present] = new Uint32Array(buffer, counts, 1);
          return [...new Uint32Array(buffer, at[1], present)];
        });
        expect(wasm).toEqual(twin);
        expect(wasm.length).toBe(values.filter((x) => !Number.isNaN(x)).length);
      }),
      { seed: 20_266, numRuns: 60 },
    );
  });

  it('code rows as the twin does, whatever the number of cuts', () => {
    fc.assert(
      fc.property(TASK, fc.integer({ min: 0, max: 254 }), ({ rows, seed }, most) => {
        const rng = new Rng(seed);
        const [columns, width] = [3, 2];
        const cuts = Array.from({ length: columns }, (_, j) => {
          const some = floats(rng, Math.max(0, most - j)).filter(Number.isFinite);
          return Float32Array.from(new Set(some)).sort();
        });
        const values = floats(rng, rows * columns);
        const [wasm, twin] = both((which) => {
          const layout = new MemoryLayout();
          const table = layout.take(CUTS_BYTES * columns);
          const from = layout.take(4 * rows * columns);
          const places = layout.take(PLACE_BYTES * columns);
          const bins = layout.take(rows * width);
          const { buffer, binRows } = openTreeKernels(which, layout.bytes);
          cuts.forEach((column, j) => {
            const at = table + CUTS_BYTES * j;
            const step = column.length === 0 ? 0 : 2 ** Math.floor(Math.log2(column.length));
            new Uint32Array(buffer, at, 1)[0] = step;
            const own = new Float32Array(buffer, at + 4, 256).fill(Infinity);
            own.set(column);
          });
          new Float32Array(buffer, from, rows * columns).set(values);
          // The first and the last column share a byte, whatever it overflows to.
          new Uint32Array(buffer, places, 6).set([0, 1, 1, 1, 0, most + 2]);
          binRows(from, rows, rows, columns, table, places, width, bins);
          return [...new Uint8Array(buffer, bins, rows * width)];
        });
        expect(wasm).toEqual(twin);
      }),
      { seed: 20_267, numRuns: 60 },
    );
  });

  it('draw the rows that the twin draws', () => {
    const limit = fc.oneof(
      fc.constantFrom(0, 1, 0xffffffff),
      fc.integer({ min: 1, max: 2 ** 32 - 1 }),
    );
    fc.assert(
      fc.property(TASK, limit, fc.constantFrom(4, 64, 1000), ({ rows, seed }, below, blockRows) => {
        const blocks = Math.ceil(rows / blockRows);
        const [wasm, twin] = both((which) => {
          const layout = new MemoryLayout();
          const drawn = layout.take(4 * (rows + 4));
          const starts = layout.take(4 * (blocks + 1));
          const { buffer, drawRows } = openTreeKernels(which, layout.bytes);
          drawRows(rows, blockRows, seed, below, drawn, starts);
          const begins = [...new Uint32Array(buffer, starts, blocks + 1)];
          return { begins, drawn: [...new Uint32Array(buffer, drawn, begins[blocks])] };
        });
        expect(wasm).toEqual(twin);
        if (below === 0) expect(wasm.drawn).toHaveLength(rows);
      }),
      { seed: 20_271, numRuns: 100 },
    );
  });

  it('sum the log loss as the twin does, bit for bit', () => {
    // Where log1p changes its way, where e^x ends, and nothing at all.
    const special = [0, -0, 0.8813735870195429, 0.8813735870195431, 37, 40, 708, 709, 5000, 1e300];
    fc.assert(
      fc.property(TASK, ({ rows, seed }) => {
        const rng = new Rng(seed);
        const spread = [1e-9, 0.1, 4, 90, 2000][rng.int(5)];
        const margins = Float64Array.from({ length: rows }, () => {
          const sign = rng.int(2) === 0 ? 1 : -1;
          const isSpecial = rng.int(8) === 0;
          return sign * (isSpecial ? special[rng.int(special.length)] : rng.uniform() * spread);
        });
        const labels = Uint8Array.from({ length: rows }, () => rng.int(2));
        const [wasm, twin] = both((which) => {
          const layout = new MemoryLayout();
          const at = [8 * rows, rows, 8 * blockCount(rows)].map((bytes) => layout.take(bytes));
          const { buffer, sumLogLoss } = openTreeKernels(which, layout.bytes);
          new Float64Array(buffer, at[0], rows).set(margins);
          new Uint8Array(buffer, at[1], rows).set(labels);
          sumLogLoss(at[0], at[1], rows, at[2]);
          return [...new Float64Array(buffer, at[2], blockCount(rows))];
        });
        expect(wasm).toEqual(twin);
        const sure = margins.every((margin) => Math.abs(margin) < 700);
        const direct = blockSumOf(rows, (i) =>
          log1p(exp(labels[i] === 1 ? -margins[i] : margins[i])),
        );
        // The same sum the plain way, which loses a few units in the last place where e^x is large.
        if (sure) expect(addParts(wasm)).toBeCloseTo(direct, 6 - Math.ceil(Math.log10(rows + 1)));
      }),
      { seed: 20_272, numRuns: 120 },
    );
  });

  it('predict and sum as the twin does, bit for bit', () => {
    fc.assert(
      fc.property(TASK, fc.constantFrom(1, 3.7, 1e-6), ({ rows, seed }, positive) => {
        const rng = new Rng(seed);
        const spread = [0.1, 4, 90, 2000][rng.int(4)];
        const margins = Float64Array.from({ length: rows }, () => (rng.uniform() - 0.5) * spread);
        const labels = Uint8Array.from({ length: rows }, () => rng.int(2));
        const sample = Uint32Array.from({ length: rows }, () => rng.int(rows));
        const [wasm, twin] = both((which) => {
          const layout = new MemoryLayout();
          const at = {
            rows: layout.take(4 * rows),
            margins: layout.take(8 * rows),
            labels: layout.take(rows),
            params: layout.take(PARAMS_BYTES),
            predicted: layout.take(4 * rows),
            sums: layout.take(16),
          };
          const { buffer, predictRows } = openTreeKernels(which, layout.bytes);
          new Uint32Array(buffer, at.rows, rows).set(sample);
          new Float64Array(buffer, at.margins, rows).set(margins);
          new Uint8Array(buffer, at.labels, rows).set(labels);
          new Float64Array(buffer, at.params, 3).set([positive, 2 ** 20, 2 ** 21]);
          predictRows(at.rows, rows, at.margins, at.labels, at.params, at.predicted, at.sums);
          return [...new Uint8Array(buffer, at.predicted, layout.bytes - at.predicted)];
        });
        expect(wasm).toEqual(twin);
      }),
      { seed: 20_268, numRuns: 60 },
    );
  });
});
