// Finds the cells of plain records. Twin: src/data/parse/record-scanner.ts, which reads every record.
//
//   cells    8 B { start u32, length u32 }, by column: cell (c, r) at cells + c * stride + r * 8
//   lengths  u32 a column: bytes of its cells together
//   job      { text, end, delimiter, quote, columns, cells, stride, capacity, scratch, lengths,
//              records, next, why, words, initials } u32 each; records, next and why are written
//   words    12 B { start u32, length u32, is beginning u32 }, in lower case, 0 behind the last; 0: none
//   initials 256 B: 1 for bytes that a word or a blank before one may begin with
//
// Plain is a record of `columns` fields that ends in LF or CRLF, whose quotes stand around whole
// fields and hold no line end, that is not blank, and, where there are words, whose first filled cell
// is not, or does not begin with, one of them. The first that is not plain stops the kernel.

const TEXT: usize = 0;
const END: usize = 4;
const DELIMITER: usize = 8;
const QUOTE: usize = 12;
const COLUMNS: usize = 16;
export const CELLS: usize = 20;
export const STRIDE: usize = 24;
const CAPACITY: usize = 28;
const SCRATCH: usize = 32;
const LENGTHS: usize = 36;
export const RECORDS: usize = 40;
const NEXT: usize = 44;
const WHY: usize = 48;
const WORDS: usize = 52;
const INITIALS: usize = 56;

/** The text ends inside the record at `next`. */
const TEXT_ENDS: u32 = 0;
/** The record at `next` is not plain. */
const NOT_PLAIN: u32 = 1;
/** There is no room for the record at `next`. */
const FULL: u32 = 2;

const LF: u32 = 10;
const CR: u32 = 13;

/** A bit for each of 16 bytes that ends a field. */
function endsIn(text: v128, delimiters: v128): u64 {
  const lineEnds = v128.or(i8x16.eq(text, i8x16.splat(10)), i8x16.eq(text, i8x16.splat(13)));
  return <u64>i8x16.bitmask(v128.or(i8x16.eq(text, delimiters), lineEnds));
}

/** The same for each of 64 bytes. */
function endsAt(at: usize, delimiters: v128): u64 {
  return (
    endsIn(v128.load(at), delimiters) |
    (endsIn(v128.load(at, 16), delimiters) << 16) |
    (endsIn(v128.load(at, 32), delimiters) << 32) |
    (endsIn(v128.load(at, 48), delimiters) << 48)
  );
}

/** The first `quote` from `at` on, or the first byte at or behind `end`. */
function quoteFrom(at: usize, end: usize, quotes: v128): usize {
  for (; at < end; at += 16) {
    const mask = i8x16.bitmask(i8x16.eq(v128.load(at), quotes));
    if (mask !== 0) return at + ctz(mask);
  }
  return at;
}

/** Whether a line end stands between `at` and `end`. */
function hasLineEnd(at: usize, end: usize): bool {
  for (; at < end; at += 16) {
    const text = v128.load(at);
    let mask = i8x16.bitmask(
      v128.or(i8x16.eq(text, i8x16.splat(10)), i8x16.eq(text, i8x16.splat(13))),
    );
    const left = <i32>(end - at);
    if (left < 16) mask &= (1 << left) - 1;
    if (mask !== 0) return true;
  }
  return false;
}

/** Copies `from` to `to` into `scratch` with one quote for each two; the bytes written. */
function unescape(from: usize, to: usize, quote: u32, scratch: usize): usize {
  let at = scratch;
  for (; from < to; from++, at++) {
    const c = <u32>load<u8>(from);
    store<u8>(at, <u8>c);
    if (c === quote) from++;
  }
  return at - scratch;
}

function isBlank(from: usize, to: usize): bool {
  for (; from < to; from++) {
    const c = <u32>load<u8>(from);
    if (c !== 32 && c !== 9) return false;
  }
  return true;
}

/** Bit 5 is what tells small from capital letters, and digits from a few marks. */
const LOWER: u32 = 32;

/** Whether the cell is one of the words, whatever the case and what blanks are around it. */
function isWord(at: usize, end: usize, words: usize): bool {
  const first = at;
  while (at < end && (<u32>load<u8>(at) === 32 || <u32>load<u8>(at) === 9)) at++;
  // A blank that is no ASCII may follow one that is.
  if (at > first && at < end && (<u32>load<u8>(at) < 32 || <u32>load<u8>(at) > 126)) return true;
  for (; load<u32>(words) !== 0; words += 12) {
    const word = <usize>load<u32>(words);
    const length = <usize>load<u32>(words, 4);
    if (end - at < length) continue;
    let same: usize = 0;
    while (same < length && ((<u32>load<u8>(at + same)) | LOWER) === <u32>load<u8>(word + same))
      same++;
    if (same < length) continue;
    if (load<u32>(words, 8) !== 0 || isUnprinted(at + length, end)) return true;
  }
  return false;
}

/** Whether nothing but blanks, of whatever kind, follows. */
function isUnprinted(at: usize, end: usize): bool {
  for (; at < end; at++) {
    const c = <u32>load<u8>(at);
    if (c > 32 && c < 127) return false;
  }
  return true;
}

/** Whether the first filled cell of a record is one of the words, or none is filled. */
function isSuspect(job: usize, record: i32): bool {
  const columns = load<i32>(job, COLUMNS);
  const stride = <usize>load<u32>(job, STRIDE);
  let cell = <usize>load<u32>(job, CELLS) + ((<usize>record) << 3);
  let column = 0;
  while (column < columns && load<u32>(cell, 4) === 0) {
    column++;
    cell += stride;
  }
  if (column === columns) return true;
  const start = <usize>load<u32>(cell);
  if (load<u8>(<usize>load<u32>(job, INITIALS) + <usize>load<u8>(start)) === 0) return false;
  return isWord(start, start + <usize>load<u32>(cell, 4), <usize>load<u32>(job, WORDS));
}

function stop(job: usize, next: usize, why: u32, records: i32): i32 {
  store<i32>(job, records, RECORDS);
  store<u32>(job, <u32>next, NEXT);
  store<u32>(job, why, WHY);
  return records;
}

/** Splits up to `capacity` records. `quote` is 256 where there is none; `scratch` is as long as the text. */
export function splitRecords(job: usize): void {
  addLengths(job, split(job));
}

function split(job: usize): i32 {
  const end = <usize>load<u32>(job, END);
  const delimiter = load<u32>(job, DELIMITER);
  const quote = load<u32>(job, QUOTE);
  const cells = <usize>load<u32>(job, CELLS);
  const stride = <usize>load<u32>(job, STRIDE);
  const capacity = load<i32>(job, CAPACITY);
  const last = load<i32>(job, COLUMNS) - 1;
  const delimiters = i8x16.splat(<i8>delimiter);
  const quotes = i8x16.splat(<i8>quote);
  let scratch = <usize>load<u32>(job, SCRATCH);
  const watched = load<u32>(job, WORDS) !== 0;
  let at = <usize>load<u32>(job, TEXT);
  // What ends a field from `base` on, without what was passed.
  let base = at;
  let mask = endsAt(base, delimiters);
  for (let record = 0; record < capacity; record++) {
    const first = at;
    let cell = cells + ((<usize>record) << 3);
    for (let column = 0; ; column++, cell += stride) {
      let stopAt: usize;
      if (at < end && <u32>load<u8>(at) === quote) {
        const open = at + 1;
        let close = quoteFrom(open, end, quotes);
        let doubled = false;
        while (close + 1 < end && <u32>load<u8>(close, 1) === quote) {
          doubled = true;
          close = quoteFrom(close + 2, end, quotes);
        }
        stopAt = close + 1;
        if (hasLineEnd(open, min(close, end))) return stop(job, first, NOT_PLAIN, record);
        if (stopAt >= end) return stop(job, first, TEXT_ENDS, record);
        store<u32>(cell, <u32>open);
        store<u32>(cell, <u32>(close - open), 4);
        if (doubled) {
          const length = unescape(open, close, quote, scratch);
          store<u32>(cell, <u32>scratch);
          store<u32>(cell, <u32>length, 4);
          scratch += length;
        }
        base = stopAt;
        mask = endsAt(base, delimiters);
        if ((mask & 1) === 0) return stop(job, first, NOT_PLAIN, record);
      } else {
        while (mask === 0) {
          base += 64;
          if (base >= end) return stop(job, first, TEXT_ENDS, record);
          mask = endsAt(base, delimiters);
        }
        stopAt = base + <usize>ctz(mask);
        if (stopAt >= end) return stop(job, first, TEXT_ENDS, record);
        store<u32>(cell, <u32>at);
        store<u32>(cell, <u32>(stopAt - at), 4);
      }
      mask &= mask - 1;
      at = stopAt + 1;
      const c = <u32>load<u8>(stopAt);
      if (c === delimiter) {
        if (column < last) continue;
        return stop(job, first, NOT_PLAIN, record);
      }
      if (column !== last || (last === 0 && isBlank(first, stopAt)))
        return stop(job, first, NOT_PLAIN, record);
      if (c === CR) {
        if (at >= end) return stop(job, first, TEXT_ENDS, record);
        if (<u32>load<u8>(at) !== LF) return stop(job, first, NOT_PLAIN, record);
        at++;
        if (mask === 0) {
          base += 64;
          mask = endsAt(base, delimiters);
        }
        mask &= mask - 1;
      }
      break;
    }
    if (watched && isSuspect(job, record)) return stop(job, first, NOT_PLAIN, record);
  }
  return stop(job, at, FULL, capacity);
}

/** Bytes of each column's cells in the first `records` records. */
function addLengths(job: usize, records: i32): void {
  const columns = load<i32>(job, COLUMNS);
  const stride = <usize>load<u32>(job, STRIDE);
  let cells = <usize>load<u32>(job, CELLS);
  let lengths = <usize>load<u32>(job, LENGTHS);
  for (let column = 0; column < columns; column++, cells += stride, lengths += 4) {
    let sum: u32 = 0;
    const end = cells + ((<usize>records) << 3);
    for (let cell = cells; cell < end; cell += 8) sum += load<u32>(cell, 4);
    store<u32>(lengths, sum);
  }
}
