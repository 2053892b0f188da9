/** How far src/kernels/math.ts is from the values that mpmath made. */
import golden from '../../fixtures/golden-math/math.json';
import * as math from '../../../src/kernels/math';

export const MEASURED = [
  ...(['exp', 'expm1', 'log', 'log1p', 'pow'] as const),
  ...(['sin', 'cos', 'tanh', 'cbrt'] as const),
];
export type Measured = (typeof MEASURED)[number];

/** Errors in units in the last place (ulp) of the correctly rounded result. */
export interface Errors {
  readonly rows: number;
  readonly worst: number;
  readonly mean: number;
}

const view = new DataView(new ArrayBuffer(8));

function fromBits(hex: string): number {
  view.setBigUint64(0, BigInt(`0x${hex}`));
  return view.getFloat64(0);
}

/** The distance of a finite double to the next one away from zero. */
function lastPlace(x: number): number {
  view.setFloat64(0, Math.abs(x));
  const exponent = Math.max(view.getUint16(0) >> 4, 1);
  // In two steps, since the smallest is 2^-1074.
  view.setBigUint64(0, BigInt(exponent) << 52n);
  return view.getFloat64(0) * 2 ** -52;
}

function errorOf(name: Measured, row: string): number {
  const numbers = row.split(' ');
  const rest = Number(numbers.pop()) / 1000;
  const [result, ...args] = numbers.map(fromBits).reverse();
  const ours = math[name](args.at(-1) ?? NaN, args[0] ?? NaN);
  const steps = (ours - result) / lastPlace(result);
  return Number.isNaN(steps) ? Infinity : Math.abs(steps - rest);
}

/** The errors of one function over the fixture, to 0.001 ulp. */
export function measureUlps(name: Measured): Errors {
  const errors = golden.functions[name].map((row) => errorOf(name, row));
  const sum = errors.reduce((before, error) => before + error, 0);
  return { rows: errors.length, worst: Math.max(...errors), mean: sum / errors.length };
}
