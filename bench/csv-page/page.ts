import { client } from '../../src/workers/client';
import { readDuckdb } from './read-duckdb';
import { readPapaparse } from './read-papaparse';
import { readUdsv } from './read-udsv';
import type { Reading } from './reading';

/** By the page's own way: engine worker, parse worker, kernel threads. */
async function readOurs(file: File): Promise<Reading> {
  client.setThreads(Math.min(2, navigator.hardwareConcurrency));
  const { rows, columns, seconds } = await client.importFiles([file], {}, () => undefined).done;
  return { seconds, rows, columns: columns.length };
}

const READERS: Readonly<Record<string, (file: File) => Promise<Reading>>> = {
  ours: readOurs,
  'duckdb-wasm': readDuckdb,
  udsv: readUdsv,
  papaparse: readPapaparse,
};

/** Reads the file that is chosen, for who drives the page. */
function read(reader: string): Promise<Reading> {
  const file = document.querySelector('input')?.files?.[0];
  if (!file) throw new Error('no file is chosen');
  return READERS[reader](file);
}

Object.assign(window, { read });
