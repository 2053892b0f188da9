import { inferSchema, initParser } from 'udsv';
import type { Reading } from './reading';

/** uDSV from the file's text to typed columns; the text is part of the time. */
export async function readUdsv(file: File): Promise<Reading> {
  const started = performance.now();
  const text = await file.text();
  const columns = initParser(inferSchema(text)).typedCols(text);
  const seconds = (performance.now() - started) / 1000;
  return { seconds, rows: columns[0].length, columns: columns.length };
}
