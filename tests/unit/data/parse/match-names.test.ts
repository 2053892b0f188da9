import { describe, expect, it } from 'vitest';
import { areKnownNames, matchNames } from '../../../../src/data/parse/match-names';

describe('matchNames', () => {
  it.each([
    [
      ['a', 'b'],
      ['b', 'c', 'a'],
      [1, -1, 0],
    ],
    [
      ['Id', 'ID', 'name'],
      ['id', 'ID', 'iD', 'NAME'],
      [0, 1, -1, 2],
    ],
    [
      ['ÉTAT', 'constructor'],
      ['état', '__proto__', 'Constructor'],
      [0, -1, 1],
    ],
    [[], ['a'], [-1]],
  ])('%j has %j at %j', (known, names, places) => {
    expect(matchNames(known, names)).toEqual(places);
  });

  it('knows a line of names by half of them', () => {
    expect(areKnownNames(['a', 'b', 'c'], ['A', 'x'])).toBe(true);
    expect(areKnownNames(['a', 'b', 'c'], ['a', 'x', 'y'])).toBe(false);
    expect(areKnownNames(['a'], [])).toBe(false);
  });
});
