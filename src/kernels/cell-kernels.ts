import { CellReader } from './cell-reader';
import {
  CAPACITY,
  END,
  FILL_WORDS,
  LENGTHS,
  MARKS,
  MOST_TEXTS,
  NEXT,
  numberBytes,
  PLAIN_BYTES,
  PADDING,
  RECORDS,
  STOPPED,
  takeBuffers,
  TEXT,
  TEXT_BYTES,
  WATCH,
  WHY,
  writeLayout,
  type Batch,
  type Buffers,
  type Output,
  type Slot,
} from './split-buffers';
import { KernelHeap, misfit, WORD } from './kernel-heap';
import { KernelLevels } from './kernel-levels';
import { evenBorders, ShardTeam, type Shard } from './parallel';
import { placeSuspects, type Suspects } from './suspects';
import { instantiateKernels, type CellExports, type Kernels } from './wasm';

/** Why the splitting of a text stopped; see assembly/split-records.ts. */
export const TEXT_ENDS = 0;
export const NOT_PLAIN = 1;
export const FULL = 2;

/** A text that others follow in its batch is this long, and up to the next line end. */
const CUT_BYTES = (TEXT_BYTES * 3) / 4;
/** How full of records a text is cut that others follow, by the length of those before. */
const FULLNESS = 0.9;
const NO_QUOTE = 256;
const LF = 10;
const FIRST_MEMORY = 8 << 20;
const MOST_MEMORY = 4 * 1024 * 1024 * 1024;

/** Shards of columns for each thread, so that none waits long for another. */
const SHARDS_A_THREAD = 8;

/** The text's columns, and what stands between fields and around them: one character each, '' for no quote. */
export interface Layout {
  readonly columns: number;
  readonly delimiter: string;
  readonly quote: string;
  /** Null where every record may be taken as it is, an empty one, too. */
  readonly suspects: Suspects | null;
}

/** Part of a text, and how many records of it are wanted at most. */
export interface TextPart {
  readonly source: Uint8Array;
  readonly from: number;
  readonly to: number;
  readonly most: number;
}

/** Plain records at the start of a text. */
export interface Split {
  readonly records: number;
  /** Bytes they take. */
  readonly bytes: number;
  readonly why: number;
}

/** Cells go to codes of these levels, behind `cells` that are there. */
interface ToLevels {
  readonly levels: KernelLevels;
  readonly cells: number;
}

/** Cells go end to end behind `cells` that end at `end`. */
interface ToText {
  readonly end: number;
  readonly cells: number;
}

/** Cells are read as short plain numbers, behind `cells` that are there. */
interface ToNumbers {
  readonly cells: number;
}

/** Where a column's cells go. */
export type Target = ToLevels | ToText | ToNumbers;

/** As narrow as the levels that they tell apart. */
export type Codes = Uint8Array | Uint16Array | Uint32Array;

/** A column's cells of one batch: where they were to be numbers and one is none, as text that ends from 0 on. */
export type Filled =
  | { readonly codes: Codes }
  | { readonly bytes: Uint8Array; readonly ends: Uint32Array }
  | NumberCells;

/** Cells that are short plain numbers, or empty; see plain-number.ts. */
interface NumberCells {
  readonly values: Float64Array;
  readonly shapes: Uint8Array;
}

/** What was started: texts that are split, and where the cells of the batch before go. */
interface Flight {
  readonly texts: number;
  readonly targets: readonly Target[];
  readonly filled: Filled[];
}

/** Kernels, their memory and the threads that share it. */
interface Instance {
  readonly exports: CellExports;
  readonly heap: KernelHeap;
  readonly team: ShardTeam;
}

const NOTHING: Split = { records: 0, bytes: 0, why: TEXT_ENDS };
const NO_TEXTS = { texts: 0, length: 0 };
const NO_FLIGHT: Flight = { texts: 0, targets: [], filled: [] };

/**
 * Memory and kernels of one reader of delimited text. `start` has the plain records of the next batch of
 * texts split while the cells of the batch before go to their columns; other threads work on it while
 * the caller goes on, until it waits with `join`.
 *
 * Where a batch is cut into texts is a guess, any line end: if a text's records come to its very end,
 * the next one begins with a record, and else what was split behind it does not count.
 */
export class CellKernels {
  readonly reader: CellReader;
  readonly #kernels: CellExports;
  readonly #heap: KernelHeap;
  readonly #team: ShardTeam;
  #buffers: Buffers;
  /** Records of one text at most. */
  #capacity = 0;
  /** The batch whose cells wait for their columns, and the one that is split next. */
  #batches: readonly [Batch, Batch];
  #before = NOTHING;
  /** Texts to cut the next batch in: more, the longer every guess was right. */
  #texts = 1;
  #recordBytes = 0;
  #flight = NO_FLIGHT;
  #filled: readonly Filled[] = [];
  #output: Output;

  private constructor({ exports, heap, team }: Instance, layout: Layout) {
    this.#kernels = exports;
    this.#heap = heap;
    this.#team = team;
    this.reader = new CellReader(heap, team);
    this.#buffers = takeBuffers(heap, layout.columns);
    this.#batches = this.#buffers.batches;
    this.#output = this.#buffers.outputs[0];
    this.lay(layout);
  }

  /** Null where the kernels cannot run, or nothing separates fields. */
  static open(kernels: Kernels | null, layout: Layout): CellKernels | null {
    if (kernels === null || layout.delimiter === '' || layout.columns === 0) return null;
    const made = instantiateKernels(kernels.module, FIRST_MEMORY, MOST_MEMORY);
    if (made === null) return null;
    const team = new ShardTeam(kernels.parallel, { module: kernels.module, ...made });
    const heap = new KernelHeap(made.memory);
    return new CellKernels({ exports: made.exports, heap, team }, layout);
  }

  /**
   * Splits texts of another layout from now on, into the columns there are and new ones. Nothing of a
   * text before may wait.
   */
  lay({ columns, delimiter, quote, suspects }: Layout): void {
    if (columns > this.#buffers.columns) {
      this.#buffers = takeBuffers(this.#heap, columns);
      this.#batches = this.#buffers.batches;
      this.#output = this.#buffers.outputs[0];
    }
    this.#texts = 1;
    this.#capacity = writeLayout(this.#heap, this.#buffers, columns);
    const marks = [delimiter.charCodeAt(0), quote === '' ? NO_QUOTE : quote.charCodeAt(0)];
    const watch = suspects === null ? [0, 0] : placeSuspects(this.#heap, suspects);
    for (const { job } of this.#batches.flatMap(({ slots }) => slots)) {
      this.#heap.words.set(marks, job / 4 + MARKS);
      this.#heap.words.set(watch, job / 4 + WATCH);
    }
  }

  /** The first byte from `at` on that is NUL or no ASCII, or the end. */
  plainUntil(bytes: Uint8Array, at: number): number {
    const { text } = this.#buffers;
    for (let from = at; from < bytes.length; from += PLAIN_BYTES) {
      const part = bytes.subarray(from, from + PLAIN_BYTES);
      const place = text + misfit(bytes, from);
      this.#heap.bytes.set(part, place);
      const plain = this.#kernels.plainBytes(place, part.length);
      if (plain < part.length) return from + plain;
    }
    return bytes.length;
  }

  /** Lets the threads go; what needs none goes on. */
  close(): void {
    this.#team.close();
  }

  /** A column's distinct cells, none so far. */
  levels(): KernelLevels {
    return new KernelLevels(this.#heap, this.#kernels);
  }

  /**
   * Starts to split the plain records at the start of `next`, and to put the cells of the batch before in
   * columns, each where `targets` says. With null there is no next batch. How much of the text it is.
   * Nothing may be asked of levels until `join`.
   */
  start(next: TextPart | null, targets: readonly Target[]): number {
    const [before, free] = this.#batches;
    const { records } = this.#before;
    const filled: Filled[] = [];
    const shards = records === 0 ? [] : this.#fills(before, targets, filled);
    const { texts, length } = next === null ? NO_TEXTS : this.#load(free, next);
    for (const { job } of free.slots.slice(0, texts)) shards.push(['splitRecords', job]);
    this.#flight = { texts, targets, filled };
    this.#team.start(shards);
    return length;
  }

  /** Waits for what was started, and says what was split. */
  join(): Split {
    this.#team.join();
    const [before, free] = this.#batches;
    const { texts, targets, filled } = this.#flight;
    this.#flight = NO_FLIGHT;
    if (this.#before.records > 0) this.#finishFills(before, targets, filled);
    this.#filled = filled;
    this.#batches = [free, before];
    this.#before = texts === 0 ? NOTHING : this.#splitOf(free, texts);
    return this.#before;
  }

  /** What was put in a column until the last `join`: good until the next one. */
  filled(column: number): Filled {
    return this.#filled[column];
  }

  /** Cuts a batch in texts, and says how many and how long they are; where few records are wanted it is one. */
  #load({ slots }: Batch, { source, from, to, most }: TextPart) {
    const capacity = this.#capacity;
    const texts = most < MOST_TEXTS * capacity ? 1 : this.#texts;
    const length = Math.min(CUT_BYTES, Math.floor(FULLNESS * capacity * this.#recordBytes));
    let at = from;
    for (let i = 0; i < texts; i++) {
      const cut = i === texts - 1 ? 0 : lineEndBehind(source, at + length, to);
      const isCut = cut > 0 && cut < to && cut - at <= TEXT_BYTES;
      const end = isCut ? cut : Math.min(to, at + TEXT_BYTES);
      this.#loadText(slots[i], source.subarray(at, end), Math.min(most, capacity));
      at = end;
      if (!isCut) return { texts: i + 1, length: at - from };
    }
    return { texts, length: at - from };
  }

  #loadText({ job, text }: Slot, bytes: Uint8Array, most: number): void {
    const start = text + misfit(bytes, 0);
    const { words } = this.#heap;
    this.#heap.bytes.set(bytes, start);
    words[job / 4 + TEXT] = start;
    words[job / 4 + END] = start + bytes.length;
    words[job / 4 + CAPACITY] = most;
  }

  /** What was split up to where it first stopped before the end of a text. */
  #splitOf({ address, slots }: Batch, texts: number): Split {
    const { words } = this.#heap;
    let [records, bytes, why, counted, whole] = [0, 0, TEXT_ENDS, 0, true];
    while (whole && counted < texts) {
      const job = slots[counted++].job / 4;
      records += words[job + RECORDS];
      bytes += words[job + NEXT] - words[job + TEXT];
      why = words[job + WHY];
      whole = words[job + NEXT] === words[job + END];
    }
    words[address / 4] = counted;
    if (records > 0) this.#recordBytes = bytes / records;
    this.#texts = counted === texts && why !== NOT_PLAIN ? Math.min(2 * texts, MOST_TEXTS) : 1;
    return { records, bytes, why };
  }

  /** Where the codes or ends of a column begin, with a word of room before. */
  #numbersOf(column: number): number {
    return this.#output.numbers + numberBytes(this.#capacity) * column + WORD;
  }

  /** Shards of some columns each; says in `filled` where their cells will be. */
  #fills(batch: Batch, targets: readonly Target[], filled: Filled[]): Shard[] {
    const { records } = this.#before;
    const { fills, outputs } = this.#buffers;
    const { words, bytes } = this.#heap;
    this.#output = this.#output === outputs[0] ? outputs[1] : outputs[0];
    let at = this.#output.bytes;
    targets.forEach((target, column) => {
      const place = this.#placeOf(column);
      const numbers = this.#numbersFor(column, target);
      if ('levels' in target) {
        filled.push({ codes: words.subarray(0, 0) });
        words.set([target.levels.address, 0, 0, numbers, 0, 0, 0], place);
        return;
      }
      const isText = 'end' in target;
      const from = at + (((isText ? target.end : target.cells) - at) & (WORD - 1));
      const length = this.#lengthOf(batch, column);
      // Numbers leave room for the cells, should one be none.
      at = from + (isText ? length : Math.max(length, records)) + PADDING;
      if (isText) {
        words.set([0, target.end - from, from, numbers, 0, 0, 0], place);
        filled.push(this.#text(from, length, numbers, records));
      } else {
        words.set([0, 0, from, numbers, 0, 0, this.reader.powers], place);
        filled.push({
          values: new Float64Array(bytes.buffer, numbers, records),
          shapes: bytes.subarray(from, from + records),
        });
      }
    });
    const { threads } = this.#team;
    const shards = threads === 1 ? 1 : Math.min(targets.length, SHARDS_A_THREAD * threads);
    const borders = evenBorders(targets.length, shards);
    return borders
      .slice(1)
      .map((to, i): Shard => ['fillColumns', batch.address, fills, borders[i], to]);
  }

  #text(from: number, length: number, ends: number, records: number): Filled {
    const { words, bytes } = this.#heap;
    return {
      bytes: bytes.subarray(from, from + length),
      ends: words.subarray(ends / 4, ends / 4 + records),
    };
  }

  /** Where the codes or ends of a column stand, as they fit behind those before; numbers fit anywhere. */
  #numbersFor(column: number, target: Target): number {
    const before = 'levels' in target ? target.cells : 'end' in target ? target.cells + 1 : 0;
    return this.#numbersOf(column) + 4 * (before & 1);
  }

  /** Bytes of a column's cells in a batch. */
  #lengthOf({ address, slots }: Batch, column: number): number {
    const { words } = this.#heap;
    const counted = slots.slice(0, words[address / 4]);
    return counted.reduce((sum, { job }) => sum + words[words[job / 4 + LENGTHS] / 4 + column], 0);
  }

  /** Grows the dictionaries that were too small and takes the rest of their cells; puts together what is no number. */
  #finishFills(batch: Batch, targets: readonly Target[], filled: Filled[]): void {
    const { records } = this.#before;
    targets.forEach((target, column) => {
      const before = filled[column];
      if ('shapes' in before) {
        const isStopped = this.#heap.words[this.#placeOf(column) + STOPPED] !== 0;
        if (isStopped) filled[column] = this.#asText(batch, column, before);
        return;
      }
      if (!('levels' in target)) return;
      const { levels } = target;
      const codes = this.#numbersFor(column, target);
      levels.finish(records, (done) => {
        const rest = codes + 4 * done;
        this.#kernels.internColumn(levels.address, batch.address, column, done, rest);
      });
      filled[column] = { codes: this.#narrowed(column, target, records) };
    });
  }

  /** The cells of a column of numbers as text, in the same place. */
  #asText(batch: Batch, column: number, { values, shapes }: NumberCells): Filled {
    const [from, ends] = [shapes.byteOffset, values.byteOffset];
    this.#heap.words.set([0, -from, from, ends, 0, 0, 0], this.#placeOf(column));
    this.#kernels.fillColumns(batch.address, this.#buffers.fills, column, column + 1);
    return this.#text(from, this.#lengthOf(batch, column), ends, values.length);
  }

  /** The first of the words that say where the cells of a column go. */
  #placeOf(column: number): number {
    return this.#buffers.fills / 4 + FILL_WORDS * column;
  }

  /** A column's codes, as narrow as its levels allow, where they fit behind those before. */
  #narrowed(column: number, target: ToLevels, count: number): Codes {
    const { levels, cells } = target;
    const codes = this.#numbersFor(column, target);
    const { buffer } = this.#heap.bytes;
    if (levels.count > 0x10000) return new Uint32Array(buffer, codes, count);
    const width = levels.count > 0x100 ? 2 : 1;
    const to = this.#numbersOf(column) - WORD + ((width * cells) & (WORD - 1));
    this.#kernels.narrowCodes(codes, to, count, width);
    return width === 2 ? new Uint16Array(buffer, to, count) : new Uint8Array(buffer, to, count);
  }
}

/** Behind the first line end from `at` on; 0 where there is none before `to`. */
function lineEndBehind(source: Uint8Array, at: number, to: number): number {
  for (let i = at; i < to; i++) if (source[i] === LF) return i + 1;
  return 0;
}
