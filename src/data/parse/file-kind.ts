/** A first few bytes that tell a file format which is not delimited text. */
const MAGICS: readonly (readonly [kind: string, bytes: readonly number[]])[] = [
  ['Parquet', [0x50, 0x41, 0x52, 0x31]],
  ['PNG', [0x89, 0x50, 0x4e, 0x47]],
  ['JPEG', [0xff, 0xd8, 0xff]],
  ['GIF', [0x47, 0x49, 0x46, 0x38]],
  ['PDF', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['XLS', [0xd0, 0xcf, 0x11, 0xe0]],
  ['Arrow', [0x41, 0x52, 0x52, 0x4f, 0x57, 0x31]],
  ['SQLite', [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20, 0x66, 0x6f, 0x72, 0x6d, 0x61, 0x74]],
  ['bzip2', [0x42, 0x5a, 0x68, 0x39, 0x31, 0x41, 0x59]],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
  ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
  ['7z', [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]],
  ['RAR', [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07]],
  ['gzip', [0x1f, 0x8b, 0x08]],
];
const ZIP = [0x50, 0x4b, 0x03, 0x04];
const EMPTY_ZIP = [0x50, 0x4b, 0x05, 0x06];
/** NULs above a tenth of the head, and more than a stray few, are no text. */
const STRAY_NULS = 16;
/** So do control characters above a fiftieth: noise has a tenth, text none but the one it delimits with. */
const STRAY_CONTROLS = 4;
/** Tab, line ends, page ends, escape and the old mark for the end of a file are no strangers to text. */
const TEXT_CONTROLS = new Set([9, 10, 11, 12, 13, 26, 27]);

/** Whether the bytes start like a gzip member with deflate inside. */
export function isGzip(head: Uint8Array): boolean {
  return startsWith(head, [0x1f, 0x8b, 0x08]);
}

/**
 * What a binary file is by its first bytes: 'XLSX', 'Parquet', 'ZIP', 'PNG' and so on, 'binary'
 * where it is full of NULs or of control characters, null where it may be text. `wide` says that the text is UTF-16, in
 * which NULs are ordinary. Cost: O(head).
 */
export function binaryKind(head: Uint8Array, wide: boolean): string | null {
  if (startsWith(head, ZIP)) return zipKind(head);
  const known = MAGICS.find(([, bytes]) => startsWith(head, bytes));
  if (known !== undefined) return known[0];
  if (wide) return null;
  const counts = controlCounts(head);
  if (counts[0] > Math.max(STRAY_NULS, head.length / 10)) return 'binary';
  return strayControls(counts) > Math.max(STRAY_CONTROLS, head.length / 50) ? 'binary' : null;
}

/** How often each of the 32 control characters occurs. */
function controlCounts(head: Uint8Array): Uint32Array {
  const counts = new Uint32Array(32);
  for (const byte of head) if (byte < 32) counts[byte]++;
  return counts;
}

/** Control characters that no text needs; the most frequent one may be a delimiter. NULs count apart. */
function strayControls(counts: Uint32Array): number {
  let [sum, most] = [0, 0];
  for (let code = 1; code < counts.length; code++) {
    if (TEXT_CONTROLS.has(code)) continue;
    sum += counts[code];
    most = Math.max(most, counts[code]);
  }
  return sum - most;
}

/** Whether the bytes start like a zip, one with nothing in it included. */
export function isZip(head: Uint8Array): boolean {
  return startsWith(head, ZIP) || startsWith(head, EMPTY_ZIP);
}

/** What a zip holds by the names in its first 4 KB: 'XLSX', 'ODS', else 'ZIP'. */
export function zipKind(head: Uint8Array): string {
  let names = '';
  for (const byte of head.subarray(0, 4096)) names += String.fromCharCode(byte);
  if (names.includes('xl/') || names.includes('[Content_Types].xml')) return 'XLSX';
  return names.includes('opendocument.spreadsheet') ? 'ODS' : 'ZIP';
}

function startsWith(head: Uint8Array, bytes: readonly number[]): boolean {
  return head.length >= bytes.length && bytes.every((byte, i) => head[i] === byte);
}
