import type { FittedRecipe } from '../features/recipe';
import type { Model } from '../model';
import { GraphBuilder } from './graph';
import { inputNames, inputType, OUTPUT_NAME } from './inputs';
import { logisticMargin } from './logistic-graph';
import { recipeGraph } from './recipe-graph';
import { treeMargin } from './tree-graph';

/** Version of the graph's contract, as docs/formats.md has it. */
export const ONNX_CONTRACT = 1;

/** `name` is the graph's own, such as `stage1`. */
export interface OnnxRequest {
  readonly recipe: FittedRecipe;
  readonly model: Model;
  readonly name: string;
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
  const margin =
    model.algorithm === 'gbdt'
      ? treeMargin(graph, features, model)
      : logisticMargin(graph, features, model);
  const probability = graph.node('Sigmoid', [margin]);
  graph.node('Cast', [probability], { to: { int: 1 } }, OUTPUT_NAME);
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
