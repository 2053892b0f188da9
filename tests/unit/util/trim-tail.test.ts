import { describe, expect, it } from 'vitest';
import { trimTail } from '../../../src/util/trim-tail';

describe('trimTail', () => {
  it('takes the characters away at the end only', () => {
    expect(trimTail('0010200', '0')).toBe('00102');
    expect(trimTail('line\r\n\n', '\r\n')).toBe('line');
    expect(trimTail('000', '0')).toBe('');
    expect(trimTail('', '0')).toBe('');
    expect(trimTail('abc', '')).toBe('abc');
  });
});
