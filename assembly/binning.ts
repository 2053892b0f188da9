// Cuts and codes of feature columns. Twin: src/kernels/binning-reference.ts.
//
//   values  f32; NaN is missing, infinities count as the largest float32
//   cuts    CUTS_BYTES a column: { first step u32, 256 x f32, ascending, infinities behind the last },
//           the first step being the largest power of two up to their number, 0 where there is none
//   places  8 B a column: { byte of the row u32, factor u32 }; a byte is the sum of the codes of its columns,
//           each times its factor
//   counts  3 x 2048 u32

const MAX_FLOAT32: f32 = 3.4028234663852886e38;
const CUTS_BYTES: usize = 1028;
const DIGIT_BITS: u32 = 11;
const DIGITS: u32 = 2048;
const DIGIT_MASK: u32 = DIGITS - 1;

function clamped(x: f32): f32 {
  return min(max(x, -MAX_FLOAT32), MAX_FLOAT32) + 0;
}

/** Bits that are ordered as the floats are. */
function keyOf(x: f32): u32 {
  const bits = reinterpret<u32>(x);
  return bits ^ ((<u32>((<i32>bits) >> 31)) | 0x80000000);
}

function floatOf(key: u32): f32 {
  return reinterpret<f32>(key ^ (((key >> 31) - 1) | 0x80000000));
}

/** The digit of a key, as the place of its count. */
function digitOf(key: u32, shift: u32): usize {
  return (<usize>((key >> shift) & DIGIT_MASK)) << 2;
}

function countDigits(values: usize, count: i32, counts: usize): u32 {
  memory.fill(counts, 0, 12 * <usize>DIGITS);
  let present: u32 = 0;
  const end = values + ((<usize>count) << 2);
  for (; values < end; values += 4) {
    const x = load<f32>(values);
    if (x !== x) continue;
    const key = keyOf(clamped(x));
    for (let digit: u32 = 0; digit < 3; digit++) {
      const at = counts + digit * 4 * DIGITS + digitOf(key, digit * DIGIT_BITS);
      store<u32>(at, load<u32>(at) + 1);
    }
    present++;
  }
  for (let digit: u32 = 0; digit < 3; digit++) {
    let start: u32 = 0;
    const last = counts + (digit + 1) * 4 * DIGITS;
    for (let at = counts + digit * 4 * DIGITS; at < last; at += 4) {
      const some = load<u32>(at);
      store<u32>(at, start);
      start += some;
    }
  }
  return present;
}

/** Puts a key where the next one with its digit goes. */
function place(into: usize, key: u32, at: usize, value: u32): void {
  const next = load<u32>(at);
  store<u32>(into + ((<usize>next) << 2), value);
  store<u32>(at, next + 1);
}

/** The values that are there, ascending, -0 as 0; how many goes to the first of `counts`. */
export function sortPresent(
  values: usize, // IN
  count: i32,
  sorted: usize, // OUT, f32, room for `count`
  spare: usize, // scratch, as much
  counts: usize, // scratch and OUT
): void {
  const present = countDigits(values, count, counts);
  const end = values + ((<usize>count) << 2);
  for (; values < end; values += 4) {
    const x = load<f32>(values);
    if (x !== x) continue;
    const key = keyOf(clamped(x));
    place(sorted, key, counts + digitOf(key, 0), key);
  }
  const bytes = (<usize>present) << 2;
  for (let at = sorted; at < sorted + bytes; at += 4) {
    const key = load<u32>(at);
    place(spare, key, counts + 4 * DIGITS + digitOf(key, DIGIT_BITS), key);
  }
  for (let at = spare; at < spare + bytes; at += 4) {
    const key = load<u32>(at);
    const value = reinterpret<u32>(floatOf(key));
    place(sorted, key, counts + 8 * DIGITS + digitOf(key, 2 * DIGIT_BITS), value);
  }
  store<u32>(counts, present);
}

/** The code of a value: 0 when missing, else 1 + how many cuts are at or below it. */
export function codeOf(x: f32, cuts: usize): u32 {
  const finite = min(x, MAX_FLOAT32);
  let below: u32 = 0;
  for (let step = load<u32>(cuts); step > 0; step >>= 1) {
    const cut = load<f32>(cuts + ((<usize>(below + step)) << 2));
    below += select<u32>(step, 0, cut <= finite);
  }
  return select<u32>(0, below + 1, x !== x);
}

/** Adds the codes of rows to their bytes. */
export function binRows(
  values: usize, // IN: column j is values + 4 * j * stride
  stride: i32,
  rows: i32,
  columns: i32,
  cuts: usize, // IN
  places: usize, // IN
  width: i32, // bytes a row
  bins: usize, // IN and OUT, u8
): void {
  for (let column = 0; column < columns; column++) {
    let from = values + ((<usize>column * <usize>stride) << 2);
    let row = bins + <usize>load<u32>(places);
    const factor = load<u32>(places, 4);
    const end = from + ((<usize>rows) << 2);
    for (; from < end; from += 4, row += width) {
      const code = codeOf(load<f32>(from), cuts);
      store<u8>(row, <u8>(<u32>load<u8>(row) + code * factor));
    }
    cuts += CUTS_BYTES;
    places += 8;
  }
}
