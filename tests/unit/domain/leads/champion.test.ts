import { describe, expect, it } from 'vitest';
import { chooseChampion, mean, rowLogLosses } from '../../../../src/domain/leads/champion';
import { Rng } from '../../../../src/util/rng';

/** 400 losses around `centre`, the same noise for every call. */
function losses(centre: number, jitter: number): Float64Array {
  const rng = new Rng(11);
  return Float64Array.from(
    { length: 400 },
    (_, i) => centre + rng.uniform() + (i % 2 ? jitter : -jitter),
  );
}

describe('rowLogLosses', () => {
  it('is minus the log of the probability given to what happened', () => {
    const found = rowLogLosses(Float64Array.of(0.8, 0.8, 0), Uint8Array.of(1, 0, 1));
    expect(found[0]).toBeCloseTo(-Math.log(0.8), 14);
    expect(found[1]).toBeCloseTo(-Math.log(0.2), 14);
    expect(found[2]).toBeCloseTo(-Math.log(1e-15), 10);
    expect(mean(Float64Array.of(1, 2, 6))).toBe(3);
  });
});

describe('chooseChampion', () => {
  it('takes boosting where it is better beyond its paired interval', () => {
    const champion = chooseChampion([
      { algorithm: 'logistic', losses: losses(0.5, 0) },
      { algorithm: 'gbdt', losses: losses(0.4, 0) },
    ]);
    expect(champion).toEqual({ algorithm: 'gbdt', reason: 'best' });
  });

  it('takes the simpler one where the difference is inside the interval', () => {
    const champion = chooseChampion([
      { algorithm: 'gbdt', losses: losses(0.5, 0) },
      // 0.001 worse on average, but row by row 0.1 apart: standard error 0.005
      { algorithm: 'logistic', losses: losses(0.501, 0.1) },
    ]);
    expect(champion).toEqual({ algorithm: 'logistic', reason: 'simplest' });
  });

  it('calls the simpler one best where it is', () => {
    const champion = chooseChampion([
      { algorithm: 'logistic', losses: losses(0.4, 0) },
      { algorithm: 'gbdt', losses: losses(0.5, 0) },
    ]);
    expect(champion).toEqual({ algorithm: 'logistic', reason: 'best' });
  });
});
