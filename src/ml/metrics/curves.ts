import type { Curve } from './evaluation';
import { visitCuts, type RankedOutcomes } from './ranking';

/** Steps of a thinned curve; points are at most one more. */
const STEPS = 200;
/** Precision of fewer rows than this is left out of its curve: it jumps between 0 and 1. */
const LEAST_ROWS = 10;

interface Cut {
  readonly events: number;
  readonly rows: number;
}

/**
 * The cuts between tied groups, thinned to steps that widen from the best row on, since lists are cut
 * near the top; the last one is always kept.
 */
function thinnedCuts(ranked: RankedOutcomes): Cut[] {
  const rows = ranked.labels.length;
  const cuts: Cut[] = [];
  let step = 1;
  visitCuts(ranked, (events, seen) => {
    if (rows > STEPS && seen * STEPS * STEPS < step * step * rows) return;
    cuts.push({ events, rows: seen });
    while (seen * STEPS * STEPS >= step * step * rows) step++;
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
  const judged = cuts.filter((cut) => cut.rows >= Math.min(LEAST_ROWS, rows));
  return {
    roc: { x: [0, ...cuts.map((cut) => (cut.rows - cut.events) / others)], y: [0, ...found] },
    precisionRecall: {
      x: judged.map((cut) => cut.events / events),
      y: judged.map((cut) => cut.events / cut.rows),
    },
    capture: { x: [0, ...cuts.map((cut) => cut.rows / rows)], y: [0, ...found] },
  };
}
