import { exp } from '../src/kernels/math';
import { Normal, cumulative, choice, exponential, poisson } from '../src/kernels/random';
import { Rng } from '../src/util/rng';
import { writeTrainData, type TrainData } from './train-files';

const SEED = 20_264;
/** Of the levels of each categorical column, which are numbers here. */
const LEVELS = [3, 4, 4, 5, 6, 8, 10, 12, 16, 24, 32, 40];
const NUMBERS = 18;
const MISSING = 0.05;

/** What a level adds to the log-odds, and how often it comes, by column. */
interface Level {
  readonly shares: Float64Array;
  readonly effects: readonly number[];
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
  return writeTrainData(`train-${rows}`, { names, values, labels });
}
