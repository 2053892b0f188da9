import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exp } from '../src/kernels/math';
import { Normal, cumulative, choice, exponential, poisson } from '../src/kernels/random';
import type { LabelledMatrix } from '../src/ml/labelled-matrix';
import { Rng } from '../src/util/rng';

const FOLDER = join('build', 'bench-files');
const SEED = 20_264;
/** Of the levels of each categorical column, which are numbers here. */
const LEVELS = [3, 4, 4, 5, 6, 8, 10, 12, 16, 24, 32, 40];
const NUMBERS = 18;
const MISSING = 0.05;
/** The last rows are held out. */
export const HOLD_OUT = 0.2;

/** What a level adds to the log-odds, and how often it comes, by column. */
interface Level {
  readonly shares: Float64Array;
  readonly effects: readonly number[];
}

/** Rows to learn from and rows to judge by, and both in one file for Python. */
export interface TrainData {
  readonly train: LabelledMatrix;
  readonly test: LabelledMatrix;
  readonly path: string;
}

function levelsOf(rng: Rng, normal: Normal): Level[] {
  return LEVELS.map((count) => ({
    shares: cumulative(Array.from({ length: count }, () => exponential(rng, 1))),
    effects: Array.from({ length: count }, () => 0.35 * normal.next()),
  }));
}

/** One lead: 18 numbers of many shapes, some of which matter alone and some together, and its log-odds. */
function numbersOf(rng: Rng, normal: Normal, cells: Float32Array): number {
  const hidden = Array.from({ length: 6 }, () => normal.next());
  const [age, income, interest, visits, grade, other] = hidden;
  cells.set([
    Math.min(90, Math.max(18, Math.round(35 + 12 * age))),
    exp(10 + 0.8 * income),
    poisson(rng, 3),
    exponential(rng, 60),
    ...[interest, 0.7 * interest + 0.7 * normal.next()],
    ...[rng.int(24), rng.int(7)],
    poisson(rng, exp(0.5 + 0.5 * visits)),
    exp(3 + 0.6 * visits + 0.5 * normal.next()),
    Math.min(850, Math.max(300, Math.round(600 + 80 * grade))),
    ...[rng.uniform(), normal.next(), exp(normal.next())],
    ...[rng.uniform() < 0.3 ? 1 : 0, exponential(rng, 2) + exponential(rng, 2)],
    ...[other, rng.int(365)],
  ]);
  const weekend = cells[7] >= 5 ? Math.sign(age) : 0;
  const known = cells[10] > 640 && cells[8] > 1 ? 0.5 : 0;
  const [contacts, days] = [cells[2], cells[3]];
  const worth = 0.6 * Math.tanh(interest) + 0.5 * Math.sin((cells[6] / 24) * 2 * Math.PI);
  return worth + 0.35 * weekend + known - 0.1 * contacts - 0.004 * days + 0.3 * income * cells[14];
}

/**
 * Generated leads, 30 columns of which 12 are codes of levels, one cell in twenty missing, about a third
 * of them with the outcome. The same for every run of a size.
 */
export function trainData(rows: number): TrainData {
  const rng = new Rng(SEED);
  const normal = new Normal(rng);
  const levels = levelsOf(rng, normal);
  const names = Array.from({ length: NUMBERS + LEVELS.length }, (_, j) => `x${j}`);
  const values = new Float32Array(rows * names.length);
  const labels = new Uint8Array(rows);
  const cells = new Float32Array(NUMBERS);
  for (let row = 0; row < rows; row++) {
    let odds = numbersOf(rng, normal, cells) - 0.8;
    cells.forEach((cell, j) => (values[j * rows + row] = cell));
    levels.forEach(({ shares, effects }, j) => {
      const level = choice(rng, shares);
      odds += effects[level];
      values[(NUMBERS + j) * rows + row] = level;
    });
    labels[row] = rng.uniform() < 1 / (1 + exp(-1.25 * odds)) ? 1 : 0;
  }
  for (let i = 0; i < values.length; i++) if (rng.uniform() < MISSING) values[i] = NaN;
  const path = join(FOLDER, `train-${rows}`);
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(`${path}.f32`, values);
  writeFileSync(`${path}.u8`, labels);
  const border = Math.round(rows * (1 - HOLD_OUT));
  const part = (from: number, to: number): LabelledMatrix => {
    const some = new Float32Array((to - from) * names.length);
    names.forEach((_, j) => {
      some.set(values.subarray(j * rows + from, j * rows + to), j * (to - from));
    });
    return { matrix: { rows: to - from, names, values: some }, labels: labels.slice(from, to) };
  };
  return { train: part(0, border), test: part(border, rows), path };
}
