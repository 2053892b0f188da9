import { CELLS, RECORDS, STRIDE } from './split-records';

// Cells into columns. Twins: src/data/parse/hashed-levels.ts and cell-store.ts.
//
//   cells       8 B { start u32, length u32 }
//   batch       { texts, job of each } u32 each: texts that were split, see split-records.ts
//   dictionary  { levels, most levels, slots, slots - 1, offsets, bytes, most bytes, done, need } u32
//               each; need: bytes of the cell that had no room
//   fill        { dictionary or 0, shift, bytes, numbers, done, stopped } u32 each: where the cells of a
//               column go. Codes or ends go to `numbers`; cells without a dictionary go end to end to
//               `bytes`, of which `shift` makes ends. What was filled moves them on
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
const FILL_BYTES: usize = 24;
/** Records whose cells go to all columns before those of the next: their text fits a core's first cache. */
const BLOCK: i32 = 128;

/** Up to eight bytes as one word, 0 behind them. Reads eight. */
function wordAt(at: usize, length: u32): u64 {
  const word = load<u64>(at);
  return length >= 8 ? word : word & (((<u64>1) << ((<u64>length) << 3)) - 1);
}

function mixed(hash: u64, word: u64): u64 {
  const product = (hash ^ word) * 0x9e3779b97f4a7c15;
  return product ^ (product >> 29);
}

function hashOf(word: u64, start: usize, length: u32): u64 {
  let hash = mixed(<u64>length, word);
  for (let left = <i32>length - 8, at = start + 8; left > 0; left -= 8, at += 8) {
    hash = mixed(hash, wordAt(at, <u32>left));
  }
  return hash ^ (hash >> 32);
}

/** Whether `length` bytes are equal, the first eight of which are known to be. */
function isEqual(a: usize, b: usize, length: u32): bool {
  for (let left = <i32>length - 8, k: usize = 8; left > 0; left -= 8, k += 8) {
    if (wordAt(a + k, <u32>left) !== wordAt(b + k, <u32>left)) return false;
  }
  return true;
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
 * Puts the cells of a batch in columns `from` to `to`. A column whose dictionary must grow first stops
 * there, and `done` of both says after how many cells.
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
