import { describe, expect, it } from 'vitest';
import { numberColumn, textColumn } from '../../../../src/data/table/make-column';
import type { Table } from '../../../../src/data/table/column';
import { columnNamed } from '../../../../src/data/table/find-column';
import { textAt } from '../../../../src/data/table/read-cell';
import { selectRows } from '../../../../src/data/table/select-rows';
import { outcomesOf, scoreTable, withScores } from '../../../../src/domain/leads/score';
import { verifyParity } from '../../../../src/domain/leads/score-parity';
import { transform } from '../../../../src/ml/features/transform';
import { predict } from '../../../../src/ml/predict';
import { flagControl, NO_CONTROL, type Progress } from '../../../../src/util/progress';
import { LEVELS, mixTable, NAMES, nodeAssets, TIMES } from '../../ml/onnx/fixtures';
import { makeProject } from './project-fixture';

const ROWS = 400;
const project = makeProject();
const leads = mixTable(
  {
    amount: [NaN, 0, 1, -2, 3.5],
    flag: [0, 1, NaN],
    captured: TIMES,
    city: [...LEVELS, null, 'new', 'newer'],
  },
  ROWS,
  3,
);

const ids = Array.from({ length: ROWS }, (_, i) => `L${i * 7}`);

function withColumns(table: Table, ...columns: Table['columns']): Table {
  return { rows: table.rows, columns: [...columns, ...table.columns] };
}

const table = withColumns(leads, textColumn('lead id', ids));

function score(input: Table, idColumn: string | null = null, stages: 1 | 2 = 2) {
  const control = NO_CONTROL;
  return scoreTable({
    project: makeProject(stages),
    table: input,
    assets: nodeAssets,
    kernels: null,
    control,
    idColumn,
  });
}

describe('scoreTable', () => {
  it('multiplies the champions of both stages', async () => {
    const scored = await score(table);
    const [first, second] = project.stages.map((stage) => {
      const pipeline = stage.pipelines.find(({ algorithm }) => algorithm === stage.champion);
      if (!pipeline) throw new Error('no champion');
      return predict(pipeline.model, transform(pipeline.recipe, table, null));
    });
    for (let row = 0; row < ROWS; row++) {
      expect(Math.abs(scored.p1[row] - first[row])).toBeLessThanOrEqual(1e-6);
      expect(Math.abs(scored.p2[row] - second[row])).toBeLessThanOrEqual(1e-6);
      expect(scored.final[row]).toBe(Math.fround(scored.p1[row] * scored.p2[row]));
    }
    expect(scored.missingColumns).toEqual([]);
  });

  it('ranks every row once, best first, with deciles and grades by share', async () => {
    const scored = await score(table);
    const order = Array.from(scored.rank, (_, row) => row).sort(
      (a, b) => scored.rank[a] - scored.rank[b],
    );
    expect(Array.from(scored.rank).sort((a, b) => a - b)).toEqual(ids.map((_, i) => i + 1));
    const exact = (row: number): number => scored.p1[row] * scored.p2[row];
    order.slice(1).forEach((row, i) => expect(exact(row)).toBeLessThanOrEqual(exact(order[i])));
    const counts = (values: Uint8Array): number[] => {
      const seen = new Map<number, number>();
      for (const value of values) seen.set(value, (seen.get(value) ?? 0) + 1);
      return [...seen].sort(([a], [b]) => a - b).map(([, count]) => count);
    };
    expect(counts(scored.decile)).toEqual(Array<number>(10).fill(40));
    expect(counts(scored.grade)).toEqual([40, 60, 100, 100, 100]);
    expect([scored.decile[order[0]], scored.grade[order[0]]]).toEqual([1, 0]);
    expect([scored.decile[order[ROWS - 1]], scored.grade[order[ROWS - 1]]]).toEqual([10, 4]);
  });

  it('gives a lead the same rank wherever it stands in the file', async () => {
    const twice = selectRows(
      table,
      Uint32Array.from({ length: ROWS }, (_, i) => i % 20),
    );
    const renamed = { ...twice, columns: [textColumn('lead id', ids), ...twice.columns.slice(1)] };
    const backwards = selectRows(
      renamed,
      Uint32Array.from(ids, (_, i) => ROWS - 1 - i),
    );
    const [there, back] = [await score(renamed, 'lead id'), await score(backwards, 'lead id')];
    expect(Array.from(back.rank).reverse()).toEqual(Array.from(there.rank));
    const byRow = await score(renamed);
    expect(byRow.final).toEqual(there.final);
    expect(byRow.rank).not.toEqual(there.rank);
  });

  it('reads columns by name, whatever else the file has, and says what it ignored', async () => {
    const late = [
      textColumn('call notes', ids),
      numberColumn(
        'delivered',
        ids.map(() => 1),
      ),
    ];
    const more = withColumns(
      table,
      ...late,
      numberColumn(
        'shoe size',
        ids.map((_, i) => i),
      ),
    );
    const shuffled = { ...more, columns: [...more.columns].reverse() };
    const scored = await score(shuffled);
    expect(scored.final).toEqual((await score(table)).final);
    expect(scored.ignoredColumns).toEqual(['delivered', 'call notes']);
    const city = columnNamed(table, NAMES.city);
    const unseen = ids.filter((_, row) => city && textAt(city, row)?.startsWith('new')).length;
    expect(scored.unseenLevels).toEqual({ [NAMES.city]: unseen });
  });

  it('names every missing column and an id that is not there', async () => {
    const columns = table.columns.filter(
      ({ name }) => name !== NAMES.flag && name !== NAMES.amount,
    );
    await expect(score({ rows: ROWS, columns })).rejects.toMatchObject({
      code: 'COLUMNS_MISSING',
      params: { columns: `${NAMES.amount}, ${NAMES.flag}`, count: 2 },
    });
    await expect(score(table, 'no such id')).rejects.toMatchObject({ code: 'COLUMNS_MISSING' });
    // The project's own id column is a convenience and may be absent.
    expect((await score(leads, 'lead id')).rank).toEqual((await score(leads)).rank);
  });

  it('scores one stage, no rows and few rows', async () => {
    const one = await score(table, null, 1);
    expect([one.p2.length, one.final]).toEqual([0, one.p1]);
    const some = await score(selectRows(table, Uint32Array.of(3, 4, 5)));
    expect(Array.from(some.rank).sort()).toEqual([1, 2, 3]);
    expect((await score(selectRows(table, new Uint32Array(0)))).final.length).toBe(0);
  });

  it('reports rows and stops when told to', async () => {
    const seen: Progress[] = [];
    const flag = new Int32Array(1);
    const control = flagControl(flag, (progress) => seen.push(progress));
    const input = { project, table, assets: nodeAssets, kernels: null, control };
    await scoreTable(input);
    expect(seen.map(({ phase, done, total }) => [phase, done / total])).toEqual([
      ['score.stage1', 0.5],
      ['score.stage2', 1],
    ]);
    flag[0] = 1;
    await expect(scoreTable(input)).rejects.toMatchObject({ code: 'CANCELLED' });
  });
});

describe('withScores', () => {
  const scoreNames = ['p_stage1', 'p_stage2', 'final_score', 'rank', 'decile', 'grade'];

  it('puts scores behind the input, one stage without p_stage2', async () => {
    const scored = await score(table);
    const columns = withScores(table, scored);
    const inputNames = table.columns.map(({ name }) => name);
    expect(columns.map(({ name }) => name)).toEqual([...inputNames, ...scoreNames]);
    const best = scored.rank.indexOf(1);
    expect(columns.slice(-4).map((column) => textAt(column, best))).toEqual([
      String(scored.p1[best] * scored.p2[best]),
      '1',
      '1',
      'A',
    ]);
    const one = withScores(table, await score(table, null, 1));
    expect(one.map(({ name }) => name)).not.toContain('p_stage2');
  });

  it('keeps the scores of a file that was scored before, under another name', async () => {
    const scored = await score(table);
    const again = { rows: ROWS, columns: withScores(table, scored) };
    const names = withScores(again, await score(again)).map(({ name }) => name);
    expect(names.slice(-12)).toEqual([...scoreNames.map((name) => `${name}_input`), ...scoreNames]);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('verifyParity', () => {
  it('compares every model on a sample', async () => {
    const { maxDifference, rows } = await verifyParity({ project, table, assets: nodeAssets });
    expect(maxDifference).toBeLessThanOrEqual(1e-6);
    expect(maxDifference).toBeGreaterThan(0);
    expect(rows).toBe(ROWS);
  });
});

describe('outcomesOf', () => {
  const four = selectRows(leads, Uint32Array.of(0, 1, 2, 3));
  it('counts the second only after the first and wants all of them', () => {
    const delivered = numberColumn('delivered', [1, 1, 0, 0]);
    const booked = textColumn('booked', ['yes', 'no', 'yes', 'no']);
    expect(Array.from(outcomesOf(withColumns(four, delivered, booked), project))).toEqual([
      1, 0, 0, 0,
    ]);
    expect(outcomesOf(withColumns(four, delivered), project).length).toBe(0);
    const gap = numberColumn('delivered', [1, NaN, 0, 0]);
    expect(outcomesOf(withColumns(four, gap, booked), project).length).toBe(0);
    const early = numberColumn('delivered', [0, 0, 0, 0]);
    expect(outcomesOf(withColumns(four, early, booked), project).length).toBe(0);
  });
});
