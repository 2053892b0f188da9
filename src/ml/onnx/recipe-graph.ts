import {
  onehotCodes,
  type FittedInput,
  type FittedRecipe,
  type FittedText,
} from '../features/recipe';
import { dateParts } from './date-graph';
import type { GraphBuilder } from './graph';
import { inputNames, inputType } from './inputs';

/** Codes of a text column, int64 [N, 1]: a level's position, then missing (''), then any other. */
function codesOf(graph: GraphBuilder, value: string, input: FittedText): string {
  const keys = [...input.levels, ''];
  return graph.node('LabelEncoder', [value], {
    keys_strings: { texts: keys },
    values_int64s: { ints: keys.map((_, code) => code) },
    default_int64: { int: keys.length },
  });
}

/** Double pieces [N, k] of one input, side by side its features. */
function piecesOf(
  graph: GraphBuilder,
  value: string,
  input: FittedInput,
  textAs: FittedRecipe['textAs'],
): string[] {
  if (input.type === 'timestamp') return dateParts(graph, value, input.parts);
  if (input.type !== 'text') return [value];
  const codes = codesOf(graph, value, input);
  if (textAs === 'codes') return [graph.cast(codes, 'double')];
  const wanted = onehotCodes(input);
  const row = graph.constant({ type: 'int64', dims: [1, wanted.length], values: wanted });
  return [graph.cast(graph.node('Equal', [codes, row]), 'double')];
}

/**
 * Adds the raw columns as inputs and the recipe's arithmetic, float64 throughout with one cast at the
 * end. Returns the name of the feature matrix, float [N, features], the twin of `transform`.
 */
export function recipeGraph(graph: GraphBuilder, recipe: FittedRecipe): string {
  const names = inputNames(recipe);
  const pieces = recipe.inputs.flatMap((input, i) =>
    piecesOf(graph, graph.input(names[i], inputType(input)), input, recipe.textAs),
  );
  return graph.cast(graph.node('Concat', pieces, { axis: { int: 1 } }), 'float');
}
