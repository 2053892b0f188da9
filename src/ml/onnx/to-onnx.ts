import type { FittedRecipe } from '../features/recipe';
import type { Model } from '../model';
import { GraphBuilder } from './graph';
import { inputNames, inputType, OUTPUT_NAME } from './inputs';
import { logisticMargin } from './logistic-graph';
import { recipeGraph } from './recipe-graph';
import { forestMean, treeMargin } from './tree-graph';

/** Version of the graph's contract, as docs/formats.md has it. */
export const ONNX_CONTRACT = 1;

/** `name` is the graph's own, such as `stage1`. */
export interface OnnxRequest {
  readonly recipe: FittedRecipe;
  readonly model: Model;
  readonly name: string;
}

/** P(1) of the features, double [N, 1]. */
function probability(graph: GraphBuilder, features: string, model: Model): string {
  switch (model.algorithm) {
    case 'gbdt':
      return graph.node('Sigmoid', [treeMargin(graph, features, model)]);
    case 'forest':
      return forestMean(graph, features, model);
    case 'logistic':
      return graph.node('Sigmoid', [logisticMargin(graph, features, model)]);
  }
}

/**
 * A recipe and its model as one ONNX file (opset 17, ai.onnx.ml 3, IR 8) that takes raw columns, one
 * input [N, 1] a column (double with NaN, int64 milliseconds with MISSING_TIME, string with ''), and
 * gives `probability`, float [N, 1]. Equal requests give equal bytes. docs/formats.md has the contract.
 */
export function toOnnx({ recipe, model, name }: OnnxRequest): Uint8Array<ArrayBuffer> {
  const names = inputNames(recipe);
  const graph = new GraphBuilder([...names, OUTPUT_NAME]);
  const features = recipeGraph(graph, recipe);
  graph.node('Cast', [probability(graph, features, model)], { to: { int: 1 } }, OUTPUT_NAME);
  graph.output(OUTPUT_NAME, 'float');
  const inputs = recipe.inputs.map((input, i) => ({
    column: input.column,
    input: names[i],
    type: inputType(input),
  }));
  return graph.finish({
    name,
    doc: 'Leadbench lead score: raw columns in, probability out.',
    metadata: [
      ['leadbench.contract', String(ONNX_CONTRACT)],
      ['leadbench.algorithm', model.algorithm],
      ['leadbench.inputs', JSON.stringify(inputs)],
    ],
  });
}
