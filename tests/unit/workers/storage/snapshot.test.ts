import { describe, expect, it } from 'vitest';
import { allocateUint8 } from '../../../../src/data/table/allocate';
import type { Column, Table } from '../../../../src/data/table/column';
import { numberColumn, textColumn, timestampColumn } from '../../../../src/data/table/make-column';
import { generateLeads } from '../../../../src/domain/demo/leads';
import { NO_CONTROL } from '../../../../src/util/progress';
import { readSnapshot, writeSnapshot } from '../../../../src/workers/storage/snapshot';
import { MemoryFolder } from './memory-folder';

const ROWS = 21;
const rows = Array.from({ length: ROWS }, (_, row) => row);

/** One column of every kind, with and without missing cells. */
function everyKind(): Table {
  const flags = allocateUint8(ROWS);
  flags.set(rows.map((row) => row % 2));
  const columns: Column[] = [
    numberColumn('bytes', rows),
    numberColumn(
      'ints',
      rows.map((row) => row * -100_000),
    ),
    numberColumn(
      'doubles',
      rows.map((row) => row / 3),
    ),
    numberColumn(
      'gaps',
      rows.map((row) => (row % 3 === 0 ? NaN : row + 0.25)),
    ),
    timestampColumn(
      'dates',
      rows.map((row) => (row === 4 ? NaN : row * 86_400_000)),
      'DD/MM/YYYY',
    ),
    textColumn(
      'dictionary',
      rows.map((row) => (row === 7 ? null : ['a', 'é', '𝒳'][row % 3])),
    ),
    textColumn(
      'arena',
      rows.map((row) => (row === 9 ? null : `cell ${row} — ß`)),
    ),
    {
      name: '__proto__',
      type: 'boolean',
      length: ROWS,
      validity: null,
      values: flags,
      labels: ['no', 'ja'],
    },
  ];
  return { rows: ROWS, columns };
}

async function saved(value: unknown) {
  const folder = new MemoryFolder();
  return { folder, ref: await writeSnapshot(folder, '1.rows', value) };
}

describe('a snapshot', () => {
  it('gives back every column type byte for byte', async () => {
    const table = everyKind();
    const { folder, ref } = await saved({ table });
    expect(await readSnapshot(folder, ref)).toEqual({ table });
    expect(folder.files.get('1.rows')).toHaveLength(ref.bytes);
  });

  it('keeps the memory of columns shared, so that threads read them', async () => {
    const { folder, ref } = await saved(everyKind());
    const { columns } = (await readSnapshot(folder, ref)) as Table;
    const number = columns[0];
    expect(number.type === 'number' && number.values.buffer).toBeInstanceOf(SharedArrayBuffer);
  });

  it('is the same bytes for the same value, over several blocks', async () => {
    const table = generateLeads({ rows: 60_000, seed: 3, control: NO_CONTROL });
    const [one, other] = [await saved(table), await saved(table)];
    expect(one.ref).toEqual(other.ref);
    const again = await saved(await readSnapshot(one.folder, one.ref));
    expect(again.ref).toEqual(one.ref);
    const [first, second] = [one, again].map(({ folder }) => folder.files.get('1.rows')!);
    expect(Buffer.compare(first, second)).toBe(0);
  });

  it('is refused where any one byte is changed, or it is cut off anywhere', async () => {
    const { folder, ref } = await saved({ x: new Uint8Array([1, 2, 3]), y: 'z' });
    const whole = folder.files.get('1.rows')!;
    for (let at = 0; at < whole.length; at++) {
      const changed = whole.slice();
      changed[at] ^= 1;
      folder.files.set('1.rows', changed);
      await expect(readSnapshot(folder, ref)).rejects.toThrow();
      folder.files.set('1.rows', whole.slice(0, at));
      await expect(readSnapshot(folder, ref)).rejects.toMatchObject({ code: 'COPY_DAMAGED' });
    }
    folder.files.clear();
    await expect(readSnapshot(folder, ref)).rejects.toMatchObject({ code: 'COPY_DAMAGED' });
  });
});
