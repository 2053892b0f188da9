import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inRoot } from '../../../scripts/lib/files.js';

let folder: string;
const at = (name: string): string => join(folder, name);

function parse(...args: string[]): { code: number | null; json: Record<string, unknown> } {
  const run = spawnSync(process.execPath, [inRoot('scripts', 'engine.js'), 'parse', ...args], {
    encoding: 'utf8',
  });
  return { code: run.status, json: JSON.parse(run.stdout) as Record<string, unknown> };
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'leadbench-files-'));
  const text = (content: string) => new TextEncoder().encode(content);
  const files: Record<string, Uint8Array> = {
    'jan.csv': text('ID,City\n01,Bandung\n02,Medan,x,y\n'),
    'feb.csv': text('id;Source\n03;Web\n'),
    'alien.csv': text('x,y\n1,2\n'),
    'print.txt': text('01Bandung   7\n02Medan    12\n'),
    'both.zip': zipSync({
      'jan.csv': text('ID,City\n01,Bandung\n'),
      'feb.csv': text('ID,City\n02,Bali\n'),
      'x.png': text('x'),
    }),
    'locked.zip': zipSync({ 'x.png': text('x') }),
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(at(name), content);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('parse with several files', () => {
  it('prints one table, and each file beside it', () => {
    const { code, json } = parse(at('jan.csv'), at('feb.csv'));
    expect(code).toBe(0);
    expect(json).toMatchObject({
      file: 'jan.csv, feb.csv',
      bytes: 32 + 17,
      rows: 2,
      dialect: { delimiter: ',', widths: null },
      columns: [{ name: 'ID' }, { name: 'City', missing: 1 }, { name: 'Source', missing: 1 }],
      rejects: [{ line: 3, offset: 19, code: 'TOO_MANY_FIELDS', file: 'jan.csv' }],
      files: [
        { file: 'jan.csv', rows: 1, differences: { onlyHere: ['City'], missing: ['Source'] } },
        {
          file: 'feb.csv',
          rows: 1,
          dialect: { delimiter: ';' },
          differences: { recased: [{ written: 'id', name: 'ID' }] },
        },
      ],
    });
  }, 60_000);

  it('takes a zip for the files in it, and names what it leaves alone', () => {
    const { json } = parse(at('both.zip'));
    expect(json).toMatchObject({
      file: 'both.zip',
      rows: 2,
      ignored: ['both.zip/x.png'],
      files: [{ file: 'both.zip/jan.csv' }, { file: 'both.zip/feb.csv' }],
    });
  }, 60_000);

  it('says which file is to blame, in either language', () => {
    const { code, json } = parse(at('jan.csv'), at('alien.csv'), '--lang', 'id');
    expect(code).toBe(2);
    expect(json['error']).toMatchObject({
      code: 'NO_COMMON_COLUMNS',
      params: { name: 'alien.csv', columns: 'ID, City' },
      message: expect.stringContaining('alien.csv tidak punya') as string,
    });
    expect(parse(at('locked.zip')).json['error']).toMatchObject({ code: 'ZIP_NO_DATA' });
    expect(parse().json['error']).toMatchObject({ code: 'FILE_ARGUMENT' });
  }, 60_000);
});

describe('parse --widths', () => {
  it('cuts columns by position', () => {
    const { json } = parse(at('print.txt'), '--widths', '2,9,3', '--header', 'no');
    expect(json).toMatchObject({
      rows: 2,
      dialect: { delimiter: '', widths: [2, 9, 3] },
      columns: [{ type: 'text' }, { type: 'text' }, { type: 'number' }],
    });
  }, 60_000);

  it('refuses what are no widths', () => {
    const { code, json } = parse(at('print.txt'), '--widths', '2,x');
    expect(code).toBe(2);
    expect(json['error']).toMatchObject({ code: 'WIDTHS_INVALID' });
  }, 60_000);
});
