import { exp } from './exp';
import { log } from './log';
import { log1p } from './log1p';

/** 1 / (1 + e^-x), without overflow on either side. */
export function sigmoid(x: number): number {
  if (x >= 0) return 1 / (1 + exp(-x));
  const e = exp(x);
  return e / (1 + e);
}

/** log(p / (1 - p)); -Infinity at 0, Infinity at 1. */
export function logit(p: number): number {
  return log(p) - log1p(-p);
}
