/** Codes that a byte tells apart. */
const BYTE = 256;

/**
 * Where the codes of features stand in the bytes of a row. A byte holds one feature's code, or those of
 * several with few: each times its factor, added up, as the digits of a number with several bases. So
 * sums by byte hold the sums by each feature's code.
 */
export interface Bundles {
  /** Bytes a row. */
  readonly width: number;
  /** By feature: its byte, and its factor there. */
  readonly byte: Uint32Array;
  readonly factor: Uint32Array;
  /** By feature: its codes, that of missing included. */
  readonly codes: Uint32Array;
}

/** Packs features with so many codes into as few bytes as first-fit decreasing finds. O(features x bytes). */
export function bundleFeatures(codes: readonly number[]): Bundles {
  const byte = new Uint32Array(codes.length);
  const factor = new Uint32Array(codes.length);
  const filled: number[] = [];
  const order = codes.map((_, feature) => feature).sort((a, b) => codes[b] - codes[a] || a - b);
  for (const feature of order) {
    const fitting = filled.findIndex((product) => product * codes[feature] <= BYTE);
    const at = fitting < 0 ? filled.push(1) - 1 : fitting;
    byte[feature] = at;
    factor[feature] = filled[at];
    filled[at] *= codes[feature];
  }
  return { width: filled.length, byte, factor, codes: Uint32Array.from(codes) };
}

/** A feature's code for each byte of its column. */
export function decodingOf({ factor, codes }: Bundles, feature: number): Uint8Array {
  return Uint8Array.from(
    { length: BYTE },
    (_, byte) => Math.floor(byte / factor[feature]) % codes[feature],
  );
}

/** The features of each byte, ascending. */
export function featuresByByte({ width, byte }: Bundles): number[][] {
  const features = Array.from({ length: width }, (): number[] => []);
  byte.forEach((at, feature) => features[at].push(feature));
  return features;
}
