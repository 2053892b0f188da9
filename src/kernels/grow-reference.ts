import { quantiseRows } from './gradients-reference';
import {
  ACTION_BYTES,
  ENTRY_BYTES,
  HISTOGRAM_BYTES,
  LEAF,
  LEAVES,
  SEGMENT_BYTES,
  TreeJobs,
  type Action,
  type GrowJob,
} from './tree-jobs';
import type { TwinOf } from './wasm';

/*
 * Plain TypeScript twins of the kernels that grow trees: the oracle of their tests and the fallback where
 * WebAssembly does not load. All sums are sums of integers, so the order of rows and the number of
 * threads cannot change a bit. Layouts are those at the head of assembly/grow.ts; an entry is two words
 * { row u16, low 16 bits of the hessian; its high 8 bits, gradient i24 }.
 *
 * Callers scale gradients so that no sum of a tree leaves 32 bits.
 */

const HISTOGRAM_WORDS = HISTOGRAM_BYTES / 4;

/** Memory of a job, seen in all ways. */
interface Views {
  readonly words: Int32Array;
  readonly bytes: Uint8Array;
  readonly doubles: Float64Array;
  readonly segments: Uint16Array;
}

function viewsOf(buffer: ArrayBufferLike): Views {
  return {
    words: new Int32Array(buffer),
    bytes: new Uint8Array(buffer),
    doubles: new Float64Array(buffer),
    segments: new Uint16Array(buffer),
  };
}

/** The row of an entry, counted from the first of its block. */
function rowOf({ words }: Views, entry: number): number {
  return words[entry / 4] & 0xffff;
}

/** Adds `count` entries to the histograms of all columns. O(count x columns). */
function addEntries(
  views: Views,
  from: { readonly entries: number; readonly count: number },
  into: { readonly bins: number; readonly columns: number; readonly histogram: number },
): void {
  const { words, bytes } = views;
  const end = from.entries + ENTRY_BYTES * from.count;
  for (let entry = from.entries; entry < end; entry += ENTRY_BYTES) {
    const [low, high] = [words[entry / 4], words[entry / 4 + 1]];
    const bin = into.bins + (low & 0xffff) * into.columns;
    let base = into.histogram >>> 2;
    for (let j = 0; j < into.columns; j++, base += HISTOGRAM_WORDS) {
      const cell = base + 2 * bytes[bin + j];
      words[cell] += (low >>> 16) | ((high & 0xff) << 16);
      words[cell + 1] += high >> 8;
    }
  }
}

/** Gives each block that nobody has taken yet. */
function* blocksOf(words: Int32Array, at: number, job: GrowJob): Generator<number> {
  while (words[at / 4] < job.blocks) yield words[at / 4]++;
}

function segmentAt(segments: number, job: GrowJob, block: number, node: number): number {
  return segments + SEGMENT_BYTES * (block * job.mostNodes + node);
}

/** Makes the entries of all blocks from what is predicted, each block one node, and sums them. O(rows x columns). */
export const sumBlocksReference: TwinOf<'sumBlocks'> = (buffer, at, histogram) => {
  const job = new TreeJobs(buffer).readGrow(at);
  const views = viewsOf(buffer);
  const { columns } = job;
  if (job.begins === 1) views.bytes.fill(0, histogram, histogram + columns * HISTOGRAM_BYTES);
  for (const block of blocksOf(views.words, at, job)) {
    const [start, end] = new Uint32Array(buffer, job.starts + 4 * block, 2);
    const first = block * job.blockRows;
    const entries = job.into + ENTRY_BYTES * first;
    quantiseRows(buffer, {
      ...{ rows: job.sample + 4 * start, count: end - start, first, entries },
      ...{ labels: job.labels, params: job.params, predicted: job.predicted + 4 * start },
    });
    const segment = segmentAt(job.segmentsBelow, job, block, 0) / 2;
    views.segments.set([0, end - start], segment);
    const bins = job.bins + first * columns;
    addEntries(views, { entries, count: end - start }, { bins, columns, histogram });
  }
};

/** Does what the actions of a level say, block by block. O(rows x columns). */
export const partBlocksReference: TwinOf<'partBlocks'> = (buffer, at, histograms) => {
  const jobs = new TreeJobs(buffer);
  const job = jobs.readGrow(at);
  const views = viewsOf(buffer);
  const bytes = job.pairs * job.columns * HISTOGRAM_BYTES;
  if (job.begins === 1) views.bytes.fill(0, histograms, histograms + bytes);
  const actions = Array.from({ length: job.actionCount }, (_, i) =>
    jobs.readAction(job.actions + ACTION_BYTES * i),
  );
  for (const block of blocksOf(views.words, at, job)) {
    for (const action of actions) act(views, job, { block, action, histograms });
  }
};

interface Acting {
  readonly block: number;
  readonly action: Action;
  readonly histograms: number;
}

function act(views: Views, job: GrowJob, acting: Acting): void {
  const { block, action } = acting;
  const first = block * job.blockRows;
  const [start, count] = views.segments.subarray(
    segmentAt(job.segments, job, block, action.node) / 2,
  );
  const entries = job.from + ENTRY_BYTES * (first + start);
  const column = job.bins + first * job.columns + action.column;
  const goesLeft = (entry: number): boolean =>
    views.bytes[action.goes + views.bytes[column + rowOf(views, entry) * job.columns]] !== 0;
  if (action.kind !== LEAF && action.kind !== LEAVES) {
    part(views, job, { ...acting, start, count, goesLeft });
    return;
  }
  for (let entry = entries; entry < entries + ENTRY_BYTES * count; entry += ENTRY_BYTES) {
    const isLeft = action.kind === LEAF || goesLeft(entry);
    const margin = job.margins / 8 + first + rowOf(views, entry);
    views.doubles[margin] += isLeft ? action.left : action.right;
  }
}

interface Parting extends Acting {
  readonly start: number;
  readonly count: number;
  readonly goesLeft: (entry: number) => boolean;
}

/** Left entries fill the place from its start, in order, the others from its end, in reverse. */
function part(views: Views, job: GrowJob, parting: Parting): void {
  const { block, action, histograms, start, count, goesLeft } = parting;
  const { words, segments } = views;
  const first = block * job.blockRows;
  const into = job.into + ENTRY_BYTES * (first + start);
  let [left, right] = [into, into + ENTRY_BYTES * (count - 1)];
  let entry = job.from + ENTRY_BYTES * (first + start);
  for (let i = 0; i < count; i++, entry += ENTRY_BYTES) {
    const isLeft = goesLeft(entry);
    words.copyWithin((isLeft ? left : right) / 4, entry / 4, entry / 4 + 2);
    if (isLeft) left += ENTRY_BYTES;
    else right -= ENTRY_BYTES;
  }
  const lefts = (left - into) / ENTRY_BYTES;
  const children = segmentAt(job.segmentsBelow, job, block, action.leftChild) / 2;
  segments.set([start, lefts, start + lefts, count - lefts], children);
  const { columns } = job;
  const bins = job.bins + first * columns;
  const histogram = histograms + action.pair * columns * HISTOGRAM_BYTES;
  const summed =
    action.summed === 0 ? { entries: into, count: lefts } : { entries: left, count: count - lefts };
  addEntries(views, summed, { bins, columns, histogram });
}
