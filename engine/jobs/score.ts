import { readFile } from 'node:fs/promises';
import { readProject } from '../../src/domain/leads/project';
import { scoreTable, withScores } from '../../src/domain/leads/score';
import { loadKernels } from '../../src/kernels/wasm';
import { LeadbenchError } from '../../src/util/errors';
import { oneFile, required, type Args, type OptionNames } from '../args';
import { consoleControl } from '../console-control';
import { fileSource, nodeAssets } from '../node-files';
import { readTable } from '../read-table';
import { openThreads, readThreads } from '../threads';
import { writeTable } from './parse';

export const scoreOptions: OptionNames = {
  project: 'value',
  out: 'value',
  id: 'value',
  reasons: 'flag',
};

/** `score FILE`: every row scored by a project's models, in the order they came. */
export async function scoreJob(args: Args): Promise<object> {
  const started = performance.now();
  if (args.flag('reasons')) throw new LeadbenchError('OPTION_NOT_BUILT', { option: '--reasons' });
  const path = required(args, 'project');
  const out = required(args, 'out');
  const control = consoleControl();
  await fileSource(path);
  const project = await readProject(new Uint8Array(await readFile(path)));
  const { table } = await readTable(args, await fileSource(oneFile(args)));
  const idColumn = args.text('id');
  const threads = openThreads(readThreads(args));
  const kernels = await loadKernels(nodeAssets, threads);
  const input = { project, table, assets: nodeAssets, kernels, control, idColumn };
  const scored = await scoreTable(input);
  threads.close();
  const columns = withScores(table, scored);
  await writeTable({ rows: table.rows, columns }, out);
  return {
    rows: table.rows,
    unseenLevels: scored.unseenLevels,
    missingColumns: scored.missingColumns,
    ignoredColumns: scored.ignoredColumns,
    out,
    seconds: (performance.now() - started) / 1000,
  };
}
