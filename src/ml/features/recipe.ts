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

/**
 * Fitted on training rows only, plain JSON. `levels` are in code order: level i has code i, a missing
 * cell has code levels.length, and any other value `levels.length + 1`. As 'onehot' each of these
 * codes is one 0/1 feature, the last two only where training had such cells.
 */
export type FittedInput =
  | { readonly column: string; readonly type: 'number' | 'boolean' }
  | { readonly column: string; readonly type: 'timestamp'; readonly parts: readonly DatePart[] }
  | {
      readonly column: string;
      readonly type: 'text';
      readonly levels: readonly string[];
      readonly hasMissing: boolean;
      readonly hasOther: boolean;
    };

export interface FittedRecipe {
  readonly version: 1;
  readonly textAs: 'codes' | 'onehot';
  readonly inputs: readonly FittedInput[];
  readonly featureNames: readonly string[];
}
