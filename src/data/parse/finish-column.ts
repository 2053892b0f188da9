import {
  allocateCodes,
  allocateFloat64,
  allocateInt32,
  allocateUint32,
  allocateUint8,
} from '../table/allocate';
import type { Column, DictionaryColumn } from '../table/column';
import { narrowNumbers } from '../table/make-column';
import { codesValidity, makeValidity, nanValidity } from '../table/validity';
import type { CellStore } from './cell-store';
import type { Cells } from '../../kernels/cells';
import type { InferContext } from './cells';
import { expanded, type ColumnBuilder } from './column-builder';
import type { DictionaryStore } from './dictionary-store';
import { inferBoolean } from './infer-boolean';
import { inferNumbers } from './infer-number';
import { inferTimestamps } from './infer-timestamp';

type Codes = DictionaryColumn['codes'];

/**
 * The typed column of all cells read. A type holds for the whole column or not at all: number
 * (see `readNumber`), timestamp (`inferTimestamps`), boolean (`inferBoolean`), else text exactly as
 * written, by dictionary while at most half of the cells differ. Missing is the empty cell; in
 * number and timestamp columns also one of nothing but spaces and tabs. Words such as "NA" or
 * "Select" stay text. A column without any value is text. Cost: O(bytes of the column).
 */
export function finishColumn(name: string, builder: ColumnBuilder, context: InferContext): Column {
  const { dictionary, arena, numbers } = builder;
  if (dictionary !== null) return finishDictionary(name, dictionary, context);
  if (numbers !== null) return numbers.column(name);
  const store = arena as CellStore;
  return typedColumn(name, store, null, context) ?? arenaColumn(name, store);
}

function finishDictionary(name: string, store: DictionaryStore, context: InferContext): Column {
  const levels = store.levels.cells();
  const typed = typedColumn(name, levels, store, context) ?? booleanColumn(name, store);
  if (typed !== null) return typed;
  const distinct = levels.count - (emptyCode(levels) < 0 ? 0 : 1);
  if (distinct * 2 > store.count) return arenaColumn(name, expanded(store));
  return dictionaryColumn(name, store);
}

/** A number or timestamp column; `store` has the codes where `cells` are levels. */
function typedColumn(
  name: string,
  cells: Cells,
  store: DictionaryStore | null,
  context: InferContext,
): Column | null {
  const numbers = inferNumbers(cells, context);
  const timestamps = numbers === null ? inferTimestamps(cells, context) : null;
  const found = numbers ?? timestamps?.values;
  if (found === undefined) return null;
  const length = store?.count ?? found.length;
  const validity = store === null ? nanValidity(found) : nanCodesValidity(found, store);
  const base = { name, length, validity };
  if (timestamps === null) {
    const narrow = narrowNumbers(found);
    const values = store === null ? narrow : spread(narrow, store, likeNumbers(narrow, length));
    return { ...base, type: 'number', values };
  }
  const values = store === null ? found : spread(found, store, allocateFloat64(length));
  return { ...base, type: 'timestamp', values, pattern: timestamps.pattern };
}

/** Room for so many numbers as narrow as these. */
function likeNumbers<T extends Float64Array | Int32Array | Uint8Array>(
  narrow: T,
  length: number,
): T {
  if (narrow instanceof Float64Array) return allocateFloat64(length) as T;
  return (narrow instanceof Int32Array ? allocateInt32(length) : allocateUint8(length)) as T;
}

/** Each row's value by its code. */
function spread<T extends Float64Array | Int32Array | Uint8Array>(
  byCode: T,
  { codes, count }: DictionaryStore,
  values: T,
): T {
  for (let row = 0; row < count; row++) values[row] = byCode[codes[row]];
  return values;
}

/** The validity of rows whose code stands for NaN: blanks, each way they are written a level of its own. */
function nanCodesValidity(byCode: Float64Array, { codes, count }: DictionaryStore) {
  const present = Uint8Array.from(byCode, (value) => (value === value ? 1 : 0));
  return present.includes(0) ? codesValidity(codes, count, present) : null;
}

function booleanColumn(name: string, store: DictionaryStore): Column | null {
  const found = inferBoolean(store.levels.cells());
  if (found === null) return null;
  const values = allocateUint8(store.count);
  for (let row = 0; row < store.count; row++) values[row] = store.codes[row] === found.yes ? 1 : 0;
  const base = { name, length: store.count, validity: validityOf(store) };
  return { ...base, type: 'boolean', values, labels: found.labels };
}

function dictionaryColumn(name: string, store: DictionaryStore): DictionaryColumn {
  const cells = store.levels.cells();
  const empty = emptyCode(cells);
  const levels = withoutLevel(cells, empty);
  const codes = allocateCodes(store.count, levels.offsets.length - 1);
  if (empty < 0) codes.set(store.codes.subarray(0, store.count));
  else dropCode(store, empty, codes);
  const base = { name, length: store.count, validity: validityOf(store) };
  return { ...base, type: 'text', encoding: 'dictionary', codes, levels };
}

function arenaColumn(name: string, store: CellStore): Column {
  const { offsets, count } = store;
  const validity = makeValidity(count, (row) => offsets[row] === offsets[row + 1]);
  const cells = store.isFull
    ? { bytes: store.bytes.subarray(0, store.end), offsets: offsets.subarray(0, count + 1) }
    : withoutLevel(store, -1);
  return { name, length: count, validity, type: 'text', encoding: 'arena', cells };
}

/** Codes without `dropped`: those above it move down, and its own rows, which are missing, get 0. */
function dropCode({ codes, count, levels }: DictionaryStore, dropped: number, out: Codes): void {
  const moved = new Uint32Array(levels.count);
  for (let code = 0; code < moved.length; code++) moved[code] = code > dropped ? code - 1 : code;
  moved[dropped] = 0;
  for (let row = 0; row < count; row++) out[row] = moved[codes[row]];
}

/** A store's strings in column memory, without string `dropped`, which is empty, if there is one. */
function withoutLevel(store: Cells, dropped: number) {
  const bytes = allocateUint8(store.offsets[store.count]);
  bytes.set(store.bytes.subarray(0, bytes.length));
  const offsets = allocateUint32(store.count + (dropped < 0 ? 1 : 0));
  const kept = dropped < 0 ? store.count + 1 : dropped;
  offsets.set(store.offsets.subarray(0, kept));
  offsets.set(store.offsets.subarray(kept + 1, store.count + 1), kept);
  return { bytes, offsets };
}

function emptyCode({ offsets, count }: Cells): number {
  for (let code = 0; code < count; code++) {
    if (offsets[code] === offsets[code + 1]) return code;
  }
  return -1;
}

function validityOf({ levels, codes, count }: DictionaryStore): Uint8Array | null {
  const cells = levels.cells();
  const empty = emptyCode(cells);
  if (empty < 0) return null;
  const present = new Uint8Array(cells.count).fill(1);
  present[empty] = 0;
  return codesValidity(codes, count, present);
}
