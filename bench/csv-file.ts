import { createWriteStream, existsSync, mkdirSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Rng } from '../src/util/rng';

const FOLDER = join('build', 'bench-files');
const ROWS_A_PIECE = 2000;
const FIRST = ['SITI', 'BUDI', 'AGUS', 'DEWI', 'RINA', 'JOKO', 'SRI', 'ANDI', 'NUR', 'EKO'];
const LAST = ['SANTOSO', 'WIJAYA', 'PUTRI', 'HIDAYAT', 'LESTARI', 'SAPUTRA', 'RAHAYU'];
const REMARKS = ['minta ditelepon lagi', '"sudah beli, kontan"', '"bilang ""nanti"""', '', ''];
const TENORS = [11, 17, 23, 29, 35];

const COLUMNS = [
  ...['LEAD_ID', 'CUSTNAME', 'PHONE', 'CITY', 'DEALER', 'LEAD_DATE', 'AGE', 'GENDER', 'INCOME'],
  ...['TENOR', 'REMARK'],
  ...Array.from({ length: 8 }, (_, i) => `REAL_${i}`),
  ...Array.from({ length: 7 }, (_, i) => `LEVEL_${i}`),
  ...Array.from({ length: 4 }, (_, i) => `COUNT_${i}`),
];

function two(n: number): string {
  return String(n).padStart(2, '0');
}

function lead(rng: Rng, row: number): string {
  const cells: (string | number)[] = [
    `L${String(row).padStart(9, '0')}`,
    `${FIRST[rng.int(FIRST.length)]} ${LAST[rng.int(LAST.length)]} ${rng.int(100_000)}`,
    `08${String(rng.int(1_000_000_000)).padStart(10, '0')}`,
    `KOTA ${rng.int(514)}`,
    `PT DEALER MOTOR ${rng.int(900)}`,
    `2025-${two(1 + rng.int(12))}-${two(1 + rng.int(28))}`,
    18 + rng.int(52),
    rng.int(2) === 0 ? 'L' : 'P',
    (1 + rng.int(400)) * 50_000,
    TENORS[rng.int(TENORS.length)],
    REMARKS[rng.int(REMARKS.length)],
  ];
  for (let i = 0; i < 8; i++) cells.push((rng.uniform() * 1000).toFixed(4));
  for (let i = 0; i < 7; i++) cells.push(rng.int(10) === 0 ? '' : `LEVEL ${rng.int(20)}`);
  for (let i = 0; i < 4; i++) cells.push(rng.int(100_000));
  return cells.join(',');
}

function* pieces(rows: number): Generator<string> {
  const rng = new Rng(20_261);
  yield `${COLUMNS.join(',')}\n`;
  for (let row = 0; row < rows; row += ROWS_A_PIECE) {
    const count = Math.min(ROWS_A_PIECE, rows - row);
    yield Array.from({ length: count }, (_, i) => `${lead(rng, row + i)}\n`).join('');
  }
}

/** A file of generated leads, 30 columns of all kinds and some 270 bytes a row; made where it is not there. */
export async function csvFile(rows: number): Promise<string> {
  const path = join(FOLDER, `leads-${rows}.csv`);
  if (existsSync(path)) return path;
  mkdirSync(FOLDER, { recursive: true });
  await pipeline(Readable.from(pieces(rows)), createWriteStream(`${path}.part`));
  await rename(`${path}.part`, path);
  return path;
}
