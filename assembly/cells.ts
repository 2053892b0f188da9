// Cells into columns. Twins: src/data/parse/hashed-levels.ts and cell-store.ts.
//
//   cells       8 B { start u32, length u32 }
//   dictionary  { levels, most levels, slots, slots - 1, offsets, bytes, most bytes, done } u32 each
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
        if (levels === load<u32>(dictionary, MOST_LEVELS)) return i;
        if (used + length > load<u32>(dictionary, MOST_BYTES)) return i;
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

/** Makes codes of 4 bytes codes of `width` bytes, 1 or 2, in the same place. */
export function narrowCodes(codes: usize, count: i32, width: i32): void {
  const end = codes + ((<usize>count) << 2);
  let to = codes;
  if (width === 1) {
    for (; codes < end; codes += 4, to++) store<u8>(to, load<u8>(codes));
  } else {
    for (; codes < end; codes += 4, to += 2) store<u16>(to, load<u16>(codes));
  }
}

/** Writes the cells end to end, and where each ends, counted from `base`. */
export function copyCells(
  cells: usize, // IN, 16 readable bytes behind each
  count: i32,
  base: u32,
  bytes: usize, // OUT, 16 bytes more than the cells together
  ends: usize, // OUT, u32 each
): void {
  const shift = base - <u32>bytes;
  for (let i = 0; i < count; i++, cells += 8, ends += 4) {
    const start = <usize>load<u32>(cells);
    const length = load<u32>(cells, 4);
    if (length <= 16) v128.store(bytes, v128.load(start));
    else memory.copy(bytes, start, length);
    bytes += length;
    store<u32>(ends, shift + <u32>bytes);
  }
}
