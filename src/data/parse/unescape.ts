/** Bytes that can be reused from call to call. */
export class Scratch {
  bytes: Uint8Array<ArrayBuffer> = new Uint8Array(1024);
  length = 0;

  /**
   * Takes the inside of a quoted field, a doubled quote made one, and a quote or escape after an
   * escape made itself. `escape` is the quote itself where there is no other. Cost: O(bytes).
   */
  unescape(source: Uint8Array, range: readonly [from: number, to: number], marks: Marks): void {
    const [from, to] = range;
    if (this.bytes.length < to - from) this.bytes = new Uint8Array((to - from) * 2);
    const { quote, escape } = marks;
    let at = 0;
    for (let i = from; i < to; i++) {
      const c = source[i];
      const next = i + 1 < to ? source[i + 1] : -1;
      const doubled = c === quote && next === quote;
      const escaped = c === escape && escape !== quote && (next === quote || next === escape);
      if (doubled || escaped) i++;
      this.bytes[at++] = source[i];
    }
    this.length = at;
  }
}

/** Character codes of a dialect's quote and escape; -1 for none. */
export interface Marks {
  readonly quote: number;
  readonly escape: number;
}
