/** Row numbers of both parts, each ascending; every row is in exactly one. */
export interface Split {
  readonly train: Uint32Array;
  readonly test: Uint32Array;
}

/** Parts the rows by a mark: 1 is test. O(n). */
export function splitByMark(isTest: Uint8Array): Split {
  let count = 0;
  for (let i = 0; i < isTest.length; i++) count += isTest[i];
  const train = new Uint32Array(isTest.length - count);
  const test = new Uint32Array(count);
  let [nextTrain, nextTest] = [0, 0];
  for (let i = 0; i < isTest.length; i++) {
    if (isTest[i] === 1) test[nextTest++] = i;
    else train[nextTrain++] = i;
  }
  return { train, test };
}
