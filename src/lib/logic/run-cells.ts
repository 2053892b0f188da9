import type { StudyRequest } from '../../domain/leads/types';
import { ALGORITHMS, type Algorithm } from '../../ml/model';

export type CellState = 'waiting' | 'running' | 'done';

/**
 * How each cell of a run stands, by stage and then algorithm: cells are trained one after the other,
 * stage by stage, and `phase` names the one under way (`stage1.gbdt`). Where it names none,
 * all wait. O(cells).
 */
export function cellStates(
  request: StudyRequest,
  phase: string | null,
): ReadonlyMap<string, CellState> {
  const keys = request.setup.outcomes.flatMap((_, i) =>
    ALGORITHMS.filter((one) => request.algorithms.includes(one)).map((one) => cellKey(i + 1, one)),
  );
  const at = phase === null ? -1 : keys.indexOf(phase);
  return new Map(
    keys.map((key, i) => [key, i < at ? 'done' : i === at ? 'running' : 'waiting'] as const),
  );
}

/** The name a cell's phase has. */
export function cellKey(stage: number, algorithm: Algorithm): string {
  return `stage${stage}.${algorithm}`;
}
