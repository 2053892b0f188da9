import { parse, View } from 'vega';
import { expressionInterpreter } from 'vega-interpreter';
import { compile, type Config, type TopLevelSpec } from 'vega-lite';
import { nextTask } from './next-task';

export interface ChartDrawing {
  /** An element that holds nothing but charts. */
  readonly target: HTMLElement;
  readonly spec: TopLevelSpec;
  readonly config: Config;
  /** Aborted where the chart is no longer wanted. */
  readonly signal: AbortSignal;
}

/**
 * Draws a chart and gives its view, which the caller finalizes, or null where it was aborted before
 * there was one. Each step is a task of its own, so that the page answers in between. Expressions are
 * interpreted, because the policy forbids code from text, and nothing sets markup from text, because
 * Trusted Types forbid that. Fails where the spec does not compile.
 */
export async function drawChart(drawing: ChartDrawing): Promise<View | null> {
  const { target, spec, config, signal } = drawing;
  await nextTask();
  if (signal.aborted) return null;
  const compiled = compile(spec, { config }).spec;
  await nextTask();
  if (signal.aborted) return null;
  const runtime = parse(compiled, {}, { ast: true });
  await nextTask();
  if (signal.aborted) return null;
  const view = new View(runtime, { expr: expressionInterpreter, renderer: 'svg' });
  // In one task, so that the place of what was drawn before is never seen empty.
  target.replaceChildren();
  return view.initialize(target).runAsync();
}
