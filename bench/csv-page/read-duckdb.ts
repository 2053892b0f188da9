import { AsyncDuckDB, DuckDBDataProtocol, VoidLogger } from '@duckdb/duckdb-wasm';
import wasm from '@duckdb/duckdb-wasm/dist/duckdb-eh.wasm?url';
import worker from '@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js?url';
import type { Reading } from './reading';

/** duckdb-wasm in its worker, from the file's own handle into a table; its start is not timed. */
export async function readDuckdb(file: File): Promise<Reading> {
  const database = new AsyncDuckDB(new VoidLogger(), new Worker(worker));
  await database.instantiate(wasm);
  const { BROWSER_FILEREADER } = DuckDBDataProtocol;
  await database.registerFileHandle('leads.csv', file, BROWSER_FILEREADER, true);
  const connection = await database.connect();
  const started = performance.now();
  await connection.query(`CREATE TABLE leads AS SELECT * FROM read_csv('leads.csv')`);
  const seconds = (performance.now() - started) / 1000;
  const [count] = (await connection.query('SELECT count(*)::INT AS n FROM leads')).toArray();
  const columns = (await connection.query('DESCRIBE leads')).toArray().length;
  return { seconds, rows: Number(count.toJSON()['n']), columns };
}
