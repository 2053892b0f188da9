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

/** The page's folder, made by its first write. Throws where the browser has no private file system. */
export async function opfsFolder(name: string): Promise<Folder> {
  return new OpfsFolder(await privateRoot(), name);
}

/** Removes the page's folder with all that is in it. */
export async function removeOpfsFolder(name: string): Promise<void> {
  const root = await privateRoot();
  await orNull(root.removeEntry(name, { recursive: true }));
}

class OpfsFolder implements Folder {
  readonly #root: FileSystemDirectoryHandle;
  readonly #name: string;

  constructor(root: FileSystemDirectoryHandle, name: string) {
    this.#root = root;
    this.#name = name;
  }

  async names(): Promise<string[]> {
    const folder = await this.#found();
    const names: string[] = [];
    if (folder) for await (const name of folder.keys()) names.push(name);
    return names;
  }

  async open(name: string): Promise<StoredFile | null> {
    const folder = await this.#found();
    const handle = folder && (await orNull(folder.getFileHandle(name)));
    if (!handle) return null;
    const file = await handle.getFile();
    const read = async (start: number, end: number): Promise<Uint8Array<ArrayBuffer>> =>
      new Uint8Array(await file.slice(start, end).arrayBuffer());
    return { size: file.size, read };
  }

  async write(name: string, pieces: AsyncIterable<Uint8Array<ArrayBuffer>>): Promise<void> {
    try {
      const folder = await this.#root.getDirectoryHandle(this.#name, { create: true });
      const handle: unknown = await folder.getFileHandle(name, { create: true });
      const access = await (handle as WorkerFileHandle).createSyncAccessHandle();
      try {
        await writeAll(access, pieces);
      } finally {
        access.close();
      }
    } catch (error) {
      throw isNamed(error, 'QuotaExceededError') ? new LeadbenchError('STORAGE_FULL') : error;
    }
  }

  async remove(name: string): Promise<void> {
    const folder = await this.#found();
    if (folder) await orNull(folder.removeEntry(name));
  }

  #found(): Promise<FileSystemDirectoryHandle | null> {
    return orNull(this.#root.getDirectoryHandle(this.#name));
  }
}

/** null where what was asked for is not there. */
async function orNull<T>(found: Promise<T>): Promise<T | null> {
  try {
    return await found;
  } catch (error) {
    if (isNamed(error, 'NotFoundError')) return null;
    throw error;
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
