/** Files that kernels cut in many texts at a time, against the reader in plain TypeScript. */
import { createHash } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openThreads, type Threads } from '../../../engine/threads';
import { inRoot } from '../../../scripts/lib/files.js';
import { bytesSource } from '../../../src/data/parse/byte-source';
import { parseDelimited } from '../../../src/data/parse/parse-delimited';
import type { ParseResult } from '../../../src/data/parse/types';
import type { Kernels } from '../../../src/kernels/wasm';
import { NO_CONTROL } from '../../../src/util/progress';
import { Rng } from '../../../src/util/rng';
import { compileKernels } from './histogram-module';

const SCRIPT = pathToFileURL(inRoot('build/engine/kernel.worker.js'));
const BYTES = 4 << 20;
/** One line in so many is not plain. */
const RARELY = 4000;

let kernels: Kernels;
const opened: Threads[] = [];
beforeAll(async () => {
  kernels = await compileKernels();
}, 60_000);
afterAll(() => {
  for (const threads of opened) threads.close();
});

function on(threads: number): Kernels {
  const parallel = openThreads(threads, SCRIPT);
  opened.push(parallel);
  return { module: kernels.module, parallel };
}

/** What stops the kernels, or makes a guessed border a wrong one. */
const ODD_LINES = [
  '"first line\nsecond, line\nthird",1,x,2024-01-05\n',
  `"${'a line within\n'.repeat(20_000)}",1,x,2024-01-05\n`,
  'too,few\n',
  'one,2,too,many,2024-01-05\n',
  'a stray " quote,3,x,2024-01-05\n',
  '"never closed,3,x,2024-01-05\n',
  `long,4,${'x'.repeat(300_000)},2024-01-05\n`,
  '\n',
  '"said ""so""",5,"a, b",2024-01-05\r\n',
];

/** A file of some 4 MB: short lines, so that a text is full before it ends, or longer ones. */
function file(seed: number, wordsALine: number, odd: boolean): Uint8Array {
  const rng = new Rng(seed);
  const lines = ['name,n,text,day\n'];
  let length = 0;
  while (length < BYTES) {
    const line =
      odd && rng.int(RARELY) === 0
        ? ODD_LINES[rng.int(ODD_LINES.length)]
        : `${'abcdefgh'[rng.int(8)]},${rng.int(900_000)},${'word '.repeat(rng.int(wordsALine + 1))}${rng.int(1_000_000)},20${10 + rng.int(20)}-0${1 + rng.int(9)}-1${rng.int(10)}\n`;
    lines.push(line);
    length += line.length;
  }
  return new TextEncoder().encode(lines.join(''));
}

/** All of a result, with a hash of every array of its columns. */
function comparable({ table, ...rest }: ParseResult) {
  const hashOf = (array: ArrayBufferView): string =>
    createHash('sha256')
      .update(Uint8Array.from(new Uint8Array(array.buffer, array.byteOffset, array.byteLength)))
      .digest('hex');
  const plain = (value: unknown): unknown => {
    if (ArrayBuffer.isView(value)) return [value.constructor.name, hashOf(value)];
    if (typeof value !== 'object' || value === null) return value;
    return Object.entries(value).map(([key, one]) => [key, plain(one)]);
  };
  return { ...rest, rows: table.rows, columns: table.columns.map(plain) };
}

async function read(bytes: Uint8Array, by: Kernels | null) {
  return comparable(await parseDelimited(bytesSource('b.csv', bytes), {}, NO_CONTROL, by));
}

describe('texts of a batch', () => {
  it.each([
    [1, 'short plain lines', 0, false],
    [2, 'longer plain lines', 30, false],
    [3, 'short lines, some odd', 0, true],
    [4, 'longer lines, some odd', 30, true],
  ])(
    'give what plain TypeScript reads, %i: %s',
    async (seed, _, words, odd) => {
      const bytes = file(seed, words, odd);
      const plain = await read(bytes, null);
      for (const threads of [1, 2, 4]) {
        const result = await read(bytes, on(threads));
        expect(result.lines, `${threads} threads`).toEqual(plain.lines);
        expect(result, `${threads} threads`).toEqual(plain);
      }
    },
    60_000,
  );
});
