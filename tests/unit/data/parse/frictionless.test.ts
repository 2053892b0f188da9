import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { unzipSync } from 'fflate';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bytesSource } from '../../../../src/data/parse/byte-source';
import { headerNames } from '../../../../src/data/parse/header-names';
import { readTextTable } from '../../../../src/data/parse/read-text-table';
import { sharedData } from '../../../shared-data';
import { failure, parse } from '../helpers';
import { readStrictly } from './strict-csv';

const data = sharedData();
const folder = join(data ?? '', 'frictionless-tables');

interface Written {
  readonly delimiter?: string;
  readonly skipBlanks?: boolean;
  readonly header?: boolean;
  /** Lines before the header. */
  readonly lead?: number;
  readonly encoding?: string;
}

/** How files are written that are not plain comma files in UTF-8 with a header. */
const WRITTEN: Readonly<Record<string, Written>> = {
  'accent.csv': { delimiter: ';' },
  'capitals.csv': { skipBlanks: true },
  'chunk2.headless.csv': { header: false },
  'chunk3.csv': { header: false },
  'country-2.csv': { delimiter: ';', lead: 1 },
  'delimiter.csv': { delimiter: ';' },
  'issue-1009-semicolon.csv': { delimiter: ';' },
  'issue-1100.csv': { delimiter: ';' },
  'issue-1105-timezone.csv': { delimiter: ';' },
  'issue-1109.csv': { skipBlanks: true },
  'issue-1138.csv': { delimiter: ';' },
  'issue-1232.csv': { delimiter: ';' },
  'issue-1478/table.csv': { delimiter: '|', header: false },
  'latin1.csv': { encoding: 'windows-1252' },
  'matrix-with-comment.csv': { lead: 1 },
  'skip-rows-before-headers.csv': { lead: 1 },
  'table-delimiter.csv': { delimiter: ';' },
  'table-limits.csv': { skipBlanks: true },
  'table-with-accents.csv': { delimiter: ';', encoding: 'windows-1252' },
  'table.tsv': { delimiter: '\t' },
  'vix.csv': { delimiter: ';' },
  'without-headers.csv': { header: false },
};

/** Files with damage: how many lines by which code. Every other line is read as it is. */
const DAMAGED: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'capital-invalid.csv': { TOO_MANY_FIELDS: 1, TOO_FEW_FIELDS: 1 },
  'countries.csv': { TOO_MANY_FIELDS: 1, TOO_FEW_FIELDS: 1 },
  'defective-rows.csv': { TOO_MANY_FIELDS: 1, TOO_FEW_FIELDS: 1 },
  // Its quotes are #, which nothing in three lines tells: the third has three fields by any other.
  'dialect.csv': { TOO_MANY_FIELDS: 1 },
  // One line escapes by a backslash, another by doubling.
  'escaping.csv': { STRAY_QUOTE: 1 },
  'invalid.csv': { TOO_MANY_FIELDS: 1, TOO_FEW_FIELDS: 2 },
  'issue-1004-data1.csv': { TOO_MANY_FIELDS: 1, TOO_FEW_FIELDS: 1 },
  'issue-1004-data2.csv': { TOO_MANY_FIELDS: 1, TOO_FEW_FIELDS: 2 },
  'schema-errors.csv': { TOO_MANY_FIELDS: 1 },
  // Comments inside the table are short lines.
  'skip-blank-at-the-end.csv': { TOO_FEW_FIELDS: 1 },
  'skip-rows.csv': { TOO_FEW_FIELDS: 1 },
  'structure-errors.csv': { TOO_MANY_FIELDS: 1 },
  'without-headers-extra.csv': { TOO_MANY_FIELDS: 1 },
};

/** Files that are no table: the error says why. */
const REFUSED: Readonly<Record<string, string>> = {
  'empty.csv': 'FILE_EMPTY',
  'without-rows.csv': 'HEADER_ONLY',
};

/** Files that need a word from the analyst, and the options that say it. */
const TOLD: Readonly<Record<string, { readonly header: boolean }>> = {
  // Years over numbers, and a table on its side, look like records.
  'issue-825.csv': { header: true },
  'transpose.csv': { header: true },
};

/** Greek text in ISO 8859-7 is read as Windows-1252: one-byte encodings cannot be told apart. */
const OTHER_ENCODING = ['table-infer-iso-8859-7.csv'];

const files =
  data === null
    ? []
    : readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .map((name) => name.replaceAll('\\', '/'))
        .filter((name) => /\.(csv|tsv)$/.test(name))
        .sort();
const isGood = (name: string) => !(name in DAMAGED || name in REFUSED);

function bytesOf(name: string): Uint8Array {
  return readFileSync(join(folder, name));
}

/** What is inside, of a zip its first file. */
function unpacked(bytes: Uint8Array): Uint8Array {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return gunzipSync(bytes);
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  return isZip ? Object.values(unzipSync(bytes))[0] : bytes;
}

/** The text of a file by an encoding that is known. */
function textOf(name: string, encoding: string): string {
  const bytes = bytesOf(name);
  return new TextDecoder(encoding).decode(unpacked(bytes));
}

describe.skipIf(data === null)('frictionless tables (skipped without shared data)', () => {
  it('are 124 files', () => {
    expect(files.length).toBe(124);
  });

  it.each(files.filter(isGood))('%s, cell for cell', async (name) => {
    const {
      delimiter = ',',
      skipBlanks = false,
      header = true,
      lead = 0,
      encoding,
    } = WRITTEN[name] ?? {};
    const known = OTHER_ENCODING.includes(name) ? 'windows-1252' : (encoding ?? 'utf-8');
    const lines = textOf(name, known).split('\n').slice(lead).join('\n');
    const expected = readStrictly(lines, { delimiter, skipBlanks });
    const names = header ? expected[0] : expected[0].map(() => '');
    const got = await readTextTable(bytesSource(name, bytesOf(name)), TOLD[name] ?? {});
    expect(got.header).toEqual(headerNames(names));
    expect(got.records).toEqual(expected.slice(header ? 1 : 0));
  });

  it.each(Object.entries(DAMAGED))('%s: lines repaired or rejected %j', async (name, reasons) => {
    const { reasons: found, lines } = await parse(bytesOf(name));
    expect({ ...found.repaired, ...found.rejected }).toEqual(reasons);
    const damaged = Object.values(reasons).reduce((sum, count) => sum + count, 0);
    expect(lines.kept).toBe(lines.read - damaged);
  });

  it.each(Object.entries(REFUSED))('%s is refused: %s', async (name, code) => {
    expect((await failure(parse(bytesOf(name)))).code).toBe(code);
  });
});
