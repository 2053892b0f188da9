/** Taking doubles apart and scaling them by powers of two, exactly. */

const SQRT_HALF = Math.SQRT1_2;
const SMALLEST_NORMAL = 2.2250738585072014e-308;

const bits = new DataView(new ArrayBuffer(8));

/** 2^k for -1022 <= k <= 1023, exact. */
export function powerOfTwo(k: number): number {
  bits.setInt32(0, (k + 1023) << 20);
  bits.setInt32(4, 0);
  return bits.getFloat64(0);
}

/** x * 2^k, rounded once, for -1075 <= k <= 2046. */
export function scale(x: number, k: number): number {
  if (k > 1023) return x * powerOfTwo(1023) * powerOfTwo(Math.min(k - 1023, 1023));
  if (k < -1022) return x * powerOfTwo(k + 1000) * powerOfTwo(-1000);
  return x * powerOfTwo(k);
}

/** k and m with x = m * 2^k and m in [sqrt(1/2), sqrt(2)); x is finite and above 0. */
export function splitExponent(x: number): { readonly k: number; readonly m: number } {
  const shift = x < SMALLEST_NORMAL ? 54 : 0;
  bits.setFloat64(0, x * powerOfTwo(shift));
  const top = bits.getInt32(0);
  const k = (top >> 20) - 1022;
  bits.setInt32(0, (top & 0x000fffff) | 0x3fe00000);
  const m = bits.getFloat64(0);
  return m < SQRT_HALF ? { k: k - 1 - shift, m: m * 2 } : { k: k - shift, m };
}

/** n and e with x = n * 2^e, n a 53-bit integer; x is finite, above 0 and not subnormal. */
export function splitInteger(x: number): { readonly n: bigint; readonly e: number } {
  bits.setFloat64(0, x);
  const pattern = bits.getBigUint64(0);
  const n = (pattern & 0xfffffffffffffn) | 0x10000000000000n;
  return { n, e: Number(pattern >> 52n) - 1075 };
}
