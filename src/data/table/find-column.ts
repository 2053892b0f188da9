import type { Column, Table } from './column';

/** The column of that exact name, or null. Cost: O(columns). */
export function columnNamed(table: Table, name: string): Column | null {
  return table.columns.find((column) => column.name === name) ?? null;
}
