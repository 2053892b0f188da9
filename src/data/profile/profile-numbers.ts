import { blockSum, blockSumOf } from '../../kernels/sum';
import { distributionOf } from './distribution';
import { quantileOfSorted } from '../query/quantiles';
import { countAtMost, countBelow } from './sorted-values';
import { PROBABILITIES, type NumericProfile, type Outliers } from './types';

/**
 * The figures of ascending values; null of none. Sums are taken over blocks in ascending order, so
 * they depend on the values alone. Outliers by Tukey, "Exploratory Data Analysis" (1977): none where
 * half of the values are equal, since the fences then say nothing. Cost: O(n).
 */
export function profileNumbers(sorted: Float64Array): NumericProfile | null {
  const n = sorted.length;
  if (n === 0) return null;
  const mean = blockSum(sorted) / n;
  const squares = blockSumOf(n, (i) => (sorted[i] - mean) * (sorted[i] - mean));
  const negative = countBelow(sorted, 0);
  return {
    min: sorted[0],
    max: sorted[n - 1],
    mean,
    std: n === 1 ? NaN : Math.sqrt(squares / (n - 1)),
    quantiles: PROBABILITIES.map((p) => quantileOfSorted(sorted, p)),
    zeros: countAtMost(sorted, 0) - negative,
    negative,
    outliers: outliersOf(sorted),
    distribution: distributionOf(sorted),
  };
}

function outliersOf(sorted: Float64Array): Outliers {
  const [low, high] = [quantileOfSorted(sorted, 0.25), quantileOfSorted(sorted, 0.75)];
  const reach = 1.5 * (high - low);
  const [lowFence, highFence] = [low - reach, high + reach];
  if (reach === 0) return { below: 0, above: 0, lowFence, highFence };
  return {
    below: countBelow(sorted, lowFence),
    above: sorted.length - countAtMost(sorted, highFence),
    lowFence,
    highFence,
  };
}
