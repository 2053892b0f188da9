import { LeadbenchError } from '../../../util/errors';
import type { GbdtModel, Tree } from '../model';

type Json = unknown;

function unreadable(what: string): LeadbenchError {
  return new LeadbenchError('MODEL_UNREADABLE', { what });
}

function unsupported(what: string): LeadbenchError {
  return new LeadbenchError('MODEL_UNSUPPORTED', { what });
}

/** Member `path` ('a.b.c') of a document; own members only. */
function member(from: Json, path: string): Json {
  let value = from;
  for (const name of path.split('.')) {
    const isObject = typeof value === 'object' && value !== null;
    if (!isObject || !Object.hasOwn(value as object, name)) throw unreadable(path);
    value = (value as Record<string, Json>)[name];
  }
  return value;
}

function optional(from: Json, path: string): Json {
  try {
    return member(from, path);
  } catch {
    return undefined;
  }
}

function numbers(from: Json, path: string): number[] {
  const value = member(from, path);
  if (!Array.isArray(value)) throw unreadable(path);
  const read = value.map(Number);
  if (!read.every(Number.isFinite)) throw unreadable(path);
  return read;
}

function textList(from: Json, path: string): string[] {
  const value = optional(from, path) ?? [];
  if (!Array.isArray(value)) throw unreadable(path);
  return value.map(String);
}

/** A number in text, also in the vector form of XGBoost 3: '5E-1' or '[5E-1]'. */
function scalar(from: Json, path: string): number {
  const text = String(member(from, path)).trim();
  const inner = text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : text;
  if (inner.includes(',')) throw unsupported('multi-target');
  const value = Number(inner);
  if (inner === '' || !Number.isFinite(value)) throw unreadable(path);
  return value;
}

/** Every walk must end: children lie inside the tree and behind their parent in a single path. */
function checkShape(tree: Tree, features: number): void {
  const nodes = tree.left.length;
  const arrays = [tree.right, tree.feature, tree.threshold, tree.defaultLeft, tree.gain];
  if (nodes === 0 || arrays.some((array) => array.length !== nodes)) throw unreadable('trees');
  const seen = new Uint8Array(nodes);
  const open = [0];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (!(node >= 0 && node < nodes) || seen[node] === 1) throw unreadable('left_children');
    seen[node] = 1;
    if (tree.left[node] < 0) continue;
    const feature = tree.feature[node];
    if (!(feature >= 0 && feature < features)) throw unreadable('split_indices');
    open.push(tree.left[node], tree.right[node]);
  }
}

function readTree(json: Json, features: number): Tree {
  if (numbers(json, 'split_type').some((type) => type !== 0)) throw unsupported('categorical');
  const size = Number(optional(json, 'tree_param.size_leaf_vector') ?? 1);
  if (size > 1) throw unsupported('multi-target');
  const left = numbers(json, 'left_children');
  const isLeaf = left.map((child) => child < 0);
  const conditions = numbers(json, 'split_conditions').map(Math.fround);
  const tree: Tree = {
    feature: numbers(json, 'split_indices').map((feature, node) => (isLeaf[node] ? 0 : feature)),
    threshold: conditions.map((value, node) => (isLeaf[node] ? 0 : value)),
    defaultLeft: numbers(json, 'default_left').map((is) => (is === 0 ? 0 : 1)),
    left,
    right: numbers(json, 'right_children'),
    value: conditions.map((value, node) => (isLeaf[node] ? value : 0)),
    gain: numbers(json, 'loss_changes').map(Math.fround),
    cover: numbers(json, 'sum_hessian').map(Math.fround),
  };
  checkShape(tree, features);
  return tree;
}

function checkKind(learner: Json): void {
  const objective = String(member(learner, 'objective.name'));
  if (objective !== 'binary:logistic') throw unsupported(objective);
  const booster = String(member(learner, 'gradient_booster.name'));
  if (booster !== 'gbtree') throw unsupported(booster);
  if (textList(learner, 'feature_types').includes('c')) throw unsupported('categorical');
}

/**
 * The model of a document saved by XGBoost 1.6 to 3.x: `binary:logistic`, `gbtree`, numeric splits. All
 * its trees are kept, early-stopped or not, as Booster.predict does. Features without names become
 * f0, f1, ... Throws LeadbenchError('MODEL_UNREADABLE', {what}) for a document that is no such model and
 * ('MODEL_UNSUPPORTED', {what}) for another objective, booster, categorical or multi-target model.
 */
export function modelOf(document: unknown): GbdtModel {
  const learner = member(document, 'learner');
  checkKind(learner);
  const features = scalar(learner, 'learner_model_param.num_feature');
  const given = textList(learner, 'feature_names');
  if (given.length > 0 && given.length !== features) throw unreadable('feature_names');
  const names = given.length > 0 ? given : Array.from({ length: features }, (_, j) => `f${j}`);
  const baseScore = Math.fround(scalar(learner, 'learner_model_param.base_score'));
  if (!(baseScore > 0 && baseScore < 1)) throw unreadable('base_score');
  const trees = member(learner, 'gradient_booster.model.trees');
  if (!Array.isArray(trees)) throw unreadable('trees');
  const weight = Number(optional(learner, 'objective.reg_loss_param.scale_pos_weight') ?? 1);
  return {
    algorithm: 'gbdt',
    version: 1,
    objective: 'binary:logistic',
    baseScore,
    featureNames: names,
    params: { scale_pos_weight: weight },
    trees: trees.map((tree) => readTree(tree, features)),
  };
}
