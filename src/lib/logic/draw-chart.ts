import { parse, View } from 'vega';
import { expressionInterpreter } from 'vega-interpreter';
import { compile, type Config, type TopLevelSpec } from 'vega-lite';

/**
 * Draws a chart into an empty element and gives its view, which the caller finalizes. Expressions are
 * interpreted, because the policy forbids code from text, and nothing sets markup from text, because
 * Trusted Types forbid that. Fails where the spec does not compile.
 */
export async function drawChart(
  target: HTMLElement,
  spec: TopLevelSpec,
  config: Config,
): Promise<View> {
  const compiled = compile(spec, { config }).spec;
  const view = new View(parse(compiled, {}, { ast: true }), {
    expr: expressionInterpreter,
    renderer: 'svg',
  });
  target.replaceChildren();
  return view.initialize(target).runAsync();
}
