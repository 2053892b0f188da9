import type { Column } from '../../src/data/table/column';
import { profileTable } from '../../src/data/profile/profile-table';
import { PROBABILITIES, type ColumnProfile } from '../../src/data/profile/types';
import { formatTimestamp } from '../../src/data/table/timestamp-text';
import { someFiles, type Args, type OptionNames } from '../args';
import { consoleControl } from '../console-control';
import { dialectOptions, readParseOptions } from '../dialect-options';
import { fileSource } from '../node-files';
import { readTables } from '../read-table';

export const profileOptions: OptionNames = dialectOptions;

const ISO = 'yyyy-MM-ddTHH:mm:ss';

/** `profile FILE…`: what every column holds. */
export async function profileJob(args: Args): Promise<object> {
  const started = performance.now();
  const sources = await Promise.all(someFiles(args).map(fileSource));
  const options = readParseOptions(args);
  const { table, commaFree } = await readTables(args, sources, options);
  const reading = { commaFree, chosen: options };
  const { rows, columns } = profileTable(table, consoleControl(), reading);
  return {
    file: sources[0].name,
    rows,
    columns: columns.map((profile, i) => printed(profile, table.columns[i])),
    seconds: (performance.now() - started) / 1000,
  };
}

/** A profile with its numbers beside its name, and times as text. */
function printed({ numeric, ...rest }: ColumnProfile, column: Column): object {
  const write = (value: number): number | string =>
    column.type === 'timestamp' ? formatTimestamp(value, ISO) : value;
  if (numeric === null) return { ...rest, min: null, max: null, mean: null, quantiles: null };
  const { min, max, mean, quantiles, outliers, distribution, std, ...counts } = numeric;
  return {
    ...rest,
    min: write(min),
    max: write(max),
    mean: write(mean),
    std: column.type === 'timestamp' ? null : std,
    quantiles: Object.fromEntries(PROBABILITIES.map((p, i) => [String(p), write(quantiles[i])])),
    ...(column.type === 'timestamp' ? {} : counts),
    outliers: {
      below: outliers.below,
      above: outliers.above,
      lowFence: write(outliers.lowFence),
      highFence: write(outliers.highFence),
    },
    distribution: {
      ...distribution,
      bars: distribution.bars.map(({ from, to, count }) => ({
        from: write(from),
        to: write(to),
        count,
      })),
    },
  };
}
