import { hashRow } from './draw-rows-reference';
import type { TwinOf } from './wasm';

/*
 * The plain TypeScript twin of the kernel that grows a tree of a random forest. Addresses are bytes into one
 * little-endian buffer; see assembly/forest.ts.
 */

/** Bytes of a job, of a node, of the sums of a column's codes, of the waiting nodes, and of a row out of bag. */
export const FOREST_JOB_BYTES = 80;
/** Places of words of a job that the host writes for each tree, or reads. */
export const FOREST_SEED = 4;
export const FOREST_GROWN = 15;
export const FOREST_PHASE = 17;
export const FOREST_DONE = 2;
export const FOREST_NODE_BYTES = 24;
export const FOREST_SUMS_BYTES = (256 + 1 + 32) * 16 + 32;
export const FOREST_STACK_BYTES = 32 * 16;
export const FOREST_OUT_OF_BAG_BYTES = 16;

const NODE_WORDS = FOREST_NODE_BYTES / 4;
/** 2^32 times the probability that a Poisson number of mean 1 is at most 0, 1, ... 8. */
const POISSON = [
  ...[1580030169, 3160060337, 3950075422, 4213413783, 4279248374],
  ...[4292415292, 4294609778, 4294923276, 4294962463],
];

/** How often a row is in the sample of a tree: Poisson of mean 1. */
export function drawsOf(row: number, seed: number): number {
  const hash = hashRow(row, seed);
  const draws = POISSON.findIndex((limit) => hash < limit);
  return draws < 0 ? POISSON.length : draws;
}

/** Rows, weight and positives. */
interface Sum {
  rows: number;
  weight: number;
  positives: number;
}

interface Cut {
  readonly column: number;
  readonly code: number;
  readonly missing: number;
  readonly left: Sum;
  readonly score: number;
}

/** A row and what it adds. */
interface Drawn {
  readonly row: number;
  readonly weight: number;
  readonly positive: number;
}

interface Waiting {
  readonly node: number;
  readonly rows: readonly Drawn[];
  readonly depth: number;
}

function purity({ weight, positives }: Sum): number {
  const zeros = weight - positives;
  return (positives * positives + zeros * zeros) / weight;
}

function less(a: Sum, b: Sum): Sum {
  return {
    rows: a.rows - b.rows,
    weight: a.weight - b.weight,
    positives: a.positives - b.positives,
  };
}

function plus(a: Sum, b: Sum): Sum {
  return {
    rows: a.rows + b.rows,
    weight: a.weight + b.weight,
    positives: a.positives + b.positives,
  };
}

const NONE: Sum = { rows: 0, weight: 0, positives: 0 };

function sumOf(rows: readonly Drawn[]): Sum {
  return rows.reduce(
    (sum, { weight, positive }) => plus(sum, { rows: 1, weight, positives: weight * positive }),
    NONE,
  );
}

/** The next number of a stream: SplitMix32. */
function mixed(state: number): number {
  let z = state;
  z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
  z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
  return (z ^ (z >>> 16)) >>> 0;
}

/** Grows one tree by the words of a job, at one go; cost O(rows x columns of a node x depth). */
export const growForestTreeReference: TwinOf<'growForestTree'> = (buffer, job) => {
  const words = new Uint32Array(buffer);
  const bytes = new Uint8Array(buffer);
  const told = words.subarray(job / 4, job / 4 + FOREST_JOB_BYTES / 4);
  const [codes, rows, columns, labels, seed, mostColumns, leastLeaf, leastSplit, mostDepth] = told;
  const nodes = told[14] / 4;
  const codeOf = (column: number, row: number): number => bytes[codes + column * rows + row];
  const shuffled = Array.from({ length: columns }, (_, k) => k);
  let state = seed;

  /** The better of `best` and a cut, if that leaves both sides rows enough. */
  const better = (best: Cut | null, node: Sum, cut: Omit<Cut, 'score'>): Cut | null => {
    const right = less(node, cut.left);
    if (cut.left.rows < leastLeaf || right.rows < leastLeaf) return best;
    const score = purity(cut.left) + purity(right);
    return best === null || score > best.score ? { ...cut, score } : best;
  };

  const search = (node: Sum, drawn: readonly Drawn[]): Cut | null => {
    let best: Cut | null = null;
    let differs = false;
    for (let k = 0; k < columns && (k < mostColumns || !differs); k++) {
      state = (state + 0x9e3779b9) >>> 0;
      const other = k + Math.floor((mixed(state) * (columns - k)) / 4294967296);
      [shuffled[k], shuffled[other]] = [shuffled[other], shuffled[k]];
      const column = shuffled[k];
      const byCode = new Map<number, Drawn[]>();
      for (const one of drawn) {
        const code = codeOf(column, one.row);
        byCode.set(code, [...(byCode.get(code) ?? []), one]);
      }
      const absent = sumOf(byCode.get(0) ?? []);
      let left = NONE;
      for (const code of [...byCode.keys()].filter((one) => one > 0).sort((a, b) => a - b)) {
        left = plus(left, sumOf(byCode.get(code) ?? []));
        const heavier = 2 * left.weight > node.weight ? 1 : 0;
        const missing = absent.rows > 0 ? 0 : heavier;
        best = better(best, node, { column, code, missing, left });
        if (absent.rows === 0) continue;
        best = better(best, node, { column, code, missing: 1, left: plus(left, absent) });
      }
      if (byCode.size > 1) differs = true;
    }
    return best;
  };

  const write = (node: number, { weight, positives }: Sum): void => {
    words.set([0, 0, 0, 0, weight, positives], nodes + NODE_WORDS * node);
  };

  const all: Drawn[] = [];
  for (let row = 0; row < rows; row++) {
    const weight = drawsOf(row, seed);
    if (weight > 0) all.push({ row, weight, positive: bytes[labels + row] });
  }
  write(0, sumOf(all));
  let grown = 1;
  const open: Waiting[] = [{ node: 0, rows: all, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, rows: drawn, depth } = next;
    const sum = sumOf(drawn);
    if (drawn.length < Math.max(leastSplit, 2 * leastLeaf) || depth === mostDepth) continue;
    if (sum.positives === 0 || sum.positives === sum.weight) continue;
    const cut = search(sum, drawn);
    if (cut === null) continue;
    const goesLeft = ({ row }: Drawn): boolean => {
      const code = codeOf(cut.column, row);
      return code === 0 ? cut.missing === 1 : code <= cut.code;
    };
    words.set([cut.column, cut.code, grown, cut.missing], nodes + NODE_WORDS * node);
    write(grown, cut.left);
    write(grown + 1, less(sum, cut.left));
    const left = { node: grown, rows: drawn.filter(goesLeft), depth: depth + 1 };
    const right = {
      node: grown + 1,
      rows: drawn.filter((one) => !goesLeft(one)),
      depth: depth + 1,
    };
    // The smaller side first, so that few wait.
    if (left.rows.length <= right.rows.length) open.push(right, left);
    else open.push(left, right);
    grown += 2;
  }
  told[FOREST_GROWN] = grown;
  told[FOREST_PHASE] = FOREST_DONE;
  if (told[16] !== 0) addOutOfBag(buffer, told);
};

/** Adds what the tree says of rows that it has not seen. */
function addOutOfBag(buffer: ArrayBufferLike, told: Uint32Array): void {
  const [codes, rows] = told;
  const [seed, nodes, out] = [told[4], told[14] / 4, told[16]];
  const words = new Uint32Array(buffer);
  const bytes = new Uint8Array(buffer);
  const sums = new BigUint64Array(buffer, out, 2 * rows);
  for (let row = 0; row < rows; row++) {
    if (drawsOf(row, seed) > 0) continue;
    let at = nodes;
    while (words[at + 2] !== 0) {
      const code = bytes[codes + words[at] * rows + row];
      const goesLeft = code === 0 ? words[at + 3] === 1 : code <= words[at + 1];
      at = nodes + NODE_WORDS * (words[at + 2] + (goesLeft ? 0 : 1));
    }
    const [weight, positives] = words.subarray(at + 4, at + 6);
    if (weight === 0) continue;
    sums[2 * row] += BigInt(Math.trunc((positives / weight) * 4294967296));
    words[out / 4 + 4 * row + 2]++;
  }
}
