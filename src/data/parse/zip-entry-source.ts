import { Inflate } from 'fflate';
import { LeadbenchError } from '../../util/errors';
import { crc32 } from './crc32';
import { isGzip, isZip } from './file-kind';
import { exceedsLimits, INFLATE_LIMITS, type InflateLimits } from './gunzip';
import type { ByteSource } from './types';
import type { ZipEntry } from './zip-directory';

/** Packed bytes that are read at a time, and that are inflated at a time: at most 32 MB come of these. */
const READ = 1 << 20;
const STEP = 1 << 15;

/** A zip that is being unpacked: the source, and what came of all its files so far. */
export class UnpackingZip {
  readonly source: ByteSource;
  readonly #limits: InflateLimits;
  /** Packed bytes taken in, and bytes that came of them. */
  compressed = 0;
  inflated = 0;

  constructor(source: ByteSource, limits = INFLATE_LIMITS) {
    this.source = source;
    this.#limits = limits;
  }

  /** Counts a step. Throws ZIP_TOO_LARGE {name, compressed, inflated} past the limits. */
  count(compressed: number, inflated: number): void {
    this.compressed += compressed;
    this.inflated += inflated;
    if (!exceedsLimits(this.#limits, this)) return;
    const { name } = this.source;
    const so = { compressed: this.compressed, inflated: this.inflated };
    throw new LeadbenchError('ZIP_TOO_LARGE', { name, ...so });
  }
}

/**
 * A file inside a zip as a source of its own, of its unpacked size. It is unpacked as it is read: at no
 * time is more of it in memory than what one step of 32 KB gives. The stream fails with ZIP_DAMAGED
 * {name} as soon as more comes out than the directory declares, and at the end where length or CRC-32
 * differ; ZIP_TOO_LARGE; ZIP_NESTED {name, file} where it is itself compressed; FILE_UNREADABLE {name}.
 * `slice` unpacks up to its end.
 */
export function zipEntrySource(zip: UnpackingZip, entry: ZipEntry): ByteSource {
  return {
    name: `${zip.source.name}/${entry.name}`,
    size: entry.size,
    slice: (start, end) => sliceOf(unpacked(zip, entry), start, Math.min(end, entry.size)),
    stream: () => streamOf(unpacked(zip, entry)),
  };
}

async function* unpacked(zip: UnpackingZip, entry: ZipEntry): AsyncGenerator<Uint8Array> {
  const { name } = zip.source;
  const open = entry.deflated ? inflating() : (part: Uint8Array) => [part];
  let [crc, length] = [0, 0];
  for await (const [part, isLast] of packedParts(zip.source, entry)) {
    const pieces = opened(open, part, isLast);
    if (pieces === null) throw new LeadbenchError('ZIP_DAMAGED', { name });
    zip.count(
      part.length,
      pieces.reduce((sum, piece) => sum + piece.length, 0),
    );
    for (const piece of pieces) {
      if (length === 0 && (isGzip(piece) || isZip(piece))) {
        throw new LeadbenchError('ZIP_NESTED', { name, file: entry.name });
      }
      crc = crc32(piece, crc);
      length += piece.length;
      if (length > entry.size) throw new LeadbenchError('ZIP_DAMAGED', { name });
      yield piece;
    }
  }
  if (length !== entry.size || crc !== entry.crc) throw new LeadbenchError('ZIP_DAMAGED', { name });
}

type Opener = (part: Uint8Array, isLast: boolean) => Uint8Array[];

/** Raw deflate data, part by part. */
function inflating(): Opener {
  let out: Uint8Array[] = [];
  const inflate = new Inflate((chunk) => {
    if (chunk.length > 0) out.push(chunk);
  });
  return (part, isLast) => {
    out = [];
    inflate.push(part, isLast);
    return out;
  };
}

/** What comes of a part, or null where it is no deflate data. */
function opened(open: Opener, part: Uint8Array, isLast: boolean): Uint8Array[] | null {
  try {
    return open(part, isLast);
  } catch {
    return null;
  }
}

/** The packed bytes of a file, step by step, and whether a step is the last one. */
async function* packedParts(
  source: ByteSource,
  { start, end }: ZipEntry,
): AsyncGenerator<[part: Uint8Array, isLast: boolean]> {
  for (let from = start; from < end; from += READ) {
    const to = Math.min(end, from + READ);
    const bytes = await readExactly(source, from, to);
    for (let at = 0; at < bytes.length; at += STEP) {
      const part = bytes.slice(at, at + STEP);
      yield [part, from + at + part.length === end];
    }
  }
}

/** Bytes `from` to `to` of a source. Throws FILE_UNREADABLE {name} where it cannot be read there. */
export async function readExactly(
  source: ByteSource,
  from: number,
  to: number,
): Promise<Uint8Array> {
  const bytes = await source.slice(from, to).catch(() => null);
  if (bytes?.length !== to - from) {
    throw new LeadbenchError('FILE_UNREADABLE', { name: source.name });
  }
  return bytes;
}

/** One piece for each that is asked for, none ahead. */
function streamOf(pieces: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        const next = await pieces.next();
        if (next.done === true) controller.close();
        else controller.enqueue(next.value);
      },
      cancel: async () => {
        await pieces.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}

async function sliceOf(
  pieces: AsyncGenerator<Uint8Array>,
  start: number,
  end: number,
): Promise<Uint8Array> {
  const slice = new Uint8Array(Math.max(0, end - start));
  let at = 0;
  for await (const piece of pieces) {
    const wanted = piece.subarray(Math.max(0, start - at), Math.max(0, end - at));
    slice.set(wanted, Math.max(0, at - start));
    at += piece.length;
    if (at >= end) break;
  }
  return slice;
}
