/** Collects text as UTF-8 in pieces of about `size` bytes. */
export class TextSink {
  readonly #encoder = new TextEncoder();
  readonly #size: number;
  #text = '';

  constructor(size = 1 << 16) {
    this.#size = size;
  }

  /** Whether enough has come together to be worth a piece. */
  get full(): boolean {
    return this.#text.length >= this.#size;
  }

  add(text: string): void {
    this.#text += text;
  }

  /** What has come together, as bytes. */
  take(): Uint8Array<ArrayBuffer> {
    const bytes = this.#encoder.encode(this.#text);
    this.#text = '';
    return bytes;
  }
}
