import { LeadbenchError } from '../../../util/errors';

const decoder = new TextDecoder('utf-8', { fatal: true });
/** Lists and objects within each other, at most. */
const DEEPEST = 64;

/** Bytes of each type of number by its mark, and how it is read. */
const NUMBERS: Readonly<Record<string, readonly [number, (view: DataView, at: number) => number]>> =
  {
    i: [1, (view, at) => view.getInt8(at)],
    U: [1, (view, at) => view.getUint8(at)],
    I: [2, (view, at) => view.getInt16(at)],
    l: [4, (view, at) => view.getInt32(at)],
    L: [8, (view, at) => Number(view.getBigInt64(at))],
    d: [4, (view, at) => view.getFloat32(at)],
    D: [8, (view, at) => view.getFloat64(at)],
  };
const WORDS: Readonly<Record<string, null | boolean>> = { Z: null, T: true, F: false };

/**
 * Reads UBJSON, draft 12, as what JSON.parse would give: objects, lists, texts, numbers, booleans, null.
 * Names become own members, whatever they are. Throws LeadbenchError('MODEL_UNREADABLE', {what:
 * 'UBJSON'}) where the bytes are none, end early, say of a list that it has more members than there are
 * bytes, or nest deeper than 64.
 */
export function decodeUbjson(bytes: Uint8Array): unknown {
  const reader = new Reader(bytes);
  const value = reader.value(reader.mark(), 0);
  if (!reader.ended) throw unreadable();
  return value;
}

function unreadable(): LeadbenchError {
  return new LeadbenchError('MODEL_UNREADABLE', { what: 'UBJSON' });
}

/** The type of all members where one is told, and how many they are where that is told. */
interface Told {
  readonly type: string | null;
  readonly count: number | null;
}

class Reader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get ended(): boolean {
    return this.#at === this.#bytes.length;
  }

  /** The next mark; N means nothing at all. */
  mark(): string {
    for (;;) {
      const mark = String.fromCharCode(this.#bytes[this.#take(1)]);
      if (mark !== 'N') return mark;
    }
  }

  value(mark: string, depth: number): unknown {
    if (depth > DEEPEST) throw unreadable();
    if (mark === '[') return this.#list(depth);
    if (mark === '{') return this.#object(depth);
    if (mark === 'S' || mark === 'H') return this.#text(this.mark());
    if (mark === 'C') return String.fromCharCode(this.#bytes[this.#take(1)]);
    if (Object.hasOwn(WORDS, mark)) return WORDS[mark];
    return this.#number(mark);
  }

  #number(mark: string): number {
    if (!Object.hasOwn(NUMBERS, mark)) throw unreadable();
    const [size, read] = NUMBERS[mark];
    return read(this.#view, this.#take(size));
  }

  #text(mark: string): string {
    const length = this.#number(mark);
    const at = this.#take(length);
    try {
      return decoder.decode(this.#bytes.subarray(at, at + length));
    } catch {
      throw unreadable();
    }
  }

  #list(depth: number): unknown[] {
    const { type, count } = this.#told();
    const list: unknown[] = [];
    while (count === null ? this.#goesOn(']') : list.length < count) {
      list.push(this.value(type ?? this.mark(), depth + 1));
    }
    return list;
  }

  #object(depth: number): Record<string, unknown> {
    const { type, count } = this.#told();
    const members: [string, unknown][] = [];
    while (count === null ? this.#goesOn('}') : members.length < count) {
      const name = this.#text(this.mark());
      members.push([name, this.value(type ?? this.mark(), depth + 1)]);
    }
    return Object.fromEntries(members);
  }

  /** `$` and a type, `#` and a count, or neither; a type needs a count, and members at least a byte. */
  #told(): Told {
    const type = this.#isNext('$') ? this.mark() : null;
    if (!this.#isNext('#')) {
      if (type !== null) throw unreadable();
      return { type, count: null };
    }
    const count = this.#number(this.mark());
    const least = type !== null && Object.hasOwn(NUMBERS, type) ? NUMBERS[type][0] : 1;
    const isSized = type === null || !Object.hasOwn(WORDS, type);
    if (!(count >= 0 && isSized && count * least <= this.#bytes.length - this.#at)) {
      throw unreadable();
    }
    return { type, count };
  }

  #goesOn(end: string): boolean {
    return !this.#isNext(end);
  }

  /** Takes the mark if it is the next one. */
  #isNext(mark: string): boolean {
    const before = this.#at;
    if (this.mark() === mark) return true;
    this.#at = before;
    return false;
  }

  /** Where the next bytes stand. */
  #take(bytes: number): number {
    const at = this.#at;
    if (!(bytes >= 0 && bytes <= this.#bytes.length - at)) throw unreadable();
    this.#at += bytes;
    return at;
  }
}
