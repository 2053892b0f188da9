import { exp } from '../src/kernels/math';
import { Normal } from '../src/kernels/random';
import { Rng } from '../src/util/rng';
import { writeTrainData, type TrainData } from './train-files';

const SEED = 20_271;
const COLUMNS = 60;
/** What columns have in common. */
const FACTORS = 12;
/** Of five columns, so many are 0 or 1, and so many skewed. */
const [EVERY, BINARY, SKEWED] = [5, 2, 3];

/** How a column comes of the factors and of itself, and what one standard deviation adds to the log-odds. */
interface Column {
  readonly factor: number;
  readonly share: number;
  readonly unit: number;
  readonly centre: number;
  readonly effect: number;
}

function columnsOf(rng: Rng, normal: Normal): Column[] {
  return Array.from({ length: COLUMNS }, (_, j) => ({
    factor: j % FACTORS,
    share: 0.2 + 0.7 * rng.uniform(),
    unit: exp(2 * normal.next()),
    centre: 10 * normal.next(),
    effect: 0.15 * normal.next(),
  }));
}

/**
 * Generated rows of 60 columns without gaps, in units of their own, in groups of five that correlate, two
 * in five 0 or 1 and one in five skewed; about a third with the outcome. A fifth more rows than `rows`
 * are held out. The same for every run of a size.
 */
export function logisticData(rows: number): TrainData {
  const rng = new Rng(SEED);
  const normal = new Normal(rng);
  const columns = columnsOf(rng, normal);
  const all = Math.round(rows * 1.25);
  const values = new Float32Array(all * COLUMNS);
  const labels = new Uint8Array(all);
  for (let row = 0; row < all; row++) {
    const factors = Array.from({ length: FACTORS }, () => normal.next());
    let odds = -0.9;
    columns.forEach(({ factor, share, unit, centre, effect }, j) => {
      const z = share * factors[factor] + Math.sqrt(1 - share * share) * normal.next();
      odds += effect * z;
      const kind = j % EVERY;
      const x = kind < BINARY ? Number(z > 0.5) : kind < SKEWED ? exp(z) : z;
      values[j * all + row] = centre + unit * x;
    });
    labels[row] = rng.uniform() < 1 / (1 + exp(-odds)) ? 1 : 0;
  }
  const names = columns.map((_, j) => `x${j}`);
  return writeTrainData(`logistic-${rows}`, { names, values, labels });
}
