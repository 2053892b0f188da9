const BUCKETS = 1 << 16;

/**
 * The values that would stand at `ranks` (from 0, each below the number of values, in any order) if
 * `values` were sorted; no value may be NaN or -0. Values are counted by the upper 16 bits of their
 * double, and only those that share them with a wanted one are sorted. Cost: O(values), O(n log n)
 * where all lie that close. The same as sorting everything.
 */
export function selectRanks(values: Float64Array, ranks: readonly number[]): Float64Array {
  const buckets = bucketsOf(values);
  const counts = new Uint32Array(BUCKETS);
  for (const bucket of buckets) counts[bucket]++;
  const starts = new Uint32Array(BUCKETS + 1);
  for (let bucket = 0; bucket < BUCKETS; bucket++) {
    starts[bucket + 1] = starts[bucket] + counts[bucket];
  }
  const homes = ranks.map((rank) => bucketOfRank(starts, rank));
  const isWanted = new Uint8Array(BUCKETS);
  for (const home of homes) isWanted[home] = 1;
  const left = new Uint32Array(BUCKETS);
  let gone = 0;
  for (let bucket = 0; bucket < BUCKETS; bucket++) {
    left[bucket] = gone;
    if (isWanted[bucket] === 0) gone += counts[bucket];
  }
  const kept = new Float64Array(values.length - gone);
  for (let i = 0, at = 0; at < kept.length; i++) {
    if (isWanted[buckets[i]] === 1) kept[at++] = values[i];
  }
  kept.sort();
  return Float64Array.from(ranks, (rank, i) => kept[rank - left[homes[i]]]);
}

/** The upper 16 bits of each double, turned so that they ascend with the values. */
function bucketsOf(values: Float64Array): Uint16Array {
  const words = new Uint32Array(values.buffer, values.byteOffset, 2 * values.length);
  const buckets = new Uint16Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const upper = words[2 * i + 1] >>> 16;
    buckets[i] = (upper & 0x8000) !== 0 ? ~upper : upper | 0x8000;
  }
  return buckets;
}

/** The bucket where the value of a rank lies: the last one that starts at or before it. */
function bucketOfRank(starts: Uint32Array, rank: number): number {
  let [low, high] = [0, BUCKETS];
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (starts[middle] <= rank) low = middle;
    else high = middle;
  }
  return low;
}
