import { fromArrow } from '../table/arquero';
import type { Table } from '../table/column';
import { numberAt } from '../table/read-cell';
import { selectRows } from '../table/select-rows';
import type { WrangleStep } from './step';

/**
 * The table after a step, from the answer of `runStep`: the same columns with fewer rows, or one
 * column more. What was in the file stays as it was written, since no cell of it comes back from the
 * answer. Cost: O(cells) for a filter.
 */
export function applyStep(table: Table, step: WrangleStep, answer: Uint8Array): Table {
  const { rows, columns } = fromArrow(answer);
  const [column] = columns;
  if (step.verb === 'derive') {
    if (rows !== table.rows) throw new Error('an answer of another length');
    return { rows, columns: [...table.columns, { ...column, name: step.name }] };
  }
  const stay = Uint32Array.from({ length: rows }, (_, i) => numberAt(column, i));
  if (stay.some((row) => row >= table.rows))
    throw new Error('an answer with rows that are not there');
  return selectRows(table, stay);
}
