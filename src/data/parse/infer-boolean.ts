import { utf8At } from '../table/utf8';
import type { Cells } from '../../kernels/cells';

/** What stands beside each yes, in small letters. */
const PAIRS: ReadonlyMap<string, readonly string[]> = new Map([
  ['true', ['false']],
  ['t', ['f']],
  ['yes', ['no']],
  ['y', ['n', 't']],
  ['ya', ['tidak', 'tdk']],
  ['benar', ['salah']],
]);

/**
 * The words of a yes/no column: exactly two different levels (missing aside), which are one of the
 * pairs true/false, t/f, yes/no, y/n, y/t, ya/tidak, ya/tdk, benar/salah in any case. `yes` and `no` are their codes. Else null.
 */
export function inferBoolean(levels: Cells): {
  readonly yes: number;
  readonly no: number;
  readonly labels: readonly [string, string];
} | null {
  const codes: number[] = [];
  for (let i = 0; i < levels.count && codes.length < 3; i++) {
    if (levels.offsets[i] !== levels.offsets[i + 1]) codes.push(i);
  }
  if (codes.length !== 2) return null;
  const words = codes.map((code) => utf8At(levels, code));
  for (const [yes, no] of [codes, [codes[1], codes[0]]]) {
    const [yesWord, noWord] = yes === codes[0] ? words : [words[1], words[0]];
    if (PAIRS.get(yesWord.toLowerCase())?.includes(noWord.toLowerCase())) {
      return { yes, no, labels: [noWord, yesWord] };
    }
  }
  return null;
}
