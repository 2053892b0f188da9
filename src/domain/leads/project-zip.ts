import { unzipSync } from 'fflate';
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
  /** One file, unpacked. Throws PROJECT_DAMAGED {file} where it is absent or cannot be unpacked. */
  read(path: string): Uint8Array;
}

function declaredSizes(bytes: Uint8Array): Map<string, number> {
  const sizes = new Map<string, number>();
  let [total, count] = [0, 0];
  unzipSync(bytes, {
    filter: ({ name, size, originalSize }) => {
      sizes.set(name, originalSize);
      total += Math.max(size, originalSize);
      count++;
      return false;
    },
  });
  if (total > MAX_PROJECT_BYTES || count > MAX_PROJECT_FILES) {
    throw new LeadbenchError('PROJECT_TOO_LARGE', { bytes: total, limit: MAX_PROJECT_BYTES });
  }
  return sizes;
}

function unzipOne(bytes: Uint8Array, path: string): Uint8Array | undefined {
  return unzipSync(bytes, { filter: ({ name }) => name === path })[path];
}

/**
 * Opens a zip without unpacking anything. Throws LeadbenchError: NOT_A_PROJECT where the bytes are no
 * zip, PROJECT_TOO_LARGE {bytes, limit}, PROJECT_DAMAGED {file} where the directory is broken.
 */
export function openZip(bytes: Uint8Array, name: string): ProjectZip {
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;
  if (!isZip) throw new LeadbenchError('NOT_A_PROJECT');
  let sizes: Map<string, number>;
  try {
    sizes = declaredSizes(bytes);
  } catch (error) {
    throw error instanceof LeadbenchError ? error : damaged(name);
  }
  const read = (path: string): Uint8Array => {
    let content: Uint8Array | undefined;
    try {
      content = unzipOne(bytes, path);
    } catch {
      throw damaged(path);
    }
    if (!content || content.length !== sizes.get(path)) throw damaged(path);
    return content;
  };
  return { sizes, read };
}
