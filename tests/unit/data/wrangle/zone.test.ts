import process from 'node:process';
import { expect, it } from 'vitest';
import { toArrow } from '../../../../src/data/table/arquero';
import { timestampColumn } from '../../../../src/data/table/make-column';
import { applyStep } from '../../../../src/data/wrangle/apply-step';
import { runStep } from '../../../../src/data/wrangle/arquero-step';
import { cellsOf, need } from '../helpers';

const PATTERN = 'yyyy-MM-dd HH:mm';
const TIMES = [Date.UTC(2024, 0, 1, 0, 30), Date.UTC(2023, 11, 31, 23, 59), NaN];
const table = { rows: 3, columns: [timestampColumn('date', TIMES, PATTERN)] };

function derived(expression: string): (string | null)[] {
  const step = { verb: 'derive', name: 'new', expression } as const;
  return cellsOf(need(applyStep(table, step, runStep(toArrow(table), step)), 'new'));
}

it('a step reads wall-clock time whatever the zone of the device', () => {
  const zone = process.env['TZ'];
  process.env['TZ'] = 'Pacific/Kiritimati';
  const offset = new Date(TIMES[0]).getTimezoneOffset();
  const hours = derived('d => op.hours(d.date)');
  const years = derived('d => op.year(d.date)');
  const text = derived('d => op.format_date(op.datetime(op.year(d.date), 1, 2))');
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
  expect(offset).toBe(-840);
  expect(hours).toEqual(['0', '23', null]);
  expect(years).toEqual(['2024', '2023', null]);
  expect(text[0]).toBe('2024-02-02');
});
