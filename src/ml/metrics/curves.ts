import type { Curve } from './evaluation';
import { visitCuts, type RankedOutcomes } from './ranking';

/** Steps of a thinned curve; points are at most one more. */
const STEPS = 200;

interface Cut {
  readonly events: number;
  readonly rows: number;
}

/** The cuts between tied groups, thinned evenly over the rows; the last one is always kept. */
function thinnedCuts(ranked: RankedOutcomes): Cut[] {
  const rows = ranked.labels.length;
  const cuts: Cut[] = [];
  let step = 1;
  visitCuts(ranked, (events, seen) => {
    if (rows > STEPS && seen * STEPS < step * rows) return;
    cuts.push({ events, rows: seen });
    step = Math.floor((seen * STEPS) / rows) + 1;
  });
  return cuts;
}

/** The three curves of an Evaluation; all empty when one of the classes is absent. O(n). */
export function curvesOf(ranked: RankedOutcomes): {
  roc: Curve;
  precisionRecall: Curve;
  capture: Curve;
} {
  const rows = ranked.labels.length;
  const { events } = ranked;
  const others = rows - events;
  if (events === 0 || others === 0) {
    const none = { x: [], y: [] };
    return { roc: none, precisionRecall: none, capture: none };
  }
  const cuts = thinnedCuts(ranked);
  const found = cuts.map((cut) => cut.events / events);
  const precision = cuts.map((cut) => cut.events / cut.rows);
  return {
    roc: { x: [0, ...cuts.map((cut) => (cut.rows - cut.events) / others)], y: [0, ...found] },
    precisionRecall: { x: [0, ...found], y: [precision[0], ...precision] },
    capture: { x: [0, ...cuts.map((cut) => cut.rows / rows)], y: [0, ...found] },
  };
}
