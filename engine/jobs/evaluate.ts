import { columnNamed } from '../../src/data/table/find-column';
import { numberAt } from '../../src/data/table/read-cell';
import { outcomeLabels } from '../../src/domain/leads/outcomes';
import { evaluate } from '../../src/ml/metrics/evaluate';
import { LeadbenchError } from '../../src/util/errors';
import { oneFile, required, type Args, type OptionNames } from '../args';
import { metric, metrics } from '../format';
import { fileSource } from '../node-files';
import { readTable } from '../read-table';
import { readOutcome } from '../outcome-option';

export const evaluateOptions: OptionNames = { score: 'value', outcome: 'value', bins: 'value' };

function readBins(args: Args): number {
  const bins = args.number('bins', 10);
  if (!Number.isInteger(bins) || bins < 1 || bins > 1000) {
    throw new LeadbenchError('OPTION_VALUE', { option: '--bins', value: bins });
  }
  return bins;
}

/** `evaluate FILE`: how well one column ranks another; rows where either is missing are counted apart. */
export async function evaluateJob(args: Args): Promise<object> {
  const bins = readBins(args);
  const { table } = await readTable(args, await fileSource(oneFile(args)));
  const name = required(args, 'score');
  const column = columnNamed(table, name);
  if (!column) throw new LeadbenchError('OUTCOME_UNKNOWN_COLUMN', { column: name });
  if (column.type !== 'number') {
    throw new LeadbenchError('COLUMN_TYPE', {
      column: name,
      expected: 'number',
      found: column.type,
    });
  }
  const { labels, known } = outcomeLabels(table, readOutcome(required(args, 'outcome')));
  const usable = Uint32Array.from({ length: table.rows }, (_, row) => row).filter(
    (row) => known[row] === 1 && !Number.isNaN(numberAt(column, row)),
  );
  const evaluation = evaluate(
    Float64Array.from(usable, (row) => numberAt(column, row)),
    Uint8Array.from(usable, (row) => labels[row]),
    { seed: args.number('seed', 42), bins },
  );
  return {
    rows: evaluation.rows,
    excluded: table.rows - usable.length,
    events: evaluation.events,
    ...metrics(evaluation),
    ...metric('ksExact', evaluation.ksExact),
    ksDecile: evaluation.ksDecile,
    deciles: evaluation.deciles,
  };
}
