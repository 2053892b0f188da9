/**
 * The length of the valid UTF-8 character that starts at `bytes[at]`: 1 to 4; 0 where none does;
 * -1 where the bytes end before that can be told. Overlong forms, surrogates and code points above
 * U+10FFFF are not valid. Source: The Unicode Standard 16, table 3-7.
 */
export function utf8SequenceLength(bytes: Uint8Array, at: number, end: number): number {
  const lead = bytes[at];
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  const length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  if (at + 1 < end) {
    const second = bytes[at + 1];
    const low = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
    const high = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
    if (second < low || second > high) return 0;
  }
  for (let i = at + 2; i < Math.min(at + length, end); i++) {
    if ((bytes[i] & 0xc0) !== 0x80) return 0;
  }
  return at + length <= end ? length : -1;
}
