import { parse, View } from 'vega';
import { expressionInterpreter } from 'vega-interpreter';
import { compile, type Config, type TopLevelSpec } from 'vega-lite';
import { nextTask } from './next-task';

export interface ChartDrawing {
  /** An element that holds nothing but charts. */
  readonly target: HTMLElement;
  readonly spec: TopLevelSpec;
  /** px, everything around the plot included */
  readonly width: number;
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
  const { target, spec, width, config, signal } = drawing;
  await nextTask();
  if (signal.aborted) return null;
  const compiled = compile({ ...spec, width }, { config }).spec;
  await nextTask();
  if (signal.aborted) return null;
  const runtime = parse(compiled, {}, { ast: true });
  await nextTask();
  if (signal.aborted) return null;
  const host = document.createElement('div');
  const view = new View(runtime, { expr: expressionInterpreter, renderer: 'svg' }).initialize(host);
  await nextTask();
  await view.runAsync();
  // What was drawn before stays until now, so that its place is never seen empty.
  if (!signal.aborted) target.replaceChildren(host);
  return view;
}
