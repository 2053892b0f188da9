import { allocate } from '../../data/table/allocate';

const KINDS = {
  Uint8Array,
  Uint16Array,
  Uint32Array,
  Int32Array,
  Float32Array,
  Float64Array,
} as const;

/** The typed arrays a kept value may hold. */
export type PackedArray = InstanceType<(typeof KINDS)[ArrayKind]>;
export type ArrayKind = keyof typeof KINDS;

const NUMBERS: ReadonlyMap<unknown, number> = new Map([
  ['NaN', NaN],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
  ['-0', -0],
]);

/** A value as JSON can say it, and its typed arrays beside it. */
export interface Packed {
  readonly json: unknown;
  readonly arrays: readonly PackedArray[];
}

/** The name of a typed array's kind. Throws Error for one that is not kept. */
export function kindOf(array: ArrayBufferView): ArrayKind {
  const kinds = Object.keys(KINDS) as ArrayKind[];
  const kind = kinds.find((name) => array instanceof KINDS[name]);
  if (kind === undefined) throw new Error('an array of this kind is not kept');
  return kind;
}

/** `length` zeroed elements in column memory, shared where the platform shares. */
export function allocateKind(kind: ArrayKind, length: number): PackedArray {
  const Kind: new (buffer: ArrayBufferLike) => PackedArray = KINDS[kind];
  return new Kind(allocate(length * KINDS[kind].BYTES_PER_ELEMENT));
}

function isPlainNumber(value: number): boolean {
  return Number.isFinite(value) && !Object.is(value, -0);
}

/**
 * Takes plain data apart: numbers (NaN, infinities and -0 too), strings, booleans, null, lists,
 * objects, Maps, Sets and typed arrays. What JSON cannot say becomes an object with one key that
 * starts with `$`; an object with a key of its own that does is written as its entries. A property
 * that is undefined is left out. O(size) without the arrays, which are not copied.
 */
export function pack(value: unknown): Packed {
  const arrays: PackedArray[] = [];
  const json = packInto(arrays, value);
  return { json, arrays };
}

function packInto(arrays: PackedArray[], value: unknown): unknown {
  if (typeof value === 'number') {
    return isPlainNumber(value) ? value : { $number: Object.is(value, -0) ? '-0' : String(value) };
  }
  if (typeof value !== 'object' || value === null) return value;
  if (ArrayBuffer.isView(value)) {
    kindOf(value);
    return { $array: arrays.push(value as PackedArray) - 1 };
  }
  const inner = (item: unknown): unknown => packInto(arrays, item);
  if (Array.isArray(value)) return value.map(inner);
  if (value instanceof Map) return { $map: [...value].map((pair) => inner(pair)) };
  if (value instanceof Set) return { $set: [...value].map(inner) };
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  const packed = entries.map(([key, item]): [string, unknown] => [key, inner(item)]);
  return entries.some(([key]) => key.startsWith('$'))
    ? { $object: packed }
    : Object.fromEntries(packed);
}

/** The value that `pack` took apart. Objects get the usual prototype. */
export function unpack({ json, arrays }: Packed): unknown {
  const inner = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(inner);
    const entries: [string, unknown][] = Object.entries(value);
    const [key, content] = entries.at(0) ?? ['', null];
    if (!key.startsWith('$')) {
      return Object.fromEntries(entries.map(([name, item]) => [name, inner(item)]));
    }
    return unpackTagged(key, content, { arrays, inner });
  };
  return inner(json);
}

function unpackTagged(
  key: string,
  content: unknown,
  by: { arrays: readonly PackedArray[]; inner: (value: unknown) => unknown },
): unknown {
  const list = Array.isArray(content) ? content.map(by.inner) : [];
  switch (key) {
    case '$number':
      return NUMBERS.get(content);
    case '$array':
      return by.arrays[content as number];
    case '$map':
      return new Map(list as [unknown, unknown][]);
    case '$set':
      return new Set(list);
    case '$object':
      return Object.fromEntries(list as [string, unknown][]);
    default:
      throw new Error(`${key} is no mark`);
  }
}
