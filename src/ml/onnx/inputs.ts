import type { FittedInput, FittedRecipe } from '../features/recipe';

/** The graph's only output: float, [N, 1]. */
export const OUTPUT_NAME = 'probability';
/** A missing timestamp, int64's smallest value, which is pandas' NaT too. */
export const MISSING_TIME = -(2n ** 63n);

/** Tensor type a raw column has in the graph. */
export function inputType(input: FittedInput): 'double' | 'int64' | 'string' {
  if (input.type === 'text') return 'string';
  return input.type === 'timestamp' ? 'int64' : 'double';
}

/**
 * Names of the graph's inputs, one a recipe input in its order: the column's name, but an empty name
 * or the output's own gets `column ` in front, with as many `_` behind it as make it unique.
 */
export function inputNames(recipe: FittedRecipe): string[] {
  const columns = new Set(recipe.inputs.map(({ column }) => column));
  return recipe.inputs.map(({ column }) => {
    if (column !== '' && column !== OUTPUT_NAME) return column;
    let name = `column ${column}`;
    while (columns.has(name)) name += '_';
    return name;
  });
}
