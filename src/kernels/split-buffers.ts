import { WORD, type KernelHeap } from './kernel-heap';

/** The longest text that is split at a time. */
export const TEXT_BYTES = 1 << 18;
/** The longest text that is looked through at a time: it fits a core's second cache. */
export const PLAIN_BYTES = 1 << 16;
/** Texts of a batch at most, each split by whichever thread is free. */
export const MOST_TEXTS = 8;
/** Cells of one text: their places fit a core's cache. */
const CELLS = 1 << 16;
const LEAST_RECORDS = 15;
const MOST_RECORDS = 4096;
/** Columns that there is always room for. */
const COLUMNS = 1024;
/** Kernels read and write so far behind what they are given. */
export const PADDING = 64;
/** Words that say where the cells of a column go; see assembly/cells.ts. */
export const FILL_WORDS = 7;
export const STOPPED = 5;

// Places of the words of a splitting; see assembly/split-records.ts.
const JOB_WORDS = 15;
export const TEXT = 0;
export const END = 1;
export const MARKS = 2;
const LAYOUT = 4;
export const CAPACITY = 7;
const SCRATCH = 8;
export const LENGTHS = 9;
export const RECORDS = 10;
export const NEXT = 11;
export const WHY = 12;
export const WATCH = 13;

/** Memory of one text of a batch. */
export interface Slot {
  readonly job: number;
  readonly text: number;
  readonly cells: number;
}

/** Texts that are split at a time; the kernels are told of those whose records count. */
export interface Batch {
  readonly address: number;
  readonly slots: readonly Slot[];
}

/** Memory for texts of up to so many columns. */
export interface Buffers {
  readonly columns: number;
  /** Text that is looked through for what is not plain. */
  readonly text: number;
  readonly batches: readonly [Batch, Batch];
  /** Where the cells of each column go, for the kernels. */
  readonly fills: number;
  /** Taken in turn: what one was filled with is good until the one after the next is. */
  readonly outputs: readonly [Output, Output];
}

/** Codes, ends or numbers of each column of a batch; cells of those that go end to end, and shapes of numbers. */
export interface Output {
  readonly numbers: number;
  readonly bytes: number;
}

/** Takes memory for texts of up to `columns` columns, or of more. */
export function takeBuffers(heap: KernelHeap, columns: number): Buffers {
  const most = Math.max(COLUMNS, columns);
  return {
    columns: most,
    text: heap.take(PLAIN_BYTES + WORD + PADDING),
    batches: [takeBatch(heap, most), takeBatch(heap, most)],
    fills: heap.take(4 * FILL_WORDS * most),
    outputs: [takeOutput(heap, most), takeOutput(heap, most)],
  };
}

/** Lays all texts out for so many columns; how many records one may have. */
export function writeLayout(heap: KernelHeap, { batches }: Buffers, columns: number): number {
  // Odd, so that the columns of one record do not fall on one line of the cache.
  const records = Math.min(MOST_RECORDS, Math.floor(CELLS / columns));
  const capacity = Math.max(LEAST_RECORDS, records) | 1;
  for (const { job, cells } of batches.flatMap(({ slots }) => slots)) {
    heap.words.set([columns, cells, 8 * capacity], job / 4 + LAYOUT);
  }
  return capacity;
}

/** Room for the codes, ends or numbers of a column of a batch, to begin anywhere in its first word or two. */
export function numberBytes(capacity: number): number {
  return 8 * MOST_TEXTS * capacity + 3 * WORD;
}

/** The most cells of a text, whatever its columns are up to `columns`. */
function cellsOf(columns: number): number {
  return Math.max(CELLS, LEAST_RECORDS * columns) + columns;
}

function takeBatch(heap: KernelHeap, columns: number): Batch {
  const slots = Array.from({ length: MOST_TEXTS }, () => takeSlot(heap, columns));
  const address = heap.take(4 * (1 + MOST_TEXTS));
  heap.words.set([0, ...slots.map(({ job }) => job)], address / 4);
  return { address, slots };
}

function takeOutput(heap: KernelHeap, columns: number): Output {
  return {
    numbers: heap.take(8 * MOST_TEXTS * cellsOf(columns) + numberBytes(0) * columns),
    bytes: heap.take(MOST_TEXTS * TEXT_BYTES + (PADDING + WORD) * (columns + 1)),
  };
}

function takeSlot(heap: KernelHeap, columns: number): Slot {
  const job = heap.take(4 * JOB_WORDS);
  const text = heap.take(TEXT_BYTES + WORD + PADDING);
  const scratch = heap.take(TEXT_BYTES + PADDING);
  const cells = heap.take(8 * cellsOf(columns));
  const lengths = heap.take(4 * columns);
  heap.words.set([scratch, lengths], job / 4 + SCRATCH);
  return { job, text, cells };
}
