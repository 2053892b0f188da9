import { bytesSource } from '../../src/data/parse/byte-source';
import { parseDelimited } from '../../src/data/parse/parse-delimited';
import type { Table } from '../../src/data/table/column';
import { columnNamed } from '../../src/data/table/find-column';
import { numberAt } from '../../src/data/table/read-cell';
import { writeCsv } from '../../src/data/write/csv';
import { generateLeads } from '../../src/domain/demo/leads';
import { NO_CONTROL } from '../../src/util/progress';

/** The demo's leads as a CSV file. */
export async function demoCsv(rows: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  const table = generateLeads({ rows, seed: 5, control: NO_CONTROL });
  for await (const part of writeCsv(table)) parts.push(part);
  return Buffer.concat(parts);
}

/** A downloaded call list. */
export async function readCsv(bytes: Uint8Array): Promise<Table> {
  return (await parseDelimited(bytesSource('list.csv', bytes), {}, NO_CONTROL)).table;
}

/** A column's numbers; NaN where missing. Fails where there is no such column. */
export function numbersOf(table: Table, name: string): number[] {
  const column = columnNamed(table, name);
  if (!column) throw new Error(`no column ${name}`);
  return Array.from({ length: table.rows }, (_, row) => numberAt(column, row));
}
