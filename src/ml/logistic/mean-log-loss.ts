import { INFORMATION_TILE, LOSS_TILE, TILE_BYTES } from '../../kernels/logistic';
import { log } from '../../kernels/math';
import { evenBorders } from '../../kernels/parallel';
import { INFORMATION_PARTS, SHARD_ROWS, sumsBytes, type Design } from './design';
import type { SquareMatrix } from './cholesky';

/** Rows [first, first + rows). */
interface RowRange {
  readonly first: number;
  readonly rows: number;
}

function shardsOf(rows: number): RowRange[] {
  return Array.from({ length: Math.ceil(rows / SHARD_ROWS) }, (_, shard) => {
    const first = shard * SHARD_ROWS;
    return { first, rows: Math.min(SHARD_ROWS, rows - first) };
  });
}

/** Even parts of the rows that begin where tiles do. */
function partsOf(rows: number): RowRange[] {
  const tiles = evenBorders(Math.ceil(rows / INFORMATION_TILE), INFORMATION_PARTS);
  return Array.from({ length: INFORMATION_PARTS }, (_, part) => {
    const [first, end] = [tiles[part], tiles[part + 1]].map((tile) => tile * INFORMATION_TILE);
    return { first, rows: Math.min(end, rows) - first };
  });
}

/** How many rows of a part are in tiles that begin `step` rows apart. */
function rowsInTiles({ rows }: RowRange, step: number): number {
  let sum = 0;
  for (let start = 0; start < rows; start += step) sum += Math.min(INFORMATION_TILE, rows - start);
  return sum;
}

/** The lower triangles of sums over parts of the rows, added in their order, as one symmetric mean. */
function meanOf(
  parts: readonly Float64Array[],
  { width, size, rows }: { width: number; size: number; rows: number },
): SquareMatrix {
  const values = new Float64Array(size * size);
  for (let k = 0; k < size; k++) {
    for (let l = 0; l <= k; l++) {
      let sum = 0;
      for (const part of parts) sum += part[k * width + l];
      values[k * size + l] = sum / rows;
      values[l * size + k] = values[k * size + l];
    }
  }
  return { size, values };
}

/** The mean log loss of a design with its derivatives. Weights are one a column, then the intercept. */
export class MeanLogLoss {
  readonly #design: Design;
  readonly #shards: readonly RowRange[];
  #last: Float64Array | null = null;

  constructor(design: Design) {
    this.#design = design;
    this.#shards = shardsOf(design.rows);
  }

  get rows(): number {
    return this.#design.rows;
  }

  /** Writes the gradient at `weights` and returns the loss; NaN where a margin is. O(rows x columns). */
  evaluate(weights: Float64Array, gradient: Float64Array): number {
    const { kernels, at, rows, stride, columns } = this.#design;
    const intercept = columns.length;
    const bytes = sumsBytes(intercept);
    this.#last = weights.slice();
    new Float64Array(kernels.buffer, at.weights, weights.length).set(weights);
    kernels.run(
      'logisticLoss',
      this.#shards.map(({ first, rows: some }, shard) => [
        ...[at.design + 4 * first, stride, some, intercept, at.signs + 8 * first, at.weights],
        ...[at.residuals + 8 * first, at.sums + shard * bytes],
      ]),
    );
    gradient.fill(0);
    let loss = 0;
    this.#shards.forEach(({ rows: some }, shard) => {
      const sums = new Float64Array(kernels.buffer, at.sums + shard * bytes, bytes / 8);
      for (let k = 0; k <= intercept; k++) gradient[k] += sums[k];
      loss += sums[intercept + 1];
      const tiles = Math.ceil(some / LOSS_TILE);
      for (let tile = 0; tile < tiles; tile++) loss += log(sums[intercept + 2 + tile]);
    });
    for (let k = 0; k <= intercept; k++) gradient[k] /= rows;
    return loss / rows;
  }

  /** Makes `weights` those of the last `evaluate`, if they are not. */
  moveTo(weights: Float64Array): void {
    if (this.#last?.every((value, k) => value === weights[k])) return;
    this.evaluate(weights, new Float64Array(weights.length));
  }

  /**
   * The second derivatives at the weights of the last `evaluate`, from all rows or from one tile of 128
   * in `every`. O(rows x columns^2).
   */
  information(every = 1): SquareMatrix {
    const { kernels, at, stride, columns, width } = this.#design;
    const parts = partsOf(this.rows);
    const step = every * INFORMATION_TILE;
    const place = (part: number): number => at.information + part * width * width * 8;
    kernels.run(
      'logisticInformation',
      parts.map(({ first, rows }, part) => [
        ...[at.design + 4 * first, stride, rows, step, columns.length, at.residuals + 8 * first],
        ...[at.tiles + part * width * TILE_BYTES, width, place(part)],
      ]),
    );
    const rows = parts.reduce((sum, part) => sum + rowsInTiles(part, step), 0);
    const sums = parts.map(
      (_, part) => new Float64Array(kernels.buffer, place(part), width * width),
    );
    return meanOf(sums, { width, size: columns.length + 1, rows });
  }

  /** p - y of every row at the weights of the last `evaluate`. */
  residuals(): Float64Array {
    const { kernels, at, rows } = this.#design;
    return new Float64Array(kernels.buffer, at.residuals, rows);
  }
}
