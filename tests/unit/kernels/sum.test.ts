import { describe, expect, it } from 'vitest';
import { addParts, BLOCK_ROWS, blockCount, blockPart, blockSum } from '../../../src/kernels/sum';
import { Rng } from '../../../src/util/rng';

/** Numbers of very different size, so that their sum depends on its order. */
function uneven(length: number): Float64Array {
  const rng = new Rng(5);
  return new Float64Array(length).map(() => (rng.uniform() - 0.5) * 2 ** rng.int(40));
}

/** The sum with its blocks dealt out to threads in a seeded order. */
function sumByThreads(values: Float64Array, threads: number, seed: number): number {
  const blocks = Array.from({ length: blockCount(values.length) }, (_, block) => block);
  new Rng(seed).shuffle(blocks);
  const parts = new Float64Array(blocks.length);
  for (let thread = 0; thread < threads; thread++) {
    const own = blocks.filter((_, turn) => turn % threads === thread);
    for (const block of own) parts[block] = blockPart(block, values.length, (i) => values[i]);
  }
  return addParts(parts);
}

describe('blockSum', () => {
  it('adds by hand', () => {
    expect([blockSum([]), blockSum([7]), blockSum([1, 2, 3])]).toEqual([0, 7, 6]);
    expect(blockSum(new Uint8Array(3 * BLOCK_ROWS + 5).fill(1))).toBe(3 * BLOCK_ROWS + 5);
    expect(blockSum([1, NaN, 2])).toBeNaN();
  });

  it('has the same bits on any number of threads and in any order of their work', () => {
    for (const length of [1, BLOCK_ROWS, BLOCK_ROWS + 1, 10 * BLOCK_ROWS - 3]) {
      const values = uneven(length);
      for (const threads of [1, 2, 3, 4, 7]) {
        expect(sumByThreads(values, threads, threads)).toBe(blockSum(values));
      }
    }
  });

  it('is the sum block by block: other borders round otherwise', () => {
    const values = uneven(10 * BLOCK_ROWS);
    const parts = Array.from({ length: 10 }, (_, block) =>
      values.slice(block * BLOCK_ROWS, (block + 1) * BLOCK_ROWS).reduce((sum, x) => sum + x, 0),
    );

    expect(blockSum(values)).toBe(parts.reduce((sum, part) => sum + part, 0));
    expect(blockSum(values)).not.toBe(values.reduce((sum, x) => sum + x, 0));
  });
});
