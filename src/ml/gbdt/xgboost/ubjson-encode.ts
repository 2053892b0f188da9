import { isList, type Value } from './document';

const encoder = new TextEncoder();
/** A length: its mark and eight bytes. */
const LENGTH_BYTES = 9;
/**
 * A document as UBJSON, draft 12, in XGBoost's manner: lengths are int64, members of an object have no
 * count and lists have one, numbers are big-endian.
 */
export function encodeUbjson(document: Value): Uint8Array<ArrayBuffer> {
  const writer = new Writer();
  writer.value(document);
  return writer.bytes();
}

class Writer {
  #bytes = new Uint8Array(1 << 16);
  #view = new DataView(this.#bytes.buffer);
  #end = 0;

  bytes(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#end);
  }

  value(value: Value): void {
    if (typeof value === 'string') {
      this.#mark('S');
      this.#text(value);
    } else if (typeof value === 'number') this.#integer(value);
    else if (value instanceof Float32Array) {
      const view = this.#numbers('d', value);
      value.forEach((one, i) => view.setFloat32(4 * i, one));
    } else if (value instanceof Int32Array) {
      const view = this.#numbers('l', value);
      value.forEach((one, i) => view.setInt32(4 * i, one));
    } else if (value instanceof BigInt64Array) {
      const view = this.#numbers('L', value);
      value.forEach((one, i) => view.setBigInt64(8 * i, one));
    } else if (value instanceof Uint8Array) {
      const view = this.#numbers('U', value);
      value.forEach((one, i) => view.setUint8(i, one));
    } else if (isList(value)) {
      this.#mark('[');
      this.#mark('#');
      this.#length(value.length);
      for (const one of value) this.value(one);
    } else {
      this.#mark('{');
      for (const [name, member] of Object.entries(value)) {
        this.#text(name);
        this.value(member);
      }
      this.#mark('}');
    }
  }

  /** Begins a list of numbers of the type of `mark`; where they go. */
  #numbers(mark: string, values: ArrayBufferView & { readonly length: number }): DataView {
    for (const one of `[$${mark}#`) this.#mark(one);
    this.#length(values.length);
    const at = this.#take(values.byteLength);
    return new DataView(this.#bytes.buffer, at, values.byteLength);
  }

  #integer(value: number): void {
    this.#mark('l');
    this.#view.setInt32(this.#take(4), value);
  }

  #text(text: string): void {
    const bytes = encoder.encode(text);
    this.#length(bytes.length);
    const at = this.#take(bytes.length);
    this.#bytes.set(bytes, at);
  }

  #length(length: number): void {
    const at = this.#take(LENGTH_BYTES);
    this.#bytes[at] = 'L'.charCodeAt(0);
    this.#view.setBigInt64(at + 1, BigInt(length));
  }

  #mark(mark: string): void {
    this.#bytes[this.#take(1)] = mark.charCodeAt(0);
  }

  /** Where so many bytes have room. */
  #take(bytes: number): number {
    const at = this.#end;
    this.#end += bytes;
    if (this.#end > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(this.#end, 2 * this.#bytes.length));
      grown.set(this.#bytes);
      this.#bytes = grown;
      this.#view = new DataView(grown.buffer);
    }
    return at;
  }
}
