const encoder = new TextEncoder();

/**
 * Writes a protobuf message field by field into a growing buffer: varints, packed repeats, floats,
 * strings, bytes and nested messages, all that ONNX needs. Fields come out in the order of the calls,
 * so equal calls give equal bytes. Source: the Protocol Buffers encoding specification.
 */
export class ProtoWriter {
  #bytes = new Uint8Array(256);
  #length = 0;

  #reserve(count: number): void {
    if (this.#length + count <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(2 * this.#bytes.length, this.#length + count));
    grown.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = grown;
  }

  /** Unsigned LEB128 of a safe non-negative integer. */
  #varint(value: number): void {
    this.#reserve(8);
    let rest = value;
    while (rest > 127) {
      this.#bytes[this.#length++] = (rest % 128) + 128;
      rest = Math.floor(rest / 128);
    }
    this.#bytes[this.#length++] = rest;
  }

  #raw(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  #tag(field: number, wire: 0 | 2 | 5): void {
    this.#varint(field * 8 + wire);
  }

  /** A non-negative integer or enum. */
  int(field: number, value: number): this {
    this.#tag(field, 0);
    this.#varint(value);
    return this;
  }

  /** Packed non-negative integers; none writes nothing. */
  ints(field: number, values: readonly number[]): this {
    if (values.length === 0) return this;
    const packed = new ProtoWriter();
    for (const value of values) packed.#varint(value);
    return this.bytes(field, packed.finish());
  }

  /** Packed float32 values; none writes nothing. */
  floats(field: number, values: readonly number[]): this {
    if (values.length === 0) return this;
    const view = new DataView(new ArrayBuffer(4 * values.length));
    values.forEach((value, i) => {
      view.setFloat32(4 * i, value, true);
    });
    return this.bytes(field, new Uint8Array(view.buffer));
  }

  bytes(field: number, value: Uint8Array): this {
    this.#tag(field, 2);
    this.#varint(value.length);
    this.#raw(value);
    return this;
  }

  text(field: number, value: string): this {
    return this.bytes(field, encoder.encode(value));
  }

  message(field: number, value: ProtoWriter): this {
    return this.bytes(field, value.#bytes.subarray(0, value.#length));
  }

  /** A copy of what was written. */
  finish(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#length);
  }
}
