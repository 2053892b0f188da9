import { writeFile } from 'node:fs/promises';
import { missingCount } from '../../src/data/table/validity';
import type { Table } from '../../src/data/table/column';
import { proposeOutcomes } from '../../src/domain/leads/outcomes';
import { runGuard } from '../../src/domain/leads/guard';
import { projectOf, writeProject } from '../../src/domain/leads/project';
import { runStudy } from '../../src/domain/leads/study';
import type {
  Outcome,
  Setup,
  SplitRequest,
  StudyRequest,
  StudyResult,
  StudyStage,
} from '../../src/domain/leads/types';
import {
  ALGORITHMS,
  DEFAULT_ALGORITHMS,
  type Algorithm,
  type ModelParams,
  type ParamValue,
} from '../../src/ml/model';
import { loadKernels } from '../../src/kernels/wasm';
import { LeadbenchError } from '../../src/util/errors';
import { oneFile, type Args, type OptionNames } from '../args';
import { consoleControl } from '../console-control';
import { metric, metrics } from '../format';
import { fileSource, nodeAssets, writing } from '../node-files';
import { readTable } from '../read-table';
import { readOutcome } from '../outcome-option';
import { openThreads, readThreads } from '../threads';

export const trainOptions: OptionNames = {
  stage1: 'value',
  stage2: 'value',
  split: 'value',
  test: 'value',
  drop: 'value',
  keep: 'value',
  algorithm: 'value',
  variant: 'value',
  trials: 'value',
  params: 'value',
  project: 'value',
};

function readOutcomes(args: Args, table: Table): readonly Outcome[] {
  const given = [args.text('stage1'), args.text('stage2')].filter((text) => text !== null);
  if (given.length > 0) return given.map(readOutcome);
  const proposed = proposeOutcomes(table);
  if (proposed.length === 0) throw new LeadbenchError('NO_OUTCOME');
  return proposed;
}

function readAlgorithms(args: Args): readonly Algorithm[] {
  const asked = args.text('algorithm');
  if (asked === null) return DEFAULT_ALGORITHMS;
  if (asked === 'all') return ALGORITHMS;
  const found = ALGORITHMS.find((name) => name === asked);
  if (!found) throw new LeadbenchError('OPTION_NOT_BUILT', { option: `--algorithm ${asked}` });
  return [found];
}

/** `--params`: either one algorithm's parameters, or an object of them by algorithm. */
function readParams(args: Args, algorithms: readonly Algorithm[]): StudyRequest['params'] {
  const text = args.text('params');
  if (text === null) return {};
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new LeadbenchError('OPTION_VALUE', { option: '--params', value: text });
  }
  if (typeof parsed !== 'object' || parsed === null) {
    throw new LeadbenchError('OPTION_VALUE', { option: '--params', value: text });
  }
  const given = new Map<string, unknown>(Object.entries(parsed));
  const byName = algorithms.some((name) => typeof given.get(name) === 'object');
  return Object.fromEntries(
    algorithms.map((name) => [name, valuesOf(byName ? given.get(name) : parsed)]),
  );
}

function valuesOf(value: unknown): ModelParams {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).map(([name, one]: [string, unknown]) => {
      if (!['number', 'string', 'boolean', 'object'].includes(typeof one) || one === null) {
        throw new LeadbenchError('OPTION_VALUE', {
          option: '--params',
          value: `${name}: ${String(one)}`,
        });
      }
      return [name, one as ParamValue];
    }),
  );
}

/** The first complete timestamp that is known at capture, for the default split. */
function captureDate(table: Table, setup: Setup): string | null {
  const contract = new Map(Object.entries(setup.contract));
  const found = table.columns.find(
    (column) =>
      column.type === 'timestamp' &&
      missingCount(column) === 0 &&
      contract.get(column.name) === 'capture' &&
      !setup.dropped.includes(column.name),
  );
  return found?.name ?? null;
}

function readSplit(args: Args, table: Table, setup: Setup): SplitRequest {
  const test = args.number('test', 0.2);
  if (!(test > 0 && test < 1))
    throw new LeadbenchError('OPTION_VALUE', { option: '--test', value: test });
  const asked = args.text('split');
  if (asked === 'random') return { kind: 'random', test };
  if (asked?.startsWith('time:'))
    return { kind: 'time', column: asked.slice('time:'.length), test };
  if (asked !== null) throw new LeadbenchError('OPTION_NOT_BUILT', { option: `--split ${asked}` });
  const date = captureDate(table, setup);
  return date === null ? { kind: 'random', test } : { kind: 'time', column: date, test };
}

function refuseUnbuilt(args: Args): void {
  const variant = args.text('variant') ?? 'baseline';
  if (variant !== 'baseline')
    throw new LeadbenchError('OPTION_NOT_BUILT', { option: `--variant ${variant}` });
  if (args.text('trials') !== null)
    throw new LeadbenchError('OPTION_NOT_BUILT', { option: '--trials' });
}

/** The guard's proposal, changed by --drop and --keep. Throws COLUMNS_MISSING for a name that is not there. */
function changedSetup(setup: Setup, args: Args, table: Table): Setup {
  const drop = args.names('drop');
  const keep = args.names('keep');
  const names = new Set(table.columns.map(({ name }) => name));
  const unknown = [...drop, ...keep].filter((name) => !names.has(name));
  if (unknown.length > 0)
    throw new LeadbenchError('COLUMNS_MISSING', { columns: unknown.join(', ') });
  const dropped = [...new Set([...setup.dropped, ...drop])].filter((name) => !keep.includes(name));
  const contract = Object.fromEntries([
    ...Object.entries(setup.contract),
    ...keep.map((name) => [name, 'capture'] as const),
  ]);
  return { ...setup, dropped, contract };
}

function printStage(stage: StudyStage): object {
  return {
    stage: stage.stage,
    outcome: stage.outcome,
    positives: stage.positives,
    trainRows: stage.trainRows,
    testRows: stage.testRows,
    models: stage.models.map((model) => ({
      algorithm: model.algorithm,
      variant: model.variant,
      ...metrics(model.evaluation),
      ...metric('ks', model.evaluation.ksExact),
      threshold: model.threshold,
      recall: model.recall,
      precision: model.precision,
      fitSeconds: model.fitSeconds,
      validationLogLoss: model.validationLogLoss,
      params: model.params,
    })),
    champion: stage.champion,
  };
}

function printStudy(result: StudyResult, seconds: number): object {
  const named = result.guard.filter(({ severity }) => severity !== 'none');
  return {
    rows: result.rows,
    columns: result.columns,
    leakage: named.map(({ column, severity, reasons, gini }) => ({
      column,
      severity,
      reasons: reasons.map(({ code }) => code),
      gini: Math.max(...gini.map((value) => value ?? 0)),
    })),
    dropped: result.dropped,
    features: result.features,
    split: result.split,
    stages: result.stages.map(printStage),
    final: {
      ...metrics(result.final),
      ...metric('ks', result.final.ksExact),
      deciles: result.final.deciles,
    },
    leakPrices: [],
    illusionGap: null,
    rivals: [],
    calibration: [],
    seconds,
  };
}

/** `train FILE`: the lead study, and its project file where --project names one. */
export async function trainJob(args: Args): Promise<object> {
  const started = performance.now();
  refuseUnbuilt(args);
  const algorithms = readAlgorithms(args);
  const params = readParams(args, algorithms);
  const seed = args.number('seed', 42);
  const control = consoleControl();
  const source = await fileSource(oneFile(args));
  const { table } = await readTable(args, source);
  const guard = runGuard({ table, outcomes: readOutcomes(args, table), seed, control });
  const setup = changedSetup(guard.setup, args, table);
  const request = { setup, split: readSplit(args, table, setup), algorithms, params, seed };
  const threads = openThreads(readThreads(args));
  const study = runStudy({
    table,
    request,
    guard: guard.columns,
    kernels: await loadKernels(nodeAssets, threads),
    control,
    clock: () => performance.now(),
  });
  threads.close();
  const out = args.text('project');
  if (out !== null) {
    const bytes = await writeProject(projectOf(study, table, source.name));
    await writing(out, () => writeFile(out, bytes));
  }
  return printStudy(study.result, (performance.now() - started) / 1000);
}
