import type { Folder, StoredFile } from '../../../../src/workers/storage/folder';

/** The power went. */
export class Torn extends Error {}

/** Files in memory. `budget` is how many bytes and removals may still happen before everything stops. */
export class MemoryFolder implements Folder {
  readonly files = new Map<string, Uint8Array<ArrayBuffer>>();
  budget = Infinity;
  /** Bytes and removals so far. */
  spent = 0;
  /** What a write fails with when `room` bytes are in use. */
  full: Error | null = null;
  room = Infinity;

  /** The same files in a folder of their own, as a new browser would find them. */
  copy(): MemoryFolder {
    const copy = new MemoryFolder();
    for (const [name, bytes] of this.files) copy.files.set(name, bytes.slice());
    return copy;
  }

  names(): Promise<string[]> {
    return Promise.resolve([...this.files.keys()]);
  }

  open(name: string): Promise<StoredFile | null> {
    const bytes = this.files.get(name);
    if (!bytes) return Promise.resolve(null);
    const read = (start: number, end: number): Promise<Uint8Array<ArrayBuffer>> =>
      Promise.resolve(bytes.slice(start, end));
    return Promise.resolve({ size: bytes.length, read });
  }

  async write(name: string, pieces: AsyncIterable<Uint8Array<ArrayBuffer>>): Promise<void> {
    this.#spend(1);
    let held = new Uint8Array(0);
    this.files.set(name, held);
    for await (const piece of pieces) {
      const may = Math.min(piece.length, this.budget);
      const longer = new Uint8Array(held.length + may);
      longer.set(held);
      longer.set(piece.subarray(0, may), held.length);
      held = longer;
      this.files.set(name, held);
      this.#spend(piece.length);
      if (this.full && this.#used() > this.room) throw this.full;
    }
  }

  async remove(name: string): Promise<void> {
    this.#spend(1);
    this.files.delete(name);
    await Promise.resolve();
  }

  #used(): number {
    let bytes = 0;
    for (const file of this.files.values()) bytes += file.length;
    return bytes;
  }

  #spend(cost: number): void {
    this.spent += Math.min(cost, this.budget);
    this.budget -= cost;
    if (this.budget < 0) throw new Torn();
  }
}
