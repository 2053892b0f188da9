import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { allocateFloat64, allocateUint16, allocateUint8 } from '../src/data/table/allocate';
import type { Column, DictionaryColumn, NumberColumn, Table } from '../src/data/table/column';
import { textAt } from '../src/data/table/read-cell';
import { levelsOf } from '../src/data/table/levels';
import { utf8Array } from '../src/data/table/utf8';
import { nanValidity } from '../src/data/table/validity';
import { Rng } from '../src/util/rng';
import type { PythonPeer } from './python-peer';

const FOLDER = join('build', 'bench-files');

function dictionary(
  name: string,
  codes: DictionaryColumn['codes'],
  word: string,
): DictionaryColumn {
  let most = 0;
  for (const code of codes) if (code > most) most = code;
  const levels = utf8Array(Array.from({ length: most + 1 }, (_, code) => `${word} ${code}`));
  const base = { name, length: codes.length, validity: null, type: 'text' as const };
  return { ...base, encoding: 'dictionary', codes, levels };
}

function amounts(name: string, rows: number, rng: Rng): NumberColumn {
  const values = allocateFloat64(rows);
  for (let row = 0; row < rows; row++) {
    values[row] = rng.int(20) === 0 ? NaN : rng.uniform() * 1000;
  }
  return { name, length: rows, type: 'number', validity: nanValidity(values), values };
}

/** 30 provinces, 500 towns, and an amount of which one in twenty is missing. */
export function salesTable(rows: number): Table {
  const rng = new Rng(20_262);
  const [provinces, towns] = [allocateUint8(rows), allocateUint16(rows)];
  for (let row = 0; row < rows; row++) {
    provinces[row] = rng.int(30);
    towns[row] = rng.int(500);
  }
  return {
    rows,
    columns: [
      dictionary('province', provinces, 'PROVINSI'),
      dictionary('town', towns, 'KOTA'),
      amounts('amount', rows, rng),
    ],
  };
}

/** Numbers as text that are not in order, `least` to `least + rows - 1`, and an amount. */
export function leadTable(rows: number, least: number): Table {
  const rng = new Rng(20_263 + least);
  const numbers = Uint32Array.from({ length: rows }, (_, row) => least + row);
  rng.shuffle(numbers);
  const cells = utf8Array(Array.from(numbers, (n) => `L${String(n).padStart(9, '0')}`));
  const base = { name: 'id', length: rows, validity: null, type: 'text' as const };
  return { rows, columns: [{ ...base, encoding: 'arena', cells }, amounts('amount', rows, rng)] };
}

/** Writes the columns where Python reads them, and has DuckDB make a table of them. */
export async function loadPeer(peer: PythonPeer, name: string, table: Table): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const columns = table.columns.map((column) => {
    const file = join(FOLDER, `query-${name}-${column.name}`);
    const { bytes, type } = rawColumn(column);
    writeFileSync(file, bytes);
    const isCoded = column.type === 'text' && column.encoding === 'dictionary';
    return { name: column.name, type, file, levels: isCoded ? levelsOf(column) : null };
  });
  const answer = await peer.ask(JSON.stringify({ do: 'load', table: name, columns }));
  const { rows } = answer as { rows: number };
  if (rows !== table.rows) throw new Error(`DuckDB loaded ${rows} rows`);
}

function rawColumn(column: Column): { bytes: Uint8Array | string; type: string } {
  if (column.type === 'text' && column.encoding === 'arena') {
    const lines = Array.from({ length: column.length }, (_, row) => textAt(column, row));
    return { bytes: lines.join('\n'), type: 'text' };
  }
  const numbers = column.type === 'text' ? column.codes : column.values;
  const bytes = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  if (numbers instanceof Float64Array) return { bytes, type: '<f8' };
  return { bytes, type: numbers.BYTES_PER_ELEMENT === 1 ? '|u1' : '<u2' };
}
