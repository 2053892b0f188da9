/** How a raw column becomes features, as chosen by the analyst. */
export interface RecipeInput {
  readonly column: string;
  readonly type: 'number' | 'boolean' | 'timestamp' | 'text';
}

/** Unfitted: which columns, and whether a text column becomes ordered codes (trees) or 0/1 columns (linear). */
export interface Recipe {
  readonly version: 1;
  readonly inputs: readonly RecipeInput[];
  readonly textAs: 'codes' | 'onehot';
}

/** Parts of a timestamp that become features: Monday = 0, day of month from 1, hour from 0. */
export type DatePart = 'weekday' | 'day' | 'hour';

/** A boolean passes through as 0 or 1; `labels` are the training file's words for no and yes. */
export interface FittedFlag {
  readonly column: string;
  readonly type: 'boolean';
  readonly labels?: readonly [no: string, yes: string];
}

/** A number passes through. */
export interface FittedNumber {
  readonly column: string;
  readonly type: 'number';
}

/** The parts that varied among training rows; never empty. */
export interface FittedDate {
  readonly column: string;
  readonly type: 'timestamp';
  readonly parts: readonly DatePart[];
}

/**
 * `levels` are in code order: level i has code i, a missing or empty cell has code levels.length,
 * and any other value levels.length + 1. As 'onehot' each of these codes is one 0/1 feature, the last
 * two only where training had such cells; a code without a feature is all zeros. `rare` are values that
 * training saw too seldom for a level; they are read as any other value, but are not unseen.
 */
export interface FittedText {
  readonly column: string;
  readonly type: 'text';
  readonly levels: readonly string[];
  readonly rare: readonly string[];
  readonly hasMissing: boolean;
  readonly hasOther: boolean;
}

export type FittedInput = FittedNumber | FittedFlag | FittedDate | FittedText;

/**
 * Fitted on training rows only, plain JSON. Features stand in the order of `inputs`; `featureNames`
 * are for people and are all different. A column without any present training cell, a timestamp
 * whose parts are all constant and a text column with one code only are left out: they tell nothing.
 */
export interface FittedRecipe {
  readonly version: 1;
  readonly textAs: 'codes' | 'onehot';
  readonly inputs: readonly FittedInput[];
  readonly featureNames: readonly string[];
}

/** How many features an input becomes. */
export function featureCount(input: FittedInput, textAs: FittedRecipe['textAs']): number {
  if (input.type === 'timestamp') return input.parts.length;
  if (input.type === 'text' && textAs === 'onehot') {
    return input.levels.length + Number(input.hasMissing) + Number(input.hasOther);
  }
  return 1;
}

/** Codes of a text input that are a 0/1 feature each, in feature order. */
export function onehotCodes(input: FittedText): number[] {
  const codes = input.levels.map((_, code) => code);
  if (input.hasMissing) codes.push(input.levels.length);
  if (input.hasOther) codes.push(input.levels.length + 1);
  return codes;
}
