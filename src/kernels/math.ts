/**
 * Elementary functions with the same bits in every engine. The language leaves the last bits of
 * Math.exp and its kin to the implementation, and Node, Chromium and Firefox differ, so one trained
 * model would not be equal in all three. Ours use only what IEEE 754 rounds in one way (+ - * / and
 * exact scaling) and are within 1 ulp of the true value, measured against mpmath (docs/numerics.md).
 * exp, log and their kin reduce and approximate as fdlibm 5.3 does (Sun Microsystems, 1993); the
 * rest takes numbers of 106 bits (math/pair.ts) or Taylor's series where they are short.
 */
export { cbrt } from './math/cbrt';
export { exp } from './math/exp';
export { expm1 } from './math/expm1';
export { log } from './math/log';
export { log1p } from './math/log1p';
export { pow } from './math/pow';
export { logit, sigmoid } from './math/sigmoid';
export { tanh } from './math/tanh';
export { cos, sin } from './math/trig';
