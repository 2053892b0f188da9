import { LeadbenchError } from '../../util/errors';
import type { Folder, StoredFile } from './folder';

/** What a dedicated worker has beyond the page's file handle. */
interface SyncAccess {
  truncate(size: number): void;
  write(bytes: Uint8Array<ArrayBuffer>, options: { readonly at: number }): number;
  flush(): void;
  close(): void;
}
interface WorkerFileHandle {
  createSyncAccessHandle(): Promise<SyncAccess>;
}

function isNamed(error: unknown, name: string): boolean {
  return error instanceof DOMException && error.name === name;
}

function full(error: unknown): unknown {
  return isNamed(error, 'QuotaExceededError') ? new LeadbenchError('STORAGE_FULL') : error;
}

/**
 * The name of the page's own folder in the origin's private file system, which pages of other paths
 * of the same host share. `base` is the page's address.
 */
export function folderName(base: string): string {
  const { pathname } = new URL('.', base);
  return `leadbench-${encodeURIComponent(pathname)}`;
}

async function privateRoot(): Promise<FileSystemDirectoryHandle> {
  return navigator.storage.getDirectory();
}

/** The page's folder; made where `create`. Throws where the browser has no private file system. */
export async function opfsFolder(name: string): Promise<Folder> {
  const root = await privateRoot();
  return new OpfsFolder(await root.getDirectoryHandle(name, { create: true }));
}

/** Removes the page's folder with all that is in it. */
export async function removeOpfsFolder(name: string): Promise<void> {
  const root = await privateRoot();
  await root.removeEntry(name, { recursive: true }).catch((error: unknown) => {
    if (!isNamed(error, 'NotFoundError')) throw error;
  });
}

class OpfsFolder implements Folder {
  readonly #folder: FileSystemDirectoryHandle;

  constructor(folder: FileSystemDirectoryHandle) {
    this.#folder = folder;
  }

  async names(): Promise<string[]> {
    const names: string[] = [];
    for await (const name of this.#folder.keys()) names.push(name);
    return names;
  }

  async open(name: string): Promise<StoredFile | null> {
    try {
      const handle = await this.#folder.getFileHandle(name);
      const file = await handle.getFile();
      const read = async (start: number, end: number): Promise<Uint8Array<ArrayBuffer>> =>
        new Uint8Array(await file.slice(start, end).arrayBuffer());
      return { size: file.size, read };
    } catch (error) {
      if (isNamed(error, 'NotFoundError')) return null;
      throw error;
    }
  }

  async write(name: string, pieces: AsyncIterable<Uint8Array<ArrayBuffer>>): Promise<void> {
    try {
      const handle: unknown = await this.#folder.getFileHandle(name, { create: true });
      const access = await (handle as WorkerFileHandle).createSyncAccessHandle();
      try {
        await writeAll(access, pieces);
      } finally {
        access.close();
      }
    } catch (error) {
      throw full(error);
    }
  }

  async remove(name: string): Promise<void> {
    await this.#folder.removeEntry(name).catch((error: unknown) => {
      if (!isNamed(error, 'NotFoundError')) throw error;
    });
  }
}

async function writeAll(
  access: SyncAccess,
  pieces: AsyncIterable<Uint8Array<ArrayBuffer>>,
): Promise<void> {
  access.truncate(0);
  let at = 0;
  for await (const piece of pieces) {
    const written = access.write(piece, { at });
    if (written < piece.length) throw new LeadbenchError('STORAGE_FULL');
    at += written;
  }
  access.flush();
}
