import { sortOrderByKey } from '../../kernels/radix-sort';
import { allocateCodes } from '../table/allocate';
import type { CodeArray, Codes } from './code-types';
import { mostPlaces, numberCodes } from './number-codes';

/**
 * Rows parted by equal keys. Each row has a slot; slots that no row has exist too, so that codes need
 * not be renumbered. `order` lists the slots that are groups, by first appearance, and everything
 * about groups is in its order.
 */
export interface Groups {
  /** By row. */
  readonly slots: CodeArray;
  /** Every slot is below it. */
  readonly size: number;
  /** Rows, by slot. */
  readonly counts: Uint32Array;
  /** The slot of each group. */
  readonly order: Uint32Array;
  /** The first row of each group. */
  readonly firstRows: Uint32Array;
}

/**
 * Groups of rows that have the same code in every key; without a key all rows are one group. Codes
 * are combined to one number a row while a table with a place for each combination is small (see
 * `mostPlaces`), else renumbered to those that occur, else hashed. Cost: O(rows) a key, expected.
 */
export function groupCodes(rows: number, keys: readonly Codes[]): Groups {
  const [first = { codes: new Uint8Array(rows), size: 1 }, ...others] = keys;
  let combined: Combined = first;
  for (const key of others.slice(0, -1)) combined = combine(combined, key);
  const last = others.at(-1);
  return last === undefined ? tally(combined) : tallyBoth(combined, last);
}

/** Groups within groups: rows of one group that have the same code. Cost: as `groupCodes`. */
export function splitGroups({ slots, size }: Groups, key: Codes): Groups {
  return tallyBoth({ codes: slots, size }, key);
}

type Combined = Pick<Codes, 'codes' | 'size'>;

function combine(a: Combined, b: Combined): Combined {
  const { slots, size } = tallyBoth(a, b);
  return { codes: slots, size };
}

function tallyBoth(a: Combined, b: Combined): Groups {
  const most = mostPlaces(a.codes.length);
  if (a.size * b.size <= most) return tallyProduct(a, b);
  const [left, right] = [renumbered(a), renumbered(b)];
  if (left.size * right.size <= most) return tallyProduct(left, right);
  return tally(hashedProduct(left, right));
}

/** Rows at a time: what one loop writes is still in the cache when the next one reads it. */
const ROWS_AT_A_TIME = 1 << 14;

/** Two short loops over some rows after the other are quicker than one that does both. */
function tallyProduct(a: Combined, b: Combined): Groups {
  const size = a.size * b.size;
  const codes = allocateCodes(a.codes.length, size);
  const counted = emptyTally(size);
  for (let from = 0; from < codes.length; from += ROWS_AT_A_TIME) {
    const to = Math.min(from + ROWS_AT_A_TIME, codes.length);
    multiply({ codes, from, to }, a.codes, b);
    countRows({ codes, from, to }, counted);
  }
  return finish({ codes, size }, counted);
}

/** Codes of the rows `from` to `to`. */
interface Stretch {
  readonly codes: CodeArray;
  readonly from: number;
  readonly to: number;
}

function multiply({ codes, from, to }: Stretch, a: CodeArray, b: Combined): void {
  const { codes: inner, size } = b;
  for (let row = from; row < to; row++) codes[row] = Math.imul(a[row], size) + inner[row];
}

/** Both have at most as many codes as there are rows, so a pair is a whole number that doubles hold. */
function hashedProduct(a: Combined, b: Combined): Combined {
  const pairs = new Float64Array(a.codes.length);
  for (let row = 0; row < pairs.length; row++) pairs[row] = a.codes[row] * b.size + b.codes[row];
  return numberCodes(pairs);
}

/** Codes without those that no row has, by first appearance. */
function renumbered({ codes, size }: Combined): Combined {
  const newCode = new Int32Array(size).fill(-1);
  const renewed = new Uint32Array(codes.length);
  let count = 0;
  for (let row = 0; row < codes.length; row++) {
    let code = newCode[codes[row]];
    if (code < 0) code = newCode[codes[row]] = count++;
    renewed[row] = code;
  }
  return { codes: renewed, size: count };
}

/** Rows and the first row, by slot. */
interface Tally {
  readonly counts: Uint32Array;
  readonly firstBySlot: Uint32Array;
}

function emptyTally(size: number): Tally {
  return { counts: new Uint32Array(size), firstBySlot: new Uint32Array(size) };
}

function tally({ codes, size }: Combined): Groups {
  const counted = emptyTally(size);
  countRows({ codes, from: 0, to: codes.length }, counted);
  return finish({ codes, size }, counted);
}

function finish({ codes, size }: Combined, counted: Tally): Groups {
  const { counts, firstBySlot } = counted;
  const order = byFirstRow(codes, counted);
  return { slots: codes, size, counts, order, firstRows: order.map((slot) => firstBySlot[slot]) };
}

/** With at least this share of the rows, groups are found sooner row by row than by sorting them. */
const MANY = 1 / 16;

/** The slots that rows have, by first appearance. */
function byFirstRow(codes: CodeArray, { counts, firstBySlot }: Tally): Uint32Array {
  let groups = 0;
  for (let slot = 0; slot < counts.length; slot++) if (counts[slot] > 0) groups++;
  const order = new Uint32Array(groups);
  if (groups > MANY * codes.length) {
    for (let row = 0, at = 0; at < groups; row++) {
      if (firstBySlot[codes[row]] === row) order[at++] = codes[row];
    }
    return order;
  }
  for (let slot = 0, at = 0; at < groups; slot++) if (counts[slot] > 0) order[at++] = slot;
  sortOrderByKey(order, firstBySlot);
  return order;
}

function countRows({ codes, from, to }: Stretch, { counts, firstBySlot }: Tally): void {
  for (let row = from; row < to; row++) {
    const slot = codes[row];
    if (counts[slot]++ === 0) firstBySlot[slot] = row;
  }
}
