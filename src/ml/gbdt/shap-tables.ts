import { CUTS_BYTES, type MemoryLayout } from '../../kernels/histogram';
import { writeCuts } from './binning';
import { codesBytes, SLOT, testOf, type Coding } from './coding';
import type { LeafGroup } from './leaf-groups';
import type { Tree } from './model';
import { explainGroup, type ExplainedTree } from './tree-shap';

/*
 * What every pattern of decisions adds to Shapley values, as assembly/tree-shap.ts looks it up.
 */

const GROUP_WORDS = 28;
const TESTS = 4;
const VALUES = 20;
/** Values of a pattern. */
const ENTRY = 8;

/** A group with its tree. */
export interface TabledGroup {
  readonly tree: Tree;
  readonly group: LeafGroup;
}

/** Bytes of scratch a shard takes. */
export function shapScratchBytes(coding: Coding): number {
  return SLOT + codesBytes(coding);
}

function tableBytes({ nodes }: LeafGroup): number {
  return (8 * ENTRY) << nodes.length;
}

/** Groups of all trees, in order, in batches whose tables take at most `most` bytes, or one group's. */
export function batchesOf(trees: readonly ExplainedTree[], most: number): TabledGroup[][] {
  const batches: TabledGroup[][] = [[]];
  let bytes = 0;
  for (const { tree, groups } of trees) {
    for (const group of groups) {
      bytes += tableBytes(group);
      if (bytes > most && batches[batches.length - 1].length > 0) {
        batches.push([]);
        bytes = tableBytes(group);
      }
      batches[batches.length - 1].push({ tree, group });
    }
  }
  return batches;
}

/** Entries of all patterns of a group, 8 values each. */
function writeTable({ tree, group }: TabledGroup, table: Float64Array): void {
  const left = new Uint8Array(tree.left.length);
  for (let pattern = 0; pattern < 1 << group.nodes.length; pattern++) {
    group.nodes.forEach((node, k) => (left[node] = (pattern >> k) & 1));
    explainGroup(group, left, table.subarray(pattern * ENTRY, (pattern + 1) * ENTRY));
  }
}

/** What the tables of a batch are made with; `width` is the number of a row's values. */
interface BatchOptions {
  readonly coding: Coding;
  readonly width: number;
}

function wordsOf({ tree, group }: TabledGroup, table: number, options: BatchOptions): Uint32Array {
  const words = new Uint32Array(GROUP_WORDS);
  words.set([group.nodes.length, table]);
  group.nodes.forEach((node, k) => {
    const [codes, threshold] = testOf(options.coding, tree, node);
    words.set([SLOT + codes, threshold], TESTS + 2 * k);
  });
  // What is not needed is 0 and goes to the last value of the row.
  words.fill(8 * (options.width - 1), VALUES);
  words.set(
    group.features.map((feature) => 8 * feature),
    VALUES,
  );
  return words;
}

/** Takes room for a batch, and says where it begins and what writes it there. */
export function placeBatch(
  layout: MemoryLayout,
  batch: readonly TabledGroup[],
  options: BatchOptions,
) {
  const { coding, width } = options;
  const head = layout.take(32);
  const cuts = layout.take(coding.columns.length * CUTS_BYTES);
  const groups = layout.take(4 * GROUP_WORDS * batch.length);
  const tables = batch.map(({ group }) => layout.take(tableBytes(group)));
  const write = (buffer: ArrayBufferLike): void => {
    const words = [coding.columns.length, cuts, batch.length, groups, 8 * width];
    new Uint32Array(buffer, head, words.length).set(words);
    writeCuts(buffer, coding.cuts, cuts);
    batch.forEach((tabled, g) => {
      const at = groups + 4 * GROUP_WORDS * g;
      new Uint32Array(buffer, at, GROUP_WORDS).set(wordsOf(tabled, tables[g], options));
      writeTable(tabled, new Float64Array(buffer, tables[g], tableBytes(tabled.group) / 8));
    });
  };
  return { head, write };
}
