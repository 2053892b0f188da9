import { describe, expect, it } from 'vitest';
import { fromArrow, toArrow } from '../../../../src/data/table/arquero';
import type { Table } from '../../../../src/data/table/column';
import { applyStep } from '../../../../src/data/wrangle/apply-step';
import { runStep } from '../../../../src/data/wrangle/arquero-step';
import { checkStep, MAX_STEP_ROWS, type WrangleStep } from '../../../../src/data/wrangle/step';
import type { LeadbenchError } from '../../../../src/util/errors';
import { numberColumn } from '../../../../src/data/table/make-column';
import { cellsOf, need, parse, rowsOf } from '../helpers';

const TEXT = [
  'nik,age,city,date,paid,note',
  '0012345678,21,Jakarta,2024-01-01 00:30:00,yes,a1',
  '0012345679,,Bandung,2023-12-31 23:59:59,no,b2',
  '0012345680,55,,2024-06-30 12:00:00,yes,c3',
  '0012345681,70,Jakarta,,no,d4',
  '0012345682,34.5,Jakarta,2024-03-01 08:15:00,,e5',
].join('\n');

const { table } = await parse(TEXT, { header: true });

function after(step: WrangleStep, from: Table = table): Table {
  checkStep(from, step);
  return applyStep(from, step, runStep(toArrow(from), step));
}

function derived(expression: string, from: Table = table): (string | null)[] {
  return cellsOf(need(after({ verb: 'derive', name: 'new', expression }, from), 'new'));
}

function idsAfter(expression: string): (string | null)[] {
  return cellsOf(need(after({ verb: 'filter', expression }), 'note'));
}

function failureOf(step: WrangleStep, from: Table = table): unknown {
  try {
    after(step, from);
  } catch (error) {
    return error;
  }
  return null;
}

describe('Arrow and back', () => {
  it('keeps every cell and type; the words of booleans and dates are its own', () => {
    const back = fromArrow(toArrow(table));
    expect(back.columns.map(({ name, type }) => [name, type])).toEqual(
      table.columns.map(({ name, type }) => [name, type]),
    );
    const words = rowsOf(table).map((row) =>
      row.map((cell) => (cell === 'yes' ? 'true' : cell === 'no' ? 'false' : cell)),
    );
    expect(rowsOf(back)).toEqual(words);
  });

  it('keeps names that an object of JavaScript has', () => {
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
    const columns = names.map((name, i) => numberColumn(name, [i, i + 1]));
    expect(fromArrow(toArrow({ rows: 2, columns })).columns.map(({ name }) => name)).toEqual(names);
  });
});

describe('a filter', () => {
  it('keeps the rows for which the expression is true, as they were', () => {
    const kept = after({ verb: 'filter', expression: 'd => d.age >= 21 && d.age <= 55' });
    expect(rowsOf(kept)).toEqual([rowsOf(table)[0], rowsOf(table)[2], rowsOf(table)[4]]);
    expect(kept.columns.map(({ type }) => type)).toEqual(table.columns.map(({ type }) => type));
  });

  it('takes a missing number for neither small nor large', () => {
    expect(idsAfter('d => d.age < 60')).toEqual(['a1', 'c3', 'e5']);
    expect(idsAfter('d => op.is_nan(d.age)')).toEqual(['b2']);
    expect(idsAfter('d => d.date < op.datetime(2024, 0, 1)')).toEqual(['b2']);
  });

  it('reads text as text and truth as truth', () => {
    expect(idsAfter("d => d.nik === '0012345679'")).toEqual(['b2']);
    expect(idsAfter('d => d.paid')).toEqual(['a1', 'c3']);
    expect(idsAfter('d => d.city == null')).toEqual(['c3']);
    expect(idsAfter('d => d.age > op.mean(d.age)')).toEqual(['c3', 'd4']);
  });

  it('that leaves no row is refused', () => {
    expect(failureOf({ verb: 'filter', expression: 'd => d.age > 900' })).toMatchObject({
      code: 'WRANGLE_EMPTY',
    });
  });
});

describe('a derive', () => {
  it('adds a column of the kind its values are', () => {
    expect(derived('d => op.year(d.date)')).toEqual(['2024', '2023', '2024', null, '2024']);
    expect(derived('d => d.age * 2')).toEqual(['42', null, '110', '140', '69']);
    expect(derived('d => op.substring(d.nik, 0, 4)')).toEqual(Array(5).fill('0012'));
    expect(derived('d => d.age > 30')).toEqual(['false', 'false', 'true', 'true', 'true']);
    expect(derived('d => op.datetime(op.year(d.date), 0, 1)')[1]).toBe('2023-01-01 00:00:00');
    expect(derived("d => d.age > 30 ? 'old' : 1")).toEqual(['1', '1', 'old', 'old', 'old']);
    expect(derived('d => op.parse_date("2024-02-03T04:05")')[0]).toBe('2024-02-03 04:05:00');
  });

  it('leaves the other columns where they are, without a copy', () => {
    const made = after({ verb: 'derive', name: 'double', expression: 'd => d.age * 2' });
    expect(made.columns.slice(0, -1)).toEqual(table.columns);
    expect(made.columns[0]).toBe(table.columns[0]);
  });

  it('gives the same chance each time', () => {
    expect(derived('d => op.random()')).toEqual(derived('d => op.random()'));
  });

  it('works with columns and names of any kind', async () => {
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
    const odd = (await parse(`${names.join(',')}\n1,2,3,x\n4,5,6,y`, { header: true })).table;
    expect(odd.columns.map(({ name }) => name)).toEqual(names);
    const sum = 'd => d["__proto__"] + d.constructor + d.toString';
    expect(derived(sum, odd)).toEqual(['6', '15']);
    const made = after({ verb: 'derive', name: 'valueOf', expression: sum }, odd);
    expect(cellsOf(need(made, 'valueOf'))).toEqual(['6', '15']);
    expect(cellsOf(need(made, '__proto__'))).toEqual(['1', '4']);
  });
});

describe('what is refused', () => {
  it('an expression that is none, in words of Arquero', () => {
    for (const expression of [
      '',
      'd =>',
      'd => d.nowhere',
      'd => d.constructor',
      'd => fetch("https://example.org/")',
      'd => import("https://example.org/")',
      'd => new WebSocket("wss://example.org/")',
      'd => { while (true); }',
      'd => "".constructor.constructor("return 1")()',
      'd => `${"".sub.constructor`return 1`}`',
      'd => ({ valueOf: () => 1 }) + 1',
      'self.fetch',
    ]) {
      const error = failureOf({ verb: 'derive', name: 'x', expression });
      expect(error, expression).toMatchObject({ code: 'WRANGLE_EXPRESSION' });
      expect((error as LeadbenchError).params['text'], expression).toMatch(/\S/);
    }
  });

  it('a list or an object as a value', () => {
    expect(failureOf({ verb: 'derive', name: 'x', expression: 'd => [d.age]' })).toMatchObject({
      code: 'WRANGLE_VALUE',
      params: { row: 1, kind: 'array' },
    });
  });

  it('a name that is taken or none', () => {
    for (const name of ['age', '', '  ']) {
      expect(failureOf({ verb: 'derive', name, expression: 'd => 1' })).toMatchObject({
        code: 'WRANGLE_NAME',
        params: { name },
      });
    }
  });

  it('more than 200,000 rows', () => {
    const rows = MAX_STEP_ROWS + 1;
    const big = { rows, columns: [numberColumn('x', new Float64Array(rows))] };
    expect(failureOf({ verb: 'filter', expression: 'd => true' }, big)).toMatchObject({
      code: 'WRANGLE_TOO_LARGE',
      params: { rows, limit: 200_000 },
    });
  });
});
