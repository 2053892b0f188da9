// Gradients of the log loss as integers. Twin: src/kernels/gradients-reference.ts.
//
//   entry   12 B  { row u32, gradient i32, hessian u32 }
//   params  f64   { weight of rows with the outcome, gradient scale, hessian scale }

const ENTRY: usize = 12;
const MIN_HESSIAN: f64 = 1e-16;
const LN2_HIGH: f64 = 6.9314718036912381649e-1;
const LN2_LOW: f64 = 1.90821492927058770002e-10;
const INV_LN2: f64 = 1.4426950408889634;

/** 2^k for -1022 <= k <= 1023. */
function powerOfTwo(k: i32): f64 {
  return reinterpret<f64>((<u64>(k + 1023)) << 52);
}

/** e^x with the bits of src/kernels/math/exp.ts, for x <= 0. */
function exp(x: f64): f64 {
  if (x < -745.1332191019411) return 0;
  const k = x > -0.34657359 ? 0 : <i32>trunc<f64>(x * INV_LN2 - 0.5);
  const high = x - <f64>k * LN2_HIGH;
  const low = <f64>k * LN2_LOW;
  const r = high - low;
  const t = r * r;
  const c =
    r -
    t *
      (1.66666666666666019037e-1 +
        t *
          (-2.77777777770155933842e-3 +
            t *
              (6.61375632143793436117e-5 +
                t * (-1.6533902205465251539e-6 + t * 4.13813679705723846039e-8))));
  const y = 1 - (low - (r * c) / (2 - c) - high);
  if (k < -1022) return y * powerOfTwo(k + 1000) * powerOfTwo(-1000);
  return y * powerOfTwo(k);
}

function sigmoid(x: f64): f64 {
  const e = exp(-abs<f64>(x));
  return x >= 0 ? 1 / (1 + e) : e / (1 + e);
}

/** Writes the probability of each row, and sums |p - y| and p (1 - p), weighted, from top to bottom. */
export function predictRows(
  rows: usize, // IN, u32
  count: i32,
  margins: usize, // IN, f64 by row
  labels: usize, // IN, u8 by row
  params: usize, // IN
  predicted: usize, // OUT, f64
  sums: usize, // OUT, two f64
): void {
  const positive = load<f64>(params);
  let gradients: f64 = 0;
  let hessians: f64 = 0;
  const end = rows + ((<usize>count) << 2);
  for (; rows < end; rows += 4, predicted += 8) {
    const row = <usize>load<u32>(rows);
    const p = sigmoid(load<f64>(margins + (row << 3)));
    const label = load<u8>(labels + row);
    const weight = label === 1 ? positive : 1;
    store<f64>(predicted, p);
    gradients += abs<f64>(p - <f64>label) * weight;
    hessians += max<f64>(p * (1 - p), MIN_HESSIAN) * weight;
  }
  store<f64>(sums, gradients);
  store<f64>(sums, hessians, 8);
}

/** The nearest integer, the greater one of two. */
function rounded(x: f64): f64 {
  const below = floor<f64>(x);
  return x - below >= 0.5 ? below + 1 : below;
}

/** Writes the entries of rows whose probabilities are known. */
export function quantiseRows(
  rows: usize, // IN, u32
  count: i32,
  labels: usize, // IN, u8 by row
  params: usize, // IN
  predicted: usize, // IN, f64
  entries: usize, // OUT
): void {
  const positive = load<f64>(params);
  const gradientScale = load<f64>(params, 8);
  const hessianScale = load<f64>(params, 16);
  const end = rows + ((<usize>count) << 2);
  for (; rows < end; rows += 4, predicted += 8, entries += ENTRY) {
    const row = load<u32>(rows);
    const p = load<f64>(predicted);
    const label = load<u8>(labels + <usize>row);
    const weight = label === 1 ? positive : 1;
    const hessian = max<f64>(p * (1 - p), MIN_HESSIAN) * weight;
    store<u32>(entries, row);
    store<i32>(entries, <i32>rounded((p - <f64>label) * weight * gradientScale), 4);
    store<u32>(entries, <u32>rounded(hessian * hessianScale), 8);
  }
}
