import type { Column, Table } from './column';

/** The bytes of a table's buffers. A buffer that two columns share counts once. */
export function tableBytes(table: Table): number {
  const buffers = new Set<ArrayBufferLike>();
  for (const column of table.columns) {
    for (const view of viewsOf(column)) buffers.add(view.buffer);
  }
  let bytes = 0;
  for (const buffer of buffers) bytes += buffer.byteLength;
  return bytes;
}

function viewsOf(column: Column): ArrayBufferView[] {
  const validity = column.validity === null ? [] : [column.validity];
  if (column.type !== 'text') return [column.values, ...validity];
  if (column.encoding === 'arena') {
    return [column.cells.bytes, column.cells.offsets, ...validity];
  }
  return [column.codes, column.levels.bytes, column.levels.offsets, ...validity];
}
