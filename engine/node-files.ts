import { existsSync, openAsBlob, statSync } from 'node:fs';
import { open, readFile, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ByteSource } from '../src/data/parse/types';
import type { Assets } from '../src/util/assets';
import { LeadbenchError } from '../src/util/errors';

/** Bytes that are read at a time. */
const PIECE = 4 << 20;

/** A file of this machine as a ByteSource. Throws FILE_NOT_FOUND. */
export async function fileSource(path: string): Promise<ByteSource> {
  if (!existsSync(path) || !statSync(path).isFile()) {
    throw new LeadbenchError('FILE_NOT_FOUND', { file: path });
  }
  const blob = await openAsBlob(path);
  return {
    name: basename(path),
    size: blob.size,
    slice: async (start, end) => new Uint8Array(await blob.slice(start, end).arrayBuffer()),
    stream: () => streamOf(path),
  };
}

/**
 * The bytes of a file in pieces, the next one being read while one is used; two take turns in the same
 * memory. The adapters of Node's own streams take longer than the reading.
 */
function streamOf(path: string): ReadableStream<Uint8Array> {
  let file: FileHandle | null = null;
  let [one, other] = [new Uint8Array(PIECE), new Uint8Array(PIECE)];
  const read = async () => {
    file ??= await open(path);
    const { bytesRead } = await file.read(one);
    return one.subarray(0, bytesRead);
  };
  let next: Promise<Uint8Array> | null = null;
  return new ReadableStream(
    {
      pull: async (controller) => {
        const piece = await (next ?? read());
        if (piece.length === 0) {
          await file?.close();
          controller.close();
          return;
        }
        [one, other] = [other, one];
        next = read();
        // A failure is told when its piece is asked for, if it is.
        next.catch(() => undefined);
        controller.enqueue(piece);
      },
      cancel: async () => {
        await next?.catch(() => undefined);
        await file?.close();
      },
    },
    { highWaterMark: 0 },
  );
}

/** Runs what writes `path`; a file or folder that cannot be written is FILE_UNWRITABLE {file}. */
export async function writing<T>(path: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) {
      throw new LeadbenchError('FILE_UNWRITABLE', { file: path });
    }
    throw error;
  }
}

/** The nearest folder upwards that holds this package. */
function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package-lock.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('package root not found');
    folder = parent;
  }
  return folder;
}

/** Files of the build, read from disk. */
export const nodeAssets: Assets = {
  async bytes(name) {
    const root = packageRoot();
    const path =
      name === 'kernels.wasm'
        ? join(root, 'build', name)
        : join(root, 'node_modules', 'onnxruntime-web', 'dist', name);
    const bytes = await readFile(path);
    return new Uint8Array(
      bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength),
    );
  },
};
