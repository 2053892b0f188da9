/** Elementary functions: errors against mpmath, and time a call beside the platform's. */
import * as math from '../src/kernels/math';
import { Rng } from '../src/util/rng';
import { MEASURED, measureUlps, type Measured } from '../tests/unit/kernels/ulps';
import { median, spreadOf } from './statistics';
import type { BenchResult } from './result';

const CALLS = 20_000;
const RUNS = 15;

const PLATFORM: Readonly<Record<Measured, (this: void, x: number, y: number) => number>> = Math;

/** Nanoseconds a call, on arguments of everyday size. */
function timeOf(f: (x: number, y: number) => number, seed: number): number {
  const rng = new Rng(seed);
  const xs = new Float64Array(CALLS).map(() => 0.01 + 4 * rng.uniform());
  let sum = 0;
  const started = performance.now();
  for (let i = 0; i < CALLS; i++) sum += f(xs[i], xs[CALLS - 1 - i]);
  const elapsed = performance.now() - started;
  if (Number.isNaN(sum)) throw new Error('a sum of finite results');
  return (elapsed * 1e6) / CALLS;
}

/** Both in turn, so that a busy machine slows both. */
function compare(name: Measured) {
  const pairs = Array.from({ length: RUNS }, (_, run) => ({
    ours: timeOf(math[name], run),
    platform: timeOf(PLATFORM[name], run),
  }));
  const ratios = pairs.map(({ ours, platform }) => ours / platform);
  return {
    nanoseconds: median(pairs.map(({ ours }) => ours)),
    ratio: median(ratios),
    ratioSpread: spreadOf(ratios),
  };
}

/** Prints a table; the result holds the same figures. Fails where an error is above 1 ulp. */
export function run(): BenchResult {
  console.log('function  worst ulp  mean ulp  ns a call  times the platform’s');
  const functions = MEASURED.map((name) => {
    const { worst, mean } = measureUlps(name);
    const speed = compare(name);
    const cells = [worst.toFixed(3), mean.toFixed(3), speed.nanoseconds.toFixed(0)];
    const padded = cells.map((cell, i) => cell.padStart([9, 8, 9][i]));
    console.log([name.padEnd(8), ...padded, speed.ratio.toFixed(2)].join('  '));
    return { name, worst, mean, ...speed };
  });
  return { passed: functions.every(({ worst }) => worst <= 1), functions };
}
