/** A place where decoding took away or put in bytes: what stands there was not in the file as it is. */
interface Edit {
  /** Decoded position, from the start of the text. */
  readonly at: number;
  /** File bytes less decoded bytes there. */
  delta: number;
}

/** How many file bytes a decoded character stands for: one a byte, one a character, or two and four. */
export type CharWidth = 'bytes' | 'single' | 'double';

/**
 * Decoded text that no record has used up yet: `bytes[start]` to `bytes[end]`, of which
 * `bytes[start]` is at decoded position `base + start`. Also knows the file's own offset of a
 * place, and where decoding had to change something.
 */
export class ByteWindow {
  bytes: Uint8Array<ArrayBuffer> = new Uint8Array(1 << 19);
  start = 0;
  end = 0;
  base = 0;
  width: CharWidth = 'bytes';
  #edits: Edit[] = [];
  #nextEdit = 0;
  #cursor = 0;
  #fileCursor = 0;

  /** Appends `from[at]` to `from[to]`; used-up bytes make room first. */
  append(from: Uint8Array, at = 0, to = from.length): void {
    if (this.end + to - at > this.bytes.length) this.#makeRoom(to - at);
    this.bytes.set(at === 0 && to === from.length ? from : from.subarray(at, to), this.end);
    this.end += to - at;
  }

  /**
   * Notes that the text from here on was changed: `delta` file bytes more than decoded ones. One note
   * a place, so that a stretch of nothing but dropped bytes, however long, takes no memory.
   */
  edit(delta: number): void {
    const at = this.base + this.end;
    const last = this.#edits.at(-1);
    if (last?.at === at) last.delta += delta;
    else this.#edits.push({ at, delta });
  }

  /** Notes bytes at the start of the file that are no text, such as a byte order mark. */
  skipFileBytes(count: number): void {
    this.#fileCursor += count;
  }

  /** Whether something before `index` was changed that `takeEdits` has not told yet. */
  hasEdits(index: number): boolean {
    return (
      this.#nextEdit < this.#edits.length && this.#edits[this.#nextEdit].at < this.base + index
    );
  }

  /** Whether something before `index` was changed; forgets what it tells. */
  takeEdits(index: number): boolean {
    if (!this.hasEdits(index)) return false;
    this.#moveCursor(index);
    return true;
  }

  /** The end of the text that is in the file as it stands here. */
  get plainEnd(): number {
    const edit = this.#edits.at(this.#nextEdit);
    return edit === undefined ? this.end : Math.min(this.end, edit.at - this.base);
  }

  /** The file's byte offset of `bytes[index]`; `index` must never go back. */
  fileOffset(index: number): number {
    this.#moveCursor(index);
    return this.#fileCursor;
  }

  #moveCursor(index: number): void {
    const from = this.#cursor - this.base;
    if (this.width === 'bytes') this.#fileCursor += Math.max(0, index - from);
    else for (let i = from; i < index; i++) this.#fileCursor += this.#widthOf(this.bytes[i]);
    this.#cursor = Math.max(this.#cursor, this.base + index);
    const edits = this.#edits;
    while (this.#nextEdit < edits.length && edits[this.#nextEdit].at < this.base + index) {
      this.#fileCursor += edits[this.#nextEdit++].delta;
    }
    if (this.#nextEdit > 0 && this.#nextEdit === edits.length) {
      this.#edits = [];
      this.#nextEdit = 0;
    }
  }

  #widthOf(byte: number): number {
    if ((byte & 0xc0) === 0x80) return 0;
    if (this.width === 'single') return 1;
    return byte >= 0xf0 ? 4 : 2;
  }

  #makeRoom(more: number): void {
    this.#moveCursorBeforeCompaction();
    const used = this.end - this.start;
    let size = this.bytes.length;
    while (size < used + more) size *= 2;
    if (size === this.bytes.length) this.bytes.copyWithin(0, this.start, this.end);
    else {
      const grown = new Uint8Array(size);
      grown.set(this.bytes.subarray(this.start, this.end));
      this.bytes = grown;
    }
    this.base += this.start;
    this.start = 0;
    this.end = used;
  }

  #moveCursorBeforeCompaction(): void {
    if (this.#cursor < this.base + this.start) this.#moveCursor(this.start);
  }
}
