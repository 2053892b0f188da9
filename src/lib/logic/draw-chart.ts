import { parse, View } from 'vega';
import { expressionInterpreter } from 'vega-interpreter';
import { compile, type Config, type TopLevelSpec } from 'vega-lite';

/** What was asked for last: charts are drawn one after the other. */
let queue: Promise<unknown> = Promise.resolve();

export interface ChartDrawing {
  /** An empty element, or one whose chart may go. */
  readonly target: HTMLElement;
  readonly spec: TopLevelSpec;
  readonly config: Config;
  /** Aborted where the chart is no longer wanted. */
  readonly signal: AbortSignal;
}

/**
 * Draws a chart and gives its view, which the caller finalizes, or null where it was aborted first. Each
 * step is a task of its own, and no chart begins before another has ended, so that the page answers in
 * between. Expressions are interpreted, because the policy forbids code from text, and nothing sets markup
 * from text, because Trusted Types forbid that. Fails where the spec does not compile.
 */
export function drawChart(drawing: ChartDrawing): Promise<View | null> {
  const drawn = queue.then(() => draw(drawing));
  queue = drawn.catch(() => undefined);
  return drawn;
}

async function draw({ target, spec, config, signal }: ChartDrawing): Promise<View | null> {
  await nextTask();
  if (signal.aborted) return null;
  const compiled = compile(spec, { config }).spec;
  await nextTask();
  if (signal.aborted) return null;
  const runtime = parse(compiled, {}, { ast: true });
  await nextTask();
  if (signal.aborted) return null;
  const view = new View(runtime, { expr: expressionInterpreter, renderer: 'svg' });
  target.replaceChildren();
  view.initialize(target);
  await nextTask();
  await view.runAsync();
  if (!signal.aborted) return view;
  view.finalize();
  return null;
}

function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
