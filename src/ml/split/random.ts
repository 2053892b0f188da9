import { Rng } from '../../util/rng';
import { splitByMark, type Split } from './split';

interface Share {
  readonly code: number;
  readonly rows: Uint32Array;
  readonly test: number;
}

function rowsByClass(classes: ArrayLike<number>): Map<number, number[]> {
  const byClass = new Map<number, number[]>();
  for (let i = 0; i < classes.length; i++) {
    const rows = byClass.get(classes[i]);
    if (rows) rows.push(i);
    else byClass.set(classes[i], [i]);
  }
  return byClass;
}

/** How many rows of each class test: rounded down, then one more for the largest remainders. */
function allot(classes: ArrayLike<number>, testShare: number): Share[] {
  const shares = [...rowsByClass(classes)]
    .sort(([a], [b]) => a - b)
    .map(([code, rows]) => ({
      code,
      rows: Uint32Array.from(rows),
      test: Math.floor(rows.length * testShare),
      rest: rows.length * testShare - Math.floor(rows.length * testShare),
    }));
  const given = shares.reduce((sum, share) => sum + share.test, 0);
  const open = Math.round(classes.length * testShare) - given;
  const byRest = [...shares].sort((a, b) => b.rest - a.rest || a.code - b.code);
  for (const share of byRest.slice(0, Math.max(0, open))) share.test++;
  return shares;
}

/**
 * A random split, stratified: round(n x testShare) rows test, every class in proportion to within one
 * row. `classes` are integer codes, such as 0 and 1 or stage combinations. testShare is between 0 and
 * 1. The same seed gives the same split. O(n).
 */
export function randomSplit(classes: ArrayLike<number>, testShare: number, seed: number): Split {
  const rng = new Rng(seed);
  const isTest = new Uint8Array(classes.length);
  for (const { rows, test } of allot(classes, testShare)) {
    rng.shuffle(rows);
    for (const row of rows.subarray(0, test)) isTest[row] = 1;
  }
  return splitByMark(isTest);
}
