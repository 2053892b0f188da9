import { crc32 } from '../../data/parse/crc32';
import { inflateTo } from '../../data/parse/inflate';
import { readZipDirectory, type ZipEntry } from '../../data/parse/zip-directory';
import { LeadbenchError } from '../../util/errors';

/** A project may hold this many bytes unpacked, by the sizes it declares; more is refused unread. */
export const MAX_PROJECT_BYTES = 512 * 1024 * 1024;
/** And this many files. */
export const MAX_PROJECT_FILES = 1000;

function damaged(file: string): LeadbenchError {
  return new LeadbenchError('PROJECT_DAMAGED', { file });
}

/** A zip whose declared sizes are within the limits. */
export interface ProjectZip {
  readonly sizes: ReadonlyMap<string, number>;
  /**
   * One file, unpacked: never more than its declared size, whatever its data holds. Throws
   * PROJECT_DAMAGED {file} where it is absent, is not of its size and checksum, or is no deflate data.
   */
  read(path: string): Uint8Array;
}

function checkTotal(entries: readonly ZipEntry[]): void {
  const bytes = entries.reduce((sum, { size, start, end }) => sum + Math.max(size, end - start), 0);
  if (bytes > MAX_PROJECT_BYTES || entries.length > MAX_PROJECT_FILES) {
    throw new LeadbenchError('PROJECT_TOO_LARGE', { bytes, limit: MAX_PROJECT_BYTES });
  }
}

function unpack(
  bytes: Uint8Array,
  { size, start, end, deflated, crc }: ZipEntry,
): Uint8Array | null {
  const packed = bytes.subarray(start, end);
  const content = deflated ? inflateTo(size, packed).bytes : packed.slice();
  return content !== null && crc32(content) === crc ? content : null;
}

/**
 * Opens a zip without unpacking anything. Throws LeadbenchError: NOT_A_PROJECT where the bytes are no
 * zip, PROJECT_TOO_LARGE {bytes, limit}, PROJECT_DAMAGED {file} where the directory is broken or not
 * an honest one (`readZipDirectory`).
 */
export function openZip(bytes: Uint8Array, name: string): ProjectZip {
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;
  if (!isZip) throw new LeadbenchError('NOT_A_PROJECT');
  const entries = readZipDirectory(bytes, MAX_PROJECT_FILES);
  if (entries === null) throw damaged(name);
  checkTotal(entries);
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  const read = (path: string): Uint8Array => {
    const entry = byName.get(path);
    const content = entry ? unpack(bytes, entry) : null;
    if (content === null) throw damaged(path);
    return content;
  };
  return { sizes: new Map(entries.map(({ name: path, size }) => [path, size])), read };
}
