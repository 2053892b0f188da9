import { identityOrder, sortOrderByKey } from '../../kernels/radix-sort';
import type { Utf8Array } from '../table/column';
import { utf8Count } from '../table/utf8';
import { compareUtf8 } from './compare-utf8';

/** Bytes that are sorted by at a time, in two words. */
const STEP = 8;
/** So few strings are compared one by one. */
const FEW = 256;

/**
 * How many strings of an array stand before each one by bytes, which in UTF-8 is the order of code
 * points; equal strings have equal ranks. Cost: O(n) for every eight bytes that two strings begin
 * with alike, by radix sort of those that do.
 */
export function utf8Ranks(strings: Utf8Array): Uint32Array {
  return new Ranking(strings).ranks;
}

/**
 * Ranks by the first bytes, then by the next ones among those that are still equal, and so on. All
 * strings that are not told apart yet are sorted at once, by their next bytes and then by their rank.
 */
class Ranking {
  readonly ranks: Uint32Array;
  readonly #strings: Utf8Array;
  /** The next bytes of a string, and how many there are: STEP + 1 where more follow. */
  readonly #high: Uint32Array;
  readonly #low: Uint32Array;
  readonly #left: Uint32Array;

  constructor(strings: Utf8Array) {
    const count = utf8Count(strings);
    this.#strings = strings;
    this.ranks = new Uint32Array(count);
    [this.#high, this.#low] = [new Uint32Array(count), new Uint32Array(count)];
    this.#left = new Uint32Array(count);
    let open = identityOrder(count);
    let skip = 0;
    for (; open.length >= FEW; skip += STEP) open = this.#refine(open, skip);
    this.#compare(open, skip);
  }

  /** Ranks `open` strings by their bytes from `skip` on; gives those that are still not told apart. */
  #refine(open: Uint32Array, skip: number): Uint32Array {
    for (const i of open) this.#read(i, skip);
    for (const key of [this.#left, this.#low, this.#high, this.ranks]) sortOrderByKey(open, key);
    const still = new Uint32Array(open.length);
    let count = 0;
    this.#rankRuns(open, this.#isSame, (from, to) => {
      if (to - from === 1 || this.#left[open[from]] <= STEP) return;
      for (let at = from; at < to; at++) still[count++] = open[at];
    });
    return still.slice(0, count);
  }

  #compare(open: Uint32Array, skip: number): void {
    const { ranks } = this;
    const compare = (a: number, b: number): number =>
      ranks[a] - ranks[b] || compareUtf8(this.#strings, a, b, skip);
    open.sort(compare);
    this.#rankRuns(
      open,
      (a, b) => compareUtf8(this.#strings, a, b, skip) === 0,
      () => undefined,
    );
  }

  /** Moves every string behind those of its rank that stand before it; `found` is told of equal ones. */
  #rankRuns(
    open: Uint32Array,
    isSame: (a: number, b: number) => boolean,
    found: (from: number, to: number) => void,
  ): void {
    const { ranks } = this;
    let [base, start] = [-1, 0];
    for (let from = 0, to = 0; from < open.length; from = to) {
      const rank = ranks[open[from]];
      if (rank !== base) [base, start] = [rank, from];
      for (to = from + 1; to < open.length; to++) {
        if (ranks[open[to]] !== base || !isSame(open[from], open[to])) break;
      }
      for (let at = from; at < to; at++) ranks[open[at]] = base + from - start;
      found(from, to);
    }
  }

  #read(i: number, skip: number): void {
    const { bytes, offsets } = this.#strings;
    const from = offsets[i] + skip;
    const left = Math.min(offsets[i + 1] - from, STEP + 1);
    let [high, low] = [0, 0];
    for (let at = 0; at < STEP; at++) {
      high = (high << 8) | (low >>> 24);
      low = (low << 8) | (at < left ? bytes[from + at] : 0);
    }
    this.#high[i] = high;
    this.#low[i] = low;
    this.#left[i] = left;
  }

  readonly #isSame = (a: number, b: number): boolean =>
    this.#high[a] === this.#high[b] &&
    this.#low[a] === this.#low[b] &&
    this.#left[a] === this.#left[b];
}
