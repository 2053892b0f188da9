import { plainBytes } from '../../data/table/allocate';
import { LeadbenchError } from '../../util/errors';
import { sha256Hex } from '../../util/hash';
import type { Folder, StoredFile } from './folder';
import { allocateKind, kindOf, pack, unpack, type ArrayKind, type PackedArray } from './pack';

/** The version of a snapshot file this build writes and reads; docs/formats.md describes it. */
export const SNAPSHOT_VERSION = 1;
/** Arrays are hashed in blocks of this many bytes, so that none needs a second copy of itself. */
const BLOCK = 4 * 1024 * 1024;
const MAGIC = 'LBSNAP';
const HEAD = 8;
const TAIL = 4;

/** A file by name, with what shows that it is whole: its length, and the hash of what hashes the rest. */
export interface FileRef {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

interface ArrayEntry {
  readonly kind: ArrayKind;
  readonly length: number;
  /** SHA-256 of each block of its bytes. */
  readonly blocks: string[];
}

interface Index {
  readonly value: unknown;
  readonly arrays: readonly ArrayEntry[];
}

function bytesOf(array: PackedArray): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

function head(): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(HEAD);
  bytes.set(new TextEncoder().encode(MAGIC));
  new DataView(bytes.buffer).setUint16(MAGIC.length, SNAPSHOT_VERSION, true);
  return bytes;
}

/** Writes plain data with its typed arrays into one file. Throws STORAGE_FULL. O(bytes). */
export async function writeSnapshot(
  folder: Folder,
  name: string,
  value: unknown,
): Promise<FileRef> {
  const { json, arrays } = pack(value);
  const index: Index = {
    value: json,
    arrays: arrays.map((array) => ({ kind: kindOf(array), length: array.length, blocks: [] })),
  };
  let written = { bytes: 0, sha256: '' };
  async function* pieces(): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    yield head();
    let at = HEAD;
    for (const [i, array] of arrays.entries()) {
      const bytes = bytesOf(array);
      for (let start = 0; start < bytes.length; start += BLOCK) {
        const block = plainBytes(bytes, start, Math.min(bytes.length, start + BLOCK));
        index.arrays[i].blocks.push(await sha256Hex(block));
        yield block;
      }
      at += bytes.length;
    }
    const text = new TextEncoder().encode(JSON.stringify(index));
    yield text;
    const tail = new Uint8Array(TAIL);
    new DataView(tail.buffer).setUint32(0, text.length, true);
    yield tail;
    written = { bytes: at + text.length + TAIL, sha256: await sha256Hex(text) };
  }
  await folder.write(name, pieces());
  return { name, ...written };
}

/**
 * Reads a snapshot back; every byte of it is compared with its hash. Throws LeadbenchError
 * COPY_DAMAGED where the file is absent, cut off, changed or of another version. O(bytes).
 */
export async function readSnapshot(folder: Folder, ref: FileRef): Promise<unknown> {
  const file = await folder.open(ref.name);
  if (file?.size !== ref.bytes) throw new LeadbenchError('COPY_DAMAGED');
  const index = await readIndex(file, ref);
  const arrays: PackedArray[] = [];
  let at = HEAD;
  for (const entry of index.arrays) {
    const array = allocateKind(entry.kind, entry.length);
    await readArray(file, at, { bytes: bytesOf(array), blocks: entry.blocks });
    at += array.byteLength;
    arrays.push(array);
  }
  return unpack({ json: index.value, arrays });
}

async function readIndex(file: StoredFile, ref: FileRef): Promise<Index> {
  const start = await file.read(0, HEAD);
  const tail = await file.read(ref.bytes - TAIL, ref.bytes);
  const same = head().every((byte, i) => start[i] === byte);
  if (!same || tail.length !== TAIL) throw new LeadbenchError('COPY_DAMAGED');
  const length = new DataView(tail.buffer).getUint32(0, true);
  const end = ref.bytes - TAIL;
  const text = await file.read(Math.max(HEAD, end - length), end);
  if ((await sha256Hex(text)) !== ref.sha256) throw new LeadbenchError('COPY_DAMAGED');
  return JSON.parse(new TextDecoder().decode(text)) as Index;
}

async function readArray(
  file: StoredFile,
  at: number,
  into: { bytes: Uint8Array; blocks: readonly string[] },
): Promise<void> {
  const { bytes, blocks } = into;
  for (const [i, sha256] of blocks.entries()) {
    const start = i * BLOCK;
    const block = await file.read(at + start, at + Math.min(bytes.length, start + BLOCK));
    if ((await sha256Hex(block)) !== sha256) throw new LeadbenchError('COPY_DAMAGED');
    bytes.set(block, start);
  }
}
