/**
 * Byte strings end to end: string i is bytes[offsets[i]] to bytes[offsets[i + 1]]. There may be room
 * behind the last one.
 */
export interface Cells {
  readonly bytes: Uint8Array;
  readonly offsets: Uint32Array;
  readonly count: number;
}
