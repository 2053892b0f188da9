import { readPlain } from './read-numbers';
import { CELLS, RECORDS, STRIDE } from './split-records';

// Cells into columns. Twins: src/data/parse/hashed-levels.ts, cell-store.ts and src/kernels/plain-number.ts.
//
//   cells       8 B { start u32, length u32 }
//   batch       { texts, job of each } u32 each: texts that were split, see split-records.ts
//   dictionary  { levels, most levels, slots, slots - 1, offsets, bytes, most bytes, done, need } u32
//               each; need: bytes of the cell that had no room
//   fill        { dictionary or 0, shift, bytes, numbers, done, stopped, powers or 0 } u32 each: where the
//               cells of a column go. With a dictionary their codes go to `numbers`; with powers, f64 10^0
//               to 10^15, short plain numbers go there, f64, and a byte of the shape of each to `bytes`;
//               else the cells go end to end to `bytes`, and their ends, of which `shift` makes the
//               column's, to `numbers`. What was filled moves them on
//   slots       16 B { first eight bytes u64, length u32, code i32 }; code -1: free
//
// A cell of up to eight bytes is its slot's first two fields; a longer one is compared with the level.

const LEVELS: usize = 0;
const MOST_LEVELS: usize = 4;
const SLOTS: usize = 8;
const MASK: usize = 12;
const OFFSETS: usize = 16;
const BYTES: usize = 20;
const MOST_BYTES: usize = 24;
const DONE: usize = 28;
const NEED: usize = 32;

const SHIFT: usize = 4;
const TO: usize = 8;
const NUMBERS: usize = 12;
const FILLED: usize = 16;
const STOPPED: usize = 20;
const POWERS: usize = 24;
const FILL_BYTES: usize = 28;
const POINT: u32 = 46;
/** The shape of an empty cell, whose number is NaN. */
const EMPTY_SHAPE: u8 = 255;
/** Records whose cells go to all columns before those of the next: their text fits a core's first cache. */
const BLOCK: i32 = 128;

/** The first eight bytes as one word, 0 behind fewer. Reads eight; no branch on what varies from cell to cell. */
function wordAt(at: usize, length: u32): u64 {
  const word = load<u64>(at);
  if (length > 8) return word;
  const behind = (<u64>(8 - length)) << 3;
  return ((word << behind) >> behind) & (0 - <u64>(length !== 0));
}

const ODD: u64 = 0x9e3779b97f4a7c15;

function mixed(hash: u64, word: u64): u64 {
  const product = (hash ^ word) * ODD;
  return product ^ (product >> 32);
}

/** Of words of eight bytes, the last of which may begin inside the one before. */
function hashOf(word: u64, start: usize, length: u32): u64 {
  let hash = mixed(<u64>length, word);
  if (length > 8) {
    const last = start + length - 8;
    for (let at = start + 8; at < last; at += 8) hash = mixed(hash, load<u64>(at));
    hash = mixed(hash, load<u64>(last));
  }
  // Of a product only the upper bits depend on the last characters of a word.
  return (hash * ODD) >> 32;
}

/** Whether more than eight bytes are equal, the first eight of which are known to be. */
function isEqual(a: usize, b: usize, length: u32): bool {
  const last: usize = length - 8;
  for (let k: usize = 8; k < last; k += 8) {
    if (load<u64>(a + k) !== load<u64>(b + k)) return false;
  }
  return load<u64>(a + last) === load<u64>(b + last);
}

/**
 * Writes the code of each cell, a new one where it is new. `done` says how many it was: fewer than
 * `count` where the dictionary must grow first.
 */
export function internCells(
  dictionary: usize, // IN and OUT
  cells: usize, // IN, 8 readable bytes behind each
  count: i32,
  codes: usize, // OUT, u32 each
): void {
  store<i32>(dictionary, intern(dictionary, cells, count, codes), DONE);
}

/** The same for a column of a batch, without its first `from` cells; `done` counts those after them. */
export function internColumn(
  dictionary: usize, // IN and OUT
  batch: usize, // IN
  column: i32,
  from: i32,
  codes: usize, // OUT, u32 each, the first for cell `from`
): void {
  let done = 0;
  let skip = from;
  const last = batch + ((<usize>load<u32>(batch)) << 2);
  for (let text = batch + 4; text <= last; text += 4) {
    const job = <usize>load<u32>(text);
    const count = load<i32>(job, RECORDS) - skip;
    if (count <= 0) {
      skip = -count;
      continue;
    }
    const cells = columnOf(job, column) + ((<usize>skip) << 3);
    const some = intern(dictionary, cells, count, codes);
    done += some;
    if (some < count) break;
    codes += (<usize>count) << 2;
    skip = 0;
  }
  store<i32>(dictionary, done, DONE);
}

/** Where a text's cells of a column stand. */
function columnOf(job: usize, column: i32): usize {
  return <usize>load<u32>(job, CELLS) + <usize>column * <usize>load<u32>(job, STRIDE);
}

function intern(dictionary: usize, cells: usize, count: i32, codes: usize): i32 {
  const slots = <usize>load<u32>(dictionary, SLOTS);
  const mask = <u64>load<u32>(dictionary, MASK);
  const offsets = <usize>load<u32>(dictionary, OFFSETS);
  const bytes = <usize>load<u32>(dictionary, BYTES);
  for (let i = 0; i < count; i++, cells += 8, codes += 4) {
    const start = <usize>load<u32>(cells);
    const length = load<u32>(cells, 4);
    const word = wordAt(start, length);
    let slot = hashOf(word, start, length) & mask;
    for (;;) {
      const entry = slots + ((<usize>slot) << 4);
      const code = load<i32>(entry, 12);
      if (code < 0) {
        const levels = load<u32>(dictionary, LEVELS);
        const used = load<u32>(offsets + ((<usize>levels) << 2));
        if (
          levels === load<u32>(dictionary, MOST_LEVELS) ||
          used + length > load<u32>(dictionary, MOST_BYTES)
        ) {
          store<u32>(dictionary, length, NEED);
          return i;
        }
        memory.copy(bytes + used, start, length);
        store<u32>(offsets + ((<usize>levels) << 2), used + length, 4);
        store<u32>(dictionary, levels + 1, LEVELS);
        store<u64>(entry, word);
        store<u32>(entry, length, 8);
        store<i32>(entry, <i32>levels, 12);
        store<u32>(codes, levels);
        break;
      }
      if (load<u64>(entry) === word && load<u32>(entry, 8) === length) {
        const level = bytes + load<u32>(offsets + ((<usize>code) << 2));
        if (length <= 8 || isEqual(level, start, length)) {
          store<u32>(codes, <u32>code);
          break;
        }
      }
      slot = (slot + 1) & mask;
    }
  }
  return count;
}

/** Fills free slots with the levels there are, after the host made room for them. */
export function placeLevels(dictionary: usize): void {
  const slots = <usize>load<u32>(dictionary, SLOTS);
  const mask = <u64>load<u32>(dictionary, MASK);
  const offsets = <usize>load<u32>(dictionary, OFFSETS);
  const bytes = <usize>load<u32>(dictionary, BYTES);
  const levels = load<i32>(dictionary, LEVELS);
  for (let code = 0; code < levels; code++) {
    const from = load<u32>(offsets + ((<usize>code) << 2));
    const length = load<u32>(offsets + ((<usize>code) << 2), 4) - from;
    const word = wordAt(bytes + from, length);
    let slot = hashOf(word, bytes + from, length) & mask;
    while (load<i32>(slots + ((<usize>slot) << 4), 12) >= 0) slot = (slot + 1) & mask;
    const entry = slots + ((<usize>slot) << 4);
    store<u64>(entry, word);
    store<u32>(entry, length, 8);
    store<i32>(entry, code, 12);
  }
}

/** Makes codes of 4 bytes codes of `width` bytes, 1 or 2, at `to`, which may be up to 8 bytes before them. */
export function narrowCodes(codes: usize, to: usize, count: i32, width: i32): void {
  const end = codes + ((<usize>count) << 2);
  if (width === 1) {
    for (; codes < end; codes += 4, to++) store<u8>(to, load<u8>(codes));
  } else {
    for (; codes < end; codes += 4, to += 2) store<u16>(to, load<u16>(codes));
  }
}

/**
 * Puts the cells of a batch in columns `from` to `to`. A column whose dictionary must grow first, or that
 * comes to a cell which is no short plain number, stops there; `done` says after how many cells.
 */
export function fillColumns(
  batch: usize, // IN, 16 readable bytes behind each cell
  fills: usize, // IN and OUT, one a column; 16 bytes more than the cells of each have room
  from: i32,
  to: i32,
): void {
  const last = batch + ((<usize>load<u32>(batch)) << 2);
  for (let text = batch + 4; text <= last; text += 4) {
    const job = <usize>load<u32>(text);
    const records = load<i32>(job, RECORDS);
    for (let first = 0; first < records; first += BLOCK) {
      const count = min(BLOCK, records - first);
      for (let column = from; column < to; column++) {
        const cells = columnOf(job, column) + ((<usize>first) << 3);
        fill(fills + <usize>column * FILL_BYTES, cells, count);
      }
    }
  }
}

function fill(fill: usize, cells: usize, count: i32): void {
  const dictionary = <usize>load<u32>(fill);
  const numbers = <usize>load<u32>(fill, NUMBERS);
  if (load<u32>(fill, POWERS) !== 0) {
    if (load<u32>(fill, STOPPED) === 0) readShapes(fill, cells, count, numbers);
    return;
  }
  if (dictionary === 0) {
    store<u32>(fill, <u32>copy(fill, cells, count, numbers), TO);
    store<u32>(fill, <u32>numbers + ((<u32>count) << 2), NUMBERS);
    return;
  }
  if (load<u32>(fill, STOPPED) !== 0) return;
  const some = intern(dictionary, cells, count, numbers);
  const done = load<i32>(fill, FILLED) + some;
  store<u32>(fill, <u32>numbers + ((<u32>some) << 2), NUMBERS);
  store<i32>(fill, done, FILLED);
  store<i32>(dictionary, done, DONE);
  if (some < count) store<u32>(fill, 1, STOPPED);
}

/** Reads cells as numbers, each with its shape. */
function readShapes(fill: usize, cells: usize, count: i32, values: usize): void {
  const powers = <usize>load<u32>(fill, POWERS);
  let shapes = <usize>load<u32>(fill, TO);
  let done = 0;
  for (; done < count; done++, cells += 8, values += 8, shapes++) {
    const start = <usize>load<u32>(cells);
    const length = <usize>load<u32>(cells, 4);
    if (length === 0) {
      store<f64>(values, NaN);
      store<u8>(shapes, EMPTY_SHAPE);
      continue;
    }
    const shape = readPlain(start, start + length, POINT, powers, values);
    if (shape < 0) {
      store<u32>(fill, 1, STOPPED);
      break;
    }
    store<u8>(shapes, <u8>shape);
  }
  store<u32>(fill, <u32>shapes, TO);
  store<u32>(fill, <u32>values, NUMBERS);
  store<i32>(fill, load<i32>(fill, FILLED) + done, FILLED);
}

/** Copies cells end to end and writes where each ends. Where the last one ended. */
function copy(fill: usize, cells: usize, count: i32, ends: usize): usize {
  const shift = load<u32>(fill, SHIFT);
  const end = cells + ((<usize>count) << 3);
  let bytes = <usize>load<u32>(fill, TO);
  for (; cells < end; cells += 8, ends += 4) {
    const start = <usize>load<u32>(cells);
    const length = load<u32>(cells, 4);
    if (length <= 16) v128.store(bytes, v128.load(start));
    else memory.copy(bytes, start, length);
    bytes += length;
    store<u32>(ends, shift + <u32>bytes);
  }
  return bytes;
}
