import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { numberAt } from '../../../../src/data/table/read-cell';
import { sharedData } from '../../../shared-data';
import { need, parse, rowsOf } from '../helpers';

const data = sharedData();

/** A real file's bytes. */
function file(...path: string[]): Uint8Array {
  return readFileSync(join(data ?? '', ...path));
}

const spectrum =
  data === null
    ? []
    : readdirSync(join(data, 'csv-spectrum', 'csvs')).map((name) => name.slice(0, -4));

describe.skipIf(data === null)('real files (skipped without the shared data folder)', () => {
  it.each(spectrum)('csv-spectrum %s', async (name) => {
    const { table } = await parse(file('csv-spectrum', 'csvs', `${name}.csv`), { header: true });
    const names = table.columns.map((column) => column.name);
    const expected = JSON.parse(
      Buffer.from(file('csv-spectrum', 'json', `${name}.json`)).toString('utf8'),
    ) as Record<string, string>[];
    const got = rowsOf(table).map((row) =>
      Object.fromEntries(names.map((column, i) => [column, row[i] ?? ''])),
    );
    if (name === 'location_coordinates') {
      // The collection's own JSON has another phone number and lost the bytes of the degree signs.
      expect(got[0]).toMatchObject({ 'Contact Phone Number': '2095257564', Cities: 'Modesto' });
    } else expect(got).toEqual(expected);
  });

  it('X Education: the damaged copy reads as the repaired one', async () => {
    const folder = 'xeducation-leads';
    const damaged = await parse(file(folder, 'Leads_damaged_338rows.csv'));
    const repaired = await parse(file(folder, 'Leads_repaired_9240.csv'));
    expect(damaged.lines).toMatchObject({ read: 9240, kept: 8902, repaired: 338, rejected: 0 });
    expect(repaired.lines).toMatchObject({ read: 9240, kept: 9240, repaired: 0 });
    expect(rowsOf(damaged.table)).toEqual(rowsOf(repaired.table));
    const shape = damaged.table.columns.map(({ name, type }) => [name, type]);
    expect(shape).toEqual(repaired.table.columns.map(({ name, type }) => [name, type]));
  });

  it('Hillstrom, gzipped', async () => {
    const { table, lines } = await parse(file('hillstrom-email', 'hillstrom.csv.gz'));
    expect(lines).toMatchObject({ read: 64_000, kept: 64_000 });
    expect(table.columns).toHaveLength(12);
    const visits = need(table, 'visit');
    let sum = 0;
    for (let row = 0; row < table.rows; row++) sum += numberAt(visits, row);
    expect(sum).toBe(9394);
  });

  it('a tab file named .csv, with dates', async () => {
    const { table, dialect, lines } = await parse(
      file('marketing-campaign-2240', 'marketing_campaign.csv'),
    );
    expect(dialect).toMatchObject({ delimiter: '\t', header: true, skipRows: 0 });
    expect(lines.kept).toBe(2240);
    expect(need(table, 'Dt_Customer')).toMatchObject({ type: 'timestamp', pattern: 'dd-MM-yyyy' });
  });

  it('Latin text that is no UTF-8', async () => {
    const { table, encoding, lines } = await parse(file('leipzig-abt-buy', 'Abt.csv'));
    expect(encoding).toBe('windows-1252');
    expect([lines.kept, table.columns.length]).toEqual([1081, 4]);
  });

  it('single quotes with backslashes', async () => {
    const { lines, dialect } = await parse(file('fodors-zagats', 'fodors.csv'));
    expect([lines.kept + lines.repaired, lines.rejected]).toEqual([533, 0]);
    expect(dialect).toMatchObject({ quote: "'", escape: '\\' });
  });

  it('a file without header or delimiter', async () => {
    const { lines, dialect } = await parse(file('cdnow', 'CDNOW_master_REDATED.txt'));
    expect([lines.kept, dialect.header]).toEqual([69_659, false]);
  });

  it('words for yes and no', async () => {
    const { table } = await parse(file('online-shoppers', 'online_shoppers_intention.csv'));
    expect(need(table, 'Revenue')).toMatchObject({ type: 'boolean', labels: ['FALSE', 'TRUE'] });
  });

  it('Pollock: every polluted file is accounted for', async () => {
    const folder = join(data ?? '', 'pollock-polluted', 'csv');
    expect(existsSync(folder)).toBe(true);
    for (const name of readdirSync(folder)) {
      const { lines, table } = await parse(file('pollock-polluted', 'csv', name)).catch((error) => {
        if (!/header_only|no_payload/.test(name)) throw error;
        return { lines: null, table: null };
      });
      if (lines === null) continue;
      expect([name, lines.read]).toEqual([name, lines.kept + lines.repaired + lines.rejected]);
      expect(table.rows).toBe(lines.kept + lines.repaired);
    }
  });
});
