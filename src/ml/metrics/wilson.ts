/** The 97.5 % point of the standard normal distribution. */
const Z = 1.959963984540054;

/**
 * Wilson's 95 % interval of a share of `count` in `total`. Both ends NaN when total is 0.
 * Source: Wilson (1927), JASA 22, 209-212.
 */
export function wilsonInterval(count: number, total: number): { low: number; high: number } {
  const share = count / total;
  const scale = 1 + (Z * Z) / total;
  const centre = (share + (Z * Z) / (2 * total)) / scale;
  const half =
    (Z / scale) * Math.sqrt((share * (1 - share)) / total + (Z * Z) / (4 * total * total));
  return {
    low: count === 0 ? 0 : Math.max(0, centre - half),
    high: count === total ? 1 : Math.min(1, centre + half),
  };
}
