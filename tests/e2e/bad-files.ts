import { open, writeFile, type FileHandle } from 'node:fs/promises';
import { gzipSync, strToU8, zipSync } from 'fflate';
import { Rng } from '../../src/util/rng';

const GIGABYTE = 1024 ** 3;

/** Files that are no table, each with its name and the sentence the page is to say. */
export function badFiles(): { name: string; bytes: Uint8Array; says: string; read?: boolean }[] {
  const rng = new Rng(11);
  const noise = Uint8Array.from({ length: 200_000 }, () => rng.int(256));
  const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, ...noise]);
  const zipped = gzipSync(strToU8(csv(['a', 'b'], 20_000, () => [rng.int(1e9), rng.int(1e9)])));
  return [
    { name: 'empty.csv', bytes: new Uint8Array(0), says: 'The file is empty.' },
    { name: 'blank.csv', bytes: strToU8(' \r\n\t\n\n'), says: 'The file is empty.' },
    {
      name: 'header.csv',
      bytes: strToU8('LEAD_ID,AREA,DELIVERED\r\n'),
      says: 'The file has a header and no rows.',
      read: true,
    },
    { name: 'noise.csv', bytes: noise, says: 'not delimited text' },
    { name: 'picture.csv', bytes: png, says: 'This is PNG, not delimited text.' },
    {
      name: 'book.xlsx',
      bytes: zipSync({ 'xl/workbook.xml': strToU8('<workbook/>') }),
      says: 'This is XLSX, not delimited text.',
    },
    {
      name: 'cut.csv.gz',
      bytes: zipped.subarray(0, zipped.length >> 1),
      says: 'The compressed file is damaged or cut off.',
    },
    {
      name: 'other.leadbench',
      bytes: strToU8('a,b\n1,2\n'),
      says: 'This file is no Leadbench project.',
    },
  ];
}

/** A CSV file's text; `row` gives the cells of one line. */
export function csv(
  header: readonly string[],
  rows: number,
  row: (i: number) => readonly (string | number)[],
): string {
  const lines = Array.from({ length: rows }, (_, i) => row(i).join(','));
  return `${header.join(',')}\n${lines.join('\n')}\n`;
}

/** Leads of which `share` are delivered, depending on the first column, and some of those booked. */
export function leads(names: readonly [string, string], rows: number, share: number): string {
  const rng = new Rng(7);
  return csv([...names, 'DELIVERED', 'BOOKED'], rows, () => {
    const x = rng.uniform();
    const delivered = rng.uniform() < share * (0.4 + 1.2 * x) ? 1 : 0;
    const booked = delivered === 1 && rng.uniform() < 0.2 + 0.5 * x ? 1 : 0;
    return [x.toFixed(4), 'abc'[rng.int(3)], delivered, booked];
  });
}

/** One outcome that follows the first of many columns. */
export function wideLeads(columns: number, rows: number): string {
  const rng = new Rng(3);
  const names = Array.from({ length: columns }, (_, i) => `C${i}`);
  return csv([...names, 'BOOKED'], rows, () => {
    const cells = names.map(() => rng.uniform().toFixed(3));
    return [...cells, rng.uniform() < 0.15 + 0.7 * Number(cells[0]) ? 1 : 0];
  });
}

/** A file of 3 GB that takes little room on a disk: `start`, then nothing but NULs. */
export async function sparseFile(path: string, start: Uint8Array): Promise<void> {
  await writeFile(path, start);
  const file: FileHandle = await open(path, 'r+');
  await file.truncate(3 * GIGABYTE);
  await file.close();
}
