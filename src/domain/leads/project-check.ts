import { featureCount, type FittedInput, type FittedRecipe } from '../../ml/features/recipe';
import { fromForestDocument } from '../../ml/forest/document';
import type { GbdtModel, Tree } from '../../ml/gbdt/model';
import type { LogisticModel } from '../../ml/logistic/model';
import { ALGORITHMS, type Algorithm, type Model } from '../../ml/model';
import { AVAILABILITIES, type Setup, type StudyResult } from './types';
import type { Manifest } from './project-files';

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || isText(value);
}

function isFinite(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isListOf<T>(value: unknown, is: (item: unknown) => item is T): value is readonly T[] {
  return Array.isArray(value) && value.every(is);
}

function isAlgorithm(value: unknown): value is Algorithm {
  return ALGORITHMS.some((algorithm) => algorithm === value);
}

function isSetup(value: unknown): value is Setup {
  if (!isFields(value) || !isFields(value.contract)) return false;
  const words: ReadonlySet<unknown> = new Set(AVAILABILITIES);
  const isOutcome = (item: unknown): item is Fields =>
    isFields(item) && isText(item.column) && isTextOrNull(item.value);
  return (
    isListOf(value.outcomes, isOutcome) &&
    (value.outcomes.length === 1 || value.outcomes.length === 2) &&
    Object.values(value.contract).every((word) => words.has(word)) &&
    isListOf(value.dropped, isText)
  );
}

function isFile(value: unknown): value is Fields {
  return isFields(value) && isText(value.path) && isFinite(value.bytes) && isText(value.sha256);
}

function isData(value: unknown): value is Fields {
  const isColumn = (item: unknown): item is Fields =>
    isFields(item) && isText(item.name) && isText(item.type);
  return (
    isFields(value) &&
    isText(value.name) &&
    isFinite(value.rows) &&
    isTextOrNull(value.sha256) &&
    isListOf(value.columns, isColumn)
  );
}

function isStage(value: unknown): value is Fields {
  const isModelEntry = (item: unknown): item is Fields =>
    isFields(item) && isAlgorithm(item.algorithm) && isText(item.json);
  return (
    isFields(value) &&
    isAlgorithm(value.champion) &&
    isListOf(value.models, isModelEntry) &&
    value.models.some(({ algorithm }) => algorithm === value.champion)
  );
}

/** Whether a parsed manifest of the version this build knows has all its parts. */
export function isManifest(value: unknown): value is Manifest {
  return (
    isFields(value) &&
    isText(value.name) &&
    isFields(value.createdBy) &&
    isListOf(value.data, isData) &&
    isSetup(value.setup) &&
    isTextOrNull(value.idColumn) &&
    isListOf(value.gradeCuts, isFinite) &&
    isListOf(value.files, isFile) &&
    isListOf(value.stages, isStage) &&
    value.stages.length === value.setup.outcomes.length &&
    value.stages.every(({ stage }, i) => stage === i + 1)
  );
}

function isInput(value: unknown): value is FittedInput {
  if (!isFields(value) || !isText(value.column)) return false;
  if (value.type === 'number') return true;
  if (value.type === 'boolean') return value.labels === undefined || isListOf(value.labels, isText);
  if (value.type === 'timestamp') {
    const isPart = (part: unknown): part is string =>
      isText(part) && ['weekday', 'day', 'hour'].includes(part);
    return isListOf(value.parts, isPart);
  }
  const flags = [value.hasMissing, value.hasOther];
  return (
    value.type === 'text' &&
    isListOf(value.levels, isText) &&
    isListOf(value.rare, isText) &&
    flags.every((flag) => typeof flag === 'boolean')
  );
}

/** Whether a parsed value is a fitted recipe whose feature names match its inputs. */
export function isRecipe(value: unknown): value is FittedRecipe {
  if (!isFields(value) || value.version !== 1) return false;
  const { textAs, inputs, featureNames } = value;
  if (textAs !== 'codes' && textAs !== 'onehot') return false;
  if (!isListOf(inputs, isInput) || !isListOf(featureNames, isText)) return false;
  const width = inputs.reduce((sum, input) => sum + featureCount(input, textAs), 0);
  return inputs.length > 0 && width === featureNames.length;
}

/** Children stand behind their parent and inside the tree, so every walk ends. */
function isTree(value: unknown, features: number): value is Tree {
  if (!isFields(value)) return false;
  const { feature, threshold, defaultLeft, left, right, value: leaf, gain, cover } = value;
  const lists = [feature, threshold, defaultLeft, left, right, leaf, gain, cover];
  if (!isListOf(feature, isFinite) || feature.length === 0) return false;
  if (!lists.every((list) => isListOf(list, isFinite) && list.length === feature.length))
    return false;
  if (!isListOf(left, isFinite) || !isListOf(right, isFinite)) return false;
  const isChild = (child: number, node: number): boolean =>
    Number.isInteger(child) && child > node && child < feature.length;
  return feature.every((index, node) => {
    if (left[node] === -1 && right[node] === -1) return true;
    const known = Number.isInteger(index) && index >= 0 && index < features;
    return known && isChild(left[node], node) && isChild(right[node], node);
  });
}

/** The fitted model over these features that a parsed value is; null where it is none. */
export function modelOf(value: unknown, names: readonly string[]): Model | null {
  if (!isFields(value) || value.version !== 1) return null;
  const features = names.length;
  if (!isListOf(value.featureNames, isText) || value.featureNames.length !== features) return null;
  if (value.featureNames.some((name, i) => name !== names[i])) return null;
  if (!isFields(value.params)) return null;
  if (value.algorithm === 'forest') return fromForestDocument(value);
  return isBoosted(value, features) || isLogistic(value, features) ? value : null;
}

function isBoosted(value: Fields, features: number): value is Fields & GbdtModel {
  const { algorithm, baseScore, trees } = value;
  if (algorithm !== 'gbdt' || !isFinite(baseScore) || baseScore <= 0 || baseScore >= 1)
    return false;
  return isListOf(trees, (tree): tree is Tree => isTree(tree, features));
}

function isLogistic(value: Fields, features: number): value is Fields & LogisticModel {
  const { coefficients, fill, missingCoefficients } = value;
  return (
    value.algorithm === 'logistic' &&
    isFinite(value.intercept) &&
    [coefficients, fill, missingCoefficients].every(
      (list) => isListOf(list, isFinite) && list.length === features,
    )
  );
}

/** Whether a parsed value has the parts of a study that everything else reads first. */
export function isStudy(value: unknown): value is StudyResult {
  if (!isFields(value) || !isFinite(value.rows) || !isFinite(value.columns)) return false;
  const isEvaluation = (item: unknown): boolean =>
    isFields(item) && isFinite(item.rows) && Array.isArray(item.deciles) && isFields(item.rocAuc);
  const isStudyModel = (item: unknown): item is Fields =>
    isFields(item) && isAlgorithm(item.algorithm) && isEvaluation(item.evaluation);
  const isStudyStage = (item: unknown): item is Fields =>
    isFields(item) && isFields(item.champion) && isListOf(item.models, isStudyModel);
  return (
    Array.isArray(value.guard) &&
    isListOf(value.dropped, isText) &&
    isListOf(value.features, isText) &&
    isFields(value.split) &&
    isListOf(value.stages, isStudyStage) &&
    isEvaluation(value.final) &&
    isFields(value.request) &&
    isSetup(value.request.setup) &&
    isFinite(value.request.seed)
  );
}
