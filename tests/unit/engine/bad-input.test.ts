import { spawnSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inRoot } from '../../../scripts/lib/files.js';
import { Rng } from '../../../src/util/rng';

interface Answer {
  readonly code: number | null;
  // What docs/engine.md says of the job.
  readonly json: Record<string, unknown> & {
    readonly error?: { code: string; params: object; message: string };
  };
}

let folder: string;
const at = (name: string): string => join(folder, name);

function engine(...args: string[]): Answer {
  const run = spawnSync(process.execPath, [inRoot('scripts', 'engine.js'), ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  return { code: run.status, json: JSON.parse(run.stdout) as Answer['json'] };
}

/** Leads by lines of cells; `change` may rewrite each. */
function leads(
  header: string,
  rows = 1500,
  change: (cells: string[]) => string[] = (cells) => cells,
): string {
  const rng = new Rng(8);
  const lines = Array.from({ length: rows }, (_, i) => {
    const x = rng.uniform();
    const delivered = Number(rng.uniform() < 0.2 + 0.6 * x);
    const booked = delivered * Number(rng.uniform() < 0.2 + 0.5 * x);
    const cells = [`L${i % 700}`, x.toFixed(3), 'abc'[rng.int(3)], `${delivered}`, `${booked}`];
    return change(cells).join(',');
  });
  return `${header}\n${lines.join('\n')}\n`;
}

const HEADER = 'LEAD_ID,__proto__,constructor,DELIVERED,BOOKED';

/** Column `name` of a written CSV. */
function column(path: string, name: string): string[] {
  const lines = readFileSync(path, 'utf8').replace('\ufeff', '').trim().split(/\r?\n/);
  const i = lines[0].split(',').indexOf(name);
  return lines.slice(1).map((line) => line.split(',')[i]);
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'leadbench daftar é-'));
  const rng = new Rng(1);
  const noise = Uint8Array.from({ length: 50_000 }, () => rng.int(256));
  const text = new TextEncoder().encode(leads(HEADER));
  const packed = gzipSync(text);
  const files: Record<string, string | Uint8Array> = {
    'empty.csv': '',
    'header.csv': `${HEADER}\n`,
    'noise.csv': noise,
    'picture.png': Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, ...noise]),
    'book.xlsx': zipSync({ 'xl/workbook.xml': new Uint8Array(4) }),
    'cut.csv.gz': packed.subarray(0, packed.length >> 1),
    'one.csv': 'A,DELIVERED\n1,1\n2,1\n3,1\n',
    'few.csv': leads(HEADER, 60),
    'good leads.csv': text,
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(at(name), content);
  mkdirSync(at('folder'));
  const words = Array.from({ length: 400_000 }, (_, i) => `x${i * 7919}y,note ${i * 104_729}`);
  writeFileSync(at('huge.csv'), `ID,TEXT\n${words.join('\n')}\n`);
  truncateSync(at('huge.csv'), 3 * 1024 ** 3);
  const trained = engine('train', at('good leads.csv'), '--project', at('p é.leadbench'));
  expect(trained.code).toBe(0);
}, 120_000);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('what the caller can mend ends with 2 and a sentence', () => {
  it.each([
    ['FILE_EMPTY', 'parse', 'empty.csv'],
    ['HEADER_ONLY', 'parse', 'header.csv'],
    ['BINARY_FILE', 'parse', 'noise.csv'],
    ['BINARY_FILE', 'train', 'picture.png'],
    ['BINARY_FILE', 'parse', 'book.xlsx'],
    ['GZIP_DAMAGED', 'parse', 'cut.csv.gz'],
    ['FILE_NOT_FOUND', 'parse', 'none.csv'],
    ['FILE_NOT_FOUND', 'parse', 'folder'],
    ['FILE_TOO_BIG', 'parse', 'huge.csv'],
    ['NO_OUTCOME', 'train', 'one.csv'],
    ['ONE_CLASS', 'train', 'one.csv', '--stage1', 'DELIVERED'],
    ['TOO_FEW_POSITIVES', 'train', 'few.csv'],
    ['OUTCOME_UNKNOWN_COLUMN', 'train', 'few.csv', '--stage1', 'NONE'],
    [
      'OPTION_VALUE',
      'evaluate',
      'few.csv',
      '--score',
      '__proto__',
      '--outcome',
      'BOOKED',
      '--bins',
      '0',
    ],
    ['FILE_UNWRITABLE', 'parse', 'good leads.csv', '--out', '/nowhere/at/all.csv'],
  ])('%s: %s %s', (code, job, file, ...options) => {
    for (const language of ['en', 'id']) {
      const { code: exit, json } = engine(job, at(file), ...options, '--lang', language);
      expect([exit, json.error?.code]).toEqual([2, code]);
      expect(json.error?.message).toMatch(/^[^a-z].{10,}\.$/);
      expect(json.error?.params).toBeTypeOf('object');
    }
  });

  it('refuses a project that is damaged, or none', () => {
    const bytes = readFileSync(at('p é.leadbench'));
    for (const [share, code] of [
      [0, 'NOT_A_PROJECT'],
      [0.5, 'PROJECT_DAMAGED'],
    ] as const) {
      const broken = Uint8Array.from(bytes);
      const from = Math.floor(share * bytes.length);
      for (let i = from; i < from + 40; i++) broken[i] ^= 0x5a;
      writeFileSync(at('broken.leadbench'), broken);
      const options = ['--project', at('broken.leadbench'), '--out', at('x.csv')];
      const { code: exit, json } = engine('score', at('good leads.csv'), ...options);
      expect([exit, json.error?.code]).toEqual([2, code]);
    }
  });
});

describe('score', () => {
  const score = (file: string, ...more: string[]): Answer =>
    engine('score', at(file), '--project', at('p é.leadbench'), '--out', at('out é.csv'), ...more);

  it('names the columns that are missing', () => {
    writeFileSync(at('less.csv'), leads('LEAD_ID,X,constructor,DELIVERED,BOOKED'));
    const { code, json } = score('less.csv');
    expect([code, json.error?.code, json.error?.params]).toEqual([
      2,
      'COLUMNS_MISSING',
      { columns: '__proto__', count: 1 },
    ]);
  });

  it('minds neither the order of columns nor further ones', () => {
    expect(score('good leads.csv').code).toBe(0);
    const before = column(at('out é.csv'), 'final_score');
    const mixed = leads('EXTRA,BOOKED,constructor,__proto__,DELIVERED,LEAD_ID', 1500, (cells) => {
      const [id, x, city, delivered, booked] = cells;
      return ['é', booked, city, x, delivered, id];
    });
    writeFileSync(at('mixed.csv'), mixed);
    const { json } = score('mixed.csv');
    expect(column(at('out é.csv'), 'final_score')).toEqual(before);
    expect(json).toMatchObject({ rows: 1500, missingColumns: [], unseenLevels: {} });
    expect(json['ignoredColumns']).toEqual(['BOOKED', 'DELIVERED']);
  });

  it('counts unseen levels and breaks ties by the id', () => {
    const same = (cells: string[]): string[] => [cells[0], '0.5', 'zzz', cells[3], cells[4]];
    writeFileSync(at('ties.csv'), leads(HEADER, 700, same));
    const { json } = score('ties.csv', '--id', 'LEAD_ID');
    expect(json['unseenLevels']).toEqual({ constructor: 700 });
    const rankOf = (): Map<string, string> => {
      const ranks = column(at('out é.csv'), 'rank');
      return new Map(column(at('out é.csv'), 'LEAD_ID').map((id, i) => [id, ranks[i]]));
    };
    const ranks = rankOf();
    expect(new Set(ranks.values()).size).toBe(700);
    const [header, ...lines] = readFileSync(at('ties.csv'), 'utf8').trim().split('\n');
    writeFileSync(at('ties.csv'), [header, ...lines.reverse()].join('\n'));
    score('ties.csv', '--id', 'LEAD_ID');
    expect(rankOf()).toEqual(ranks);
  });
});

describe('what is done ends with 0 and the promised fields', () => {
  it('demo, parse, train, evaluate', () => {
    const demo = engine('demo', '--kind', 'leads', '--rows', '50', '--out', at('demo.csv'));
    expect([demo.code, demo.json['rows'], demo.json['files']]).toEqual([
      0,
      50,
      [{ name: 'demo.csv', role: 'data' }],
    ]);
    const parsed = engine('parse', at('good leads.csv'));
    const fields =
      'file bytes encoding dialect rows columns lines rejects repairs reasons otherTables locale confidence files ignored seconds'.split(
        ' ',
      );
    expect([parsed.code, Object.keys(parsed.json)]).toEqual([0, fields]);
    const options = ['--score', '__proto__', '--outcome', 'BOOKED', '--bins', '5'];
    const { code, json } = engine('evaluate', at('good leads.csv'), ...options);
    expect(code).toBe(0);
    for (const name of 'rows events rocAuc prAuc logLoss brier ksExact ksDecile'.split(' ')) {
      expect(json[name], name).toBeTypeOf('number');
    }
    expect(json['deciles']).toHaveLength(5);
    const train = engine('train', at('good leads.csv'), '--algorithm', 'logistic');
    const promised =
      'rows columns leakage dropped split stages final leakPrices illusionGap rivals calibration seconds';
    expect(Object.keys(train.json)).toEqual(expect.arrayContaining(promised.split(' ')));
  });
});
