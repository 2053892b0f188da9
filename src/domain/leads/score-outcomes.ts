import type { Table } from '../../data/table/column';
import { LeadbenchError } from '../../util/errors';
import { outcomeLabels, type OutcomeLabels } from './outcomes';
import type { Project } from './project-types';

/** Labels of the project's outcomes, or null where the table cannot tell them all. */
function labelsOf(table: Table, { setup }: Project): OutcomeLabels[] | null {
  try {
    return setup.outcomes.map((outcome) => outcomeLabels(table, outcome));
  } catch (error) {
    // A file may be scored before its outcomes are there: an absent or one-sided column is no fault.
    if (error instanceof LeadbenchError) return null;
    throw error;
  }
}

/**
 * Whether the last outcome happened, 1 or 0 a row, where a scored file already has its outcomes.
 * Empty where a column is absent, has one value only, or leaves a row that is needed open. Stage 2
 * counts only after stage 1. O(rows).
 */
export function outcomesOf(table: Table, project: Project): Uint8Array {
  const none = new Uint8Array(0);
  const labels = labelsOf(table, project);
  if (!labels) return none;
  const [first, second] = labels;
  const happened = new Uint8Array(table.rows);
  for (let row = 0; row < table.rows; row++) {
    const last = second && first.labels[row] === 1 ? second : first;
    if (first.known[row] !== 1 || last.known[row] !== 1) return none;
    happened[row] = first.labels[row] & last.labels[row];
  }
  return happened;
}
