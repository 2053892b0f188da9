/** Mixes 32 bits well (the finaliser of MurmurHash3). */
export function mixBits(value: number): number {
  let h = value >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** A fixed 32-bit hash of an identifier: FNV-1a over its UTF-16 units, mixed. */
export function hashId(id: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) h = Math.imul(h ^ id.charCodeAt(i), 0x01000193);
  return mixBits(h);
}

/**
 * Keys that split ties where rows have no identifier: a fixed hash of the row's position, so that
 * neither the order of the file nor its reverse decides.
 */
export function tieKeysOfRows(rows: number): Uint32Array {
  const keys = new Uint32Array(rows);
  for (let i = 0; i < rows; i++) keys[i] = mixBits(Math.imul(i + 1, 0x9e3779b1));
  return keys;
}
