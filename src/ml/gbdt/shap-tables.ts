import { CUTS_BYTES, type MemoryLayout } from '../../kernels/tree-kernels';
import { writeCuts } from './binning';
import { codesBytes, SLOT, testOf, type Coding } from './coding';
import { fitsByte, groupLeaves, type LeafGroup } from './leaf-groups';
import type { GbdtModel, Tree } from './model';
import { expectedOf, explainGroup, weightsOf } from './tree-shap';

/*
 * What every pattern of decisions adds to Shapley values, as assembly/tree-shap.ts looks it up, and
 * leaves that are too deep for that, as assembly/deep-shap.ts takes them.
 */

const HEAD_WORDS = 8;
const GROUP_WORDS = 28;
const TESTS = 4;
const VALUES = 20;
/** Values of a pattern. */
const ENTRY = 8;
const LEAF_WORDS = 8;

/** A group with its tree. */
interface PlacedGroup {
  readonly tree: Tree;
  readonly group: LeafGroup;
}

/** Groups that are in memory together, and the share of the trees from and to which they go. */
export interface ShapBatch {
  readonly groups: readonly PlacedGroup[];
  readonly from: number;
  readonly to: number;
  /** What they give a row of which nothing is known, group by group. */
  readonly expected: readonly number[];
}

function tableBytes({ nodes }: LeafGroup): number {
  return (8 * ENTRY) << nodes.length;
}

function leafBytes({ leaves: [{ elements }], nodes }: LeafGroup): number {
  return 16 * Math.ceil((4 * LEAF_WORDS + 24 * elements.length) / 16 + nodes.length);
}

function groupBytes(group: LeafGroup): number {
  return fitsByte(group) ? 4 * GROUP_WORDS + tableBytes(group) : leafBytes(group);
}

/** The groups of all trees, in order, in batches that take at most `most` bytes, or one group's. */
export function* batchesOf({ trees }: GbdtModel, most: number): Generator<ShapBatch> {
  let groups: PlacedGroup[] = [];
  let [bytes, from] = [0, 0];
  const batch = (to: number): ShapBatch => {
    const expected = groups.map(({ group }) => expectedOf(group));
    return { groups, from: from / trees.length, to: to / trees.length, expected };
  };
  for (const [t, tree] of trees.entries()) {
    for (const group of groupLeaves(tree)) {
      bytes += groupBytes(group);
      if (bytes > most && groups.length > 0) {
        yield batch(t);
        groups = [];
        bytes = groupBytes(group);
        from = t;
      }
      groups.push({ tree, group });
    }
  }
  if (groups.length > 0) yield batch(trees.length);
}

/** Entries of all patterns of a group, 8 values each. */
function writeTable({ tree, group }: PlacedGroup, table: Float64Array): void {
  const left = new Uint8Array(tree.left.length);
  for (let pattern = 0; pattern < 1 << group.nodes.length; pattern++) {
    group.nodes.forEach((node, k) => (left[node] = (pattern >> k) & 1));
    explainGroup(group, left, table.subarray(pattern * ENTRY, (pattern + 1) * ENTRY));
  }
}

/** How columns are coded; `width` is the number of a row's values. */
interface ShapOptions {
  readonly coding: Coding;
  readonly width: number;
}

function tabledWords({ tree, group }: PlacedGroup, table: number, options: ShapOptions) {
  const words = new Uint32Array(GROUP_WORDS);
  words.set([group.nodes.length, table, 0, 4 * GROUP_WORDS]);
  group.nodes.forEach((node, k) => {
    words.set(testOf(options.coding, tree, node), TESTS + 2 * k);
  });
  // What is not needed is 0 and goes to the last value of the row.
  words.fill(8 * (options.width - 1), VALUES);
  words.set(
    group.features.map((feature) => 8 * feature),
    VALUES,
  );
  return words;
}

function leafWords({ tree, group }: PlacedGroup, { coding }: ShapOptions): Uint32Array {
  const [{ value, elements }] = group.leaves;
  const words = new Uint32Array(leafBytes(group) / 4);
  const doubles = new Float64Array(words.buffer);
  words.set([0, 0, elements.length, words.byteLength]);
  doubles[2] = value;
  doubles.set(weightsOf(elements.length), LEAF_WORDS / 2);
  let at = LEAF_WORDS + 2 * elements.length;
  for (const { zeroFraction, feature, steps } of elements) {
    doubles[at / 2] = zeroFraction;
    words.set([8 * feature, steps.length], at + 2);
    at += 4;
  }
  for (const { node, goesLeft } of elements.flatMap(({ steps }) => steps)) {
    words.set([...testOf(coding, tree, node), goesLeft === 1 ? 0 : 0xffffffff], at);
    at += 4;
  }
  return words;
}

/** Bytes of scratch before the codes: patterns, or followed elements, sets by size and a list. */
function leafScratch(groups: readonly PlacedGroup[]): number {
  const most = groups.reduce((sum, { group }) => Math.max(sum, group.features.length), 0);
  return SLOT * Math.ceil((SLOT * Math.max(1, most) + 8 * (most + 1) + 4 * most) / SLOT);
}

/** Takes room for a batch, and says where it begins, what writes it there and what scratch a shard takes. */
export function placeBatch(
  layout: MemoryLayout,
  { groups }: ShapBatch,
  options: ShapOptions,
): { head: number; scratchBytes: number; write: (buffer: ArrayBufferLike) => void } {
  const { coding, width } = options;
  const codes = leafScratch(groups);
  const head = layout.take(4 * HEAD_WORDS);
  const cuts = layout.take(coding.columns.length * CUTS_BYTES);
  const tables = groups.map(({ group }) => (fitsByte(group) ? layout.take(tableBytes(group)) : 0));
  const records = groups.map((placed, g) =>
    fitsByte(placed.group) ? tabledWords(placed, tables[g], options) : leafWords(placed, options),
  );
  const places = records.map((words) => layout.take(words.byteLength));
  const write = (buffer: ArrayBufferLike): void => {
    const words = [coding.columns.length, cuts, groups.length, places[0], 8 * width, codes];
    new Uint32Array(buffer, head, words.length).set(words);
    writeCuts(buffer, coding.cuts, cuts);
    groups.forEach((placed, g) => {
      new Uint32Array(buffer, places[g], records[g].length).set(records[g]);
      if (!fitsByte(placed.group)) return;
      writeTable(placed, new Float64Array(buffer, tables[g], tableBytes(placed.group) / 8));
    });
  };
  return { head, scratchBytes: codes + codesBytes(coding), write };
}
