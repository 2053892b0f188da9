/** A file as it was when it was opened. */
export interface StoredFile {
  readonly size: number;
  /** Bytes `start` to `end` in memory of their own. */
  read(start: number, end: number): Promise<Uint8Array<ArrayBuffer>>;
}

/** A flat folder of files on this device. A write may be cut off anywhere; nothing here is atomic. */
export interface Folder {
  names(): Promise<string[]>;
  /** null where there is no such file. */
  open(name: string): Promise<StoredFile | null>;
  /**
   * Writes a file from its start, replacing what was there, and returns once the device has it.
   * Pieces lie in plain memory. Throws LeadbenchError STORAGE_FULL where there is no room.
   */
  write(name: string, pieces: AsyncIterable<Uint8Array<ArrayBuffer>>): Promise<void>;
  /** A file that is not there is no error. */
  remove(name: string): Promise<void>;
}

/** All bytes of a file; null where there is none. */
export async function readWhole(
  folder: Folder,
  name: string,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const file = await folder.open(name);
  return file && file.read(0, file.size);
}

/** Bytes that are all there, as a write wants them. */
export async function* pieceOf(
  bytes: Uint8Array<ArrayBuffer>,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  yield await Promise.resolve(bytes);
}
