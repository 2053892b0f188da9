import { exp, log1p } from './math';
import { blockCount, blockPart } from './sum';
import type { TwinOf } from './wasm';

/** Below it e^x is no normal number, or 0. */
const LEAST = -708;

/**
 * Writes the sum of the log loss of each block of rows, see src/kernels/sum.ts, without leaving the log
 * scale. Margins are float64, labels bytes of 0 and 1. O(rows).
 */
export const sumLogLossReference: TwinOf<'sumLogLoss'> = (buffer, margins, labels, rows, sums) => {
  const margin = new Float64Array(buffer, margins, rows);
  const label = new Uint8Array(buffer, labels, rows);
  const lossOf = (row: number): number => {
    const towards = label[row] === 1 ? margin[row] : -margin[row];
    const e = exp(Math.max(-Math.abs(towards), LEAST));
    return log1p(e) + (towards < 0 ? -towards : 0);
  };
  const parts = new Float64Array(buffer, sums, blockCount(rows));
  for (let block = 0; block < parts.length; block++) parts[block] = blockPart(block, rows, lossOf);
};
