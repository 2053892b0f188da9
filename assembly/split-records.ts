// Finds the cells of plain records. Twin: src/data/parse/record-scanner.ts, which reads every record.
//
//   cells  8 B { start u32, length u32 }, by column: cell (c, r) at cells + c * stride + r * 8
//   out    { next u32, stop u32 }
//
// Plain is a record of `columns` fields that ends in LF or CRLF, whose quotes stand around whole
// fields and hold no line end, and that is not blank. The first that is not stops the kernel.

/** The text ends inside the record at `next`. */
const TEXT_ENDS: u32 = 0;
/** The record at `next` is not plain. */
const NOT_PLAIN: u32 = 1;
/** There is no room for the record at `next`. */
const FULL: u32 = 2;

const LF: u32 = 10;
const CR: u32 = 13;

/** A bit for each of 16 bytes that ends a field. */
// @ts-ignore: decorator
@inline
function endsAt(at: usize, delimiters: v128): u32 {
  const text = v128.load(at);
  const lineEnds = v128.or(i8x16.eq(text, i8x16.splat(10)), i8x16.eq(text, i8x16.splat(13)));
  return i8x16.bitmask(v128.or(i8x16.eq(text, delimiters), lineEnds));
}

/** The first `quote` from `at` on, or the first byte at or behind `end`. */
// @ts-ignore: decorator
@inline
function quoteFrom(at: usize, end: usize, quotes: v128): usize {
  for (; at < end; at += 16) {
    const mask = i8x16.bitmask(i8x16.eq(v128.load(at), quotes));
    if (mask !== 0) return at + ctz(mask);
  }
  return at;
}

/** Whether a line end stands between `at` and `end`. */
// @ts-ignore: decorator
@inline
function hasLineEnd(at: usize, end: usize): bool {
  for (; at < end; at += 16) {
    const text = v128.load(at);
    let mask = i8x16.bitmask(
      v128.or(i8x16.eq(text, i8x16.splat(10)), i8x16.eq(text, i8x16.splat(13))),
    );
    if (end - at < 16) mask &= (1 << <i32>(end - at)) - 1;
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

// @ts-ignore: decorator
@inline
function stop(out: usize, next: usize, why: u32, records: i32): i32 {
  store<u32>(out, <u32>next);
  store<u32>(out, why, 4);
  return records;
}

/** Splits up to `capacity` records; how many it was. `quote` is 256 where there is none. */
export function splitRecords(
  text: usize, // IN, 32 readable bytes behind `end`
  end: usize,
  delimiter: u32,
  quote: u32,
  columns: i32,
  cells: usize, // OUT
  stride: usize,
  capacity: i32,
  scratch: usize, // OUT: cells without their doubled quotes; as long as the text
  out: usize, // OUT
): i32 {
  const delimiters = i8x16.splat(<i8>delimiter);
  const quotes = i8x16.splat(<i8>quote);
  const last = columns - 1;
  let at = text;
  for (let record = 0; record < capacity; record++) {
    const first = at;
    let base = at;
    let mask = endsAt(base, delimiters);
    let cell = cells + (<usize>record << 3);
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
        if (hasLineEnd(open, min(close, end))) return stop(out, first, NOT_PLAIN, record);
        stopAt = close + 1;
        if (stopAt >= end) return stop(out, first, TEXT_ENDS, record);
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
        if ((mask & 1) === 0) return stop(out, first, NOT_PLAIN, record);
      } else {
        while (mask === 0) {
          base += 16;
          if (base >= end) return stop(out, first, TEXT_ENDS, record);
          mask = endsAt(base, delimiters);
        }
        stopAt = base + ctz(mask);
        if (stopAt >= end) return stop(out, first, TEXT_ENDS, record);
        store<u32>(cell, <u32>at);
        store<u32>(cell, <u32>(stopAt - at), 4);
      }
      mask &= mask - 1;
      const c = <u32>load<u8>(stopAt);
      at = stopAt + 1;
      if (c === delimiter) {
        if (column === last) return stop(out, first, NOT_PLAIN, record);
        continue;
      }
      if (column !== last) return stop(out, first, NOT_PLAIN, record);
      if (last === 0 && isBlank(first, stopAt)) return stop(out, first, NOT_PLAIN, record);
      if (c === CR) {
        if (at >= end) return stop(out, first, TEXT_ENDS, record);
        if (<u32>load<u8>(at) !== LF) return stop(out, first, NOT_PLAIN, record);
        at++;
      }
      break;
    }
  }
  return stop(out, at, FULL, capacity);
}
