import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bundleFeatures, decodingOf, featuresByByte } from '../../../../src/ml/gbdt/bundles';

describe('bundleFeatures', () => {
  it('puts features with few codes in one byte', () => {
    const bundles = bundleFeatures([256, 3, 200, 6, 2, 14]);
    expect(bundles.width).toBe(4);
    // 14 x 6 x 3 = 252; two more codes fit neither there nor beside 200.
    expect(featuresByByte(bundles)).toEqual([[0], [2], [1, 3, 5], [4]]);
    expect([...bundles.factor]).toEqual([1, 84, 1, 14, 1, 1]);
  });

  it('keeps every code of every feature', () => {
    const codes = fc.array(fc.integer({ min: 2, max: 256 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(codes, fc.nat(), (counts, seed) => {
        const bundles = bundleFeatures(counts);
        const row = counts.map((count, feature) => (seed + 7 * feature) % count);
        const bytes = new Array<number>(bundles.width).fill(0);
        row.forEach((code, feature) => {
          bytes[bundles.byte[feature]] += code * bundles.factor[feature];
        });
        expect(bytes.every((byte) => byte < 256)).toBe(true);
        const decoded = row.map(
          (_, feature) => decodingOf(bundles, feature)[bytes[bundles.byte[feature]]],
        );
        expect(decoded).toEqual(row);
      }),
      { seed: 20_269, numRuns: 200 },
    );
  });
});
