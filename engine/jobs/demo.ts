import { DEMO_SEED } from '../../src/domain/demo/seed';
import { generateLeads } from '../../src/domain/demo/leads';
import { LeadbenchError } from '../../src/util/errors';
import { required, type Args, type OptionNames } from '../args';
import { consoleControl } from '../console-control';
import { writeTable } from './parse';
import { basename } from 'node:path';

export const demoOptions: OptionNames = { kind: 'value', rows: 'value', out: 'value' };

/** `demo --kind leads`: a seeded file of generated leads; no person in it is real. */
export async function demoJob(args: Args): Promise<object> {
  const started = performance.now();
  const kind = required(args, 'kind');
  if (kind !== 'leads') throw new LeadbenchError('OPTION_NOT_BUILT', { option: `--kind ${kind}` });
  const rows = args.number('rows', 60_000);
  if (!Number.isInteger(rows) || rows < 1 || rows > 10_000_000) {
    throw new LeadbenchError('OPTION_VALUE', { option: '--rows', value: rows });
  }
  const out = required(args, 'out');
  const seed = args.number('seed', DEMO_SEED);
  await writeTable(generateLeads({ rows, seed, control: consoleControl() }), out);
  const files = [{ name: basename(out), role: 'data' }];
  return { kind, rows, files, seed, seconds: (performance.now() - started) / 1000 };
}
