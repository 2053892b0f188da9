import { expect, it } from 'vitest';
import { projectOf, readProject, writeProject } from '../../../../src/domain/leads/project';
import { runGuard } from '../../../../src/domain/leads/guard';
import { scoreTable } from '../../../../src/domain/leads/score';
import { runStudy } from '../../../../src/domain/leads/study';
import { NO_CONTROL } from '../../../../src/util/progress';
import { Rng } from '../../../../src/util/rng';
import { parse } from '../../data/helpers';
import { nodeAssets } from '../../ml/onnx/fixtures';

const NAMES = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];

/** Leads whose columns and values have names that every object has; the outcome follows two of them. */
function odd(rows: number, seed: number): string {
  const rng = new Rng(seed);
  const lines = Array.from({ length: rows }, () => {
    const [power, level] = [rng.uniform(), NAMES[rng.int(4)]];
    const delivered = Number(rng.uniform() < 0.1 + 0.6 * power + (level === '__proto__' ? 0.2 : 0));
    return [power.toFixed(3), level, rng.int(9), NAMES[rng.int(2)], delivered].join(',');
  });
  return [[...NAMES, 'delivered'].join(','), ...lines].join('\n');
}

it('columns and values named as what every object has go all the way', async () => {
  const { table } = await parse(odd(1500, 3), { header: true });
  const outcomes = [{ column: 'delivered', value: null }];
  const guard = structuredClone(runGuard({ table, outcomes, seed: 1, control: NO_CONTROL }));
  expect(Object.keys(guard.setup.contract).sort()).toEqual([...NAMES].sort());
  const study = runStudy({
    table,
    guard: guard.columns,
    request: {
      setup: guard.setup,
      split: { kind: 'random', test: 0.3 },
      algorithms: ['logistic', 'gbdt'],
      params: { gbdt: { num_boost_round: 20 } },
      seed: 5,
    },
    kernels: null,
    control: NO_CONTROL,
    clock: () => 0,
  });
  expect([...study.result.features].sort()).toEqual([...NAMES].sort());
  expect(study.result.stages[0].models[0].evaluation.rocAuc.value).toBeGreaterThan(0.6);

  const made = projectOf(study, table, 'odd.csv', null);
  const project = await readProject(await writeProject(made));
  expect(project).toEqual(made);
  expect(Object.keys(project.setup.contract).sort()).toEqual([...NAMES].sort());

  const later = (await parse(odd(200, 4).replaceAll('constructor,', 'valueOf,'), { header: true }))
    .table;
  const renamed = {
    rows: later.rows,
    columns: later.columns.map((column, i) => ({ ...column, name: [...NAMES, 'delivered'][i] })),
  };
  const scored = await scoreTable({
    project,
    table: renamed,
    assets: nodeAssets,
    kernels: null,
    control: NO_CONTROL,
  });
  expect(scored.final.every((p) => p > 0 && p < 1)).toBe(true);
  expect(Object.entries(scored.unseenLevels).every(([name]) => NAMES.includes(name))).toBe(true);
  expect(Object.keys(scored.unseenLevels)).toContain('constructor');
  expect({}).not.toHaveProperty('column');
});
