/** What the benchmark calls of packages that are installed outside node_modules. */
declare module '@duckdb/duckdb-wasm' {
  interface ArrowResult {
    toArray(): { toJSON(): Record<string, unknown> }[];
  }
  interface Connection {
    query(sql: string): Promise<ArrowResult>;
  }
  export class AsyncDuckDB {
    constructor(logger: VoidLogger, worker: Worker);
    instantiate(wasm: string): Promise<null>;
    registerFileHandle(name: string, file: File, protocol: number, direct: boolean): Promise<void>;
    connect(): Promise<Connection>;
  }
  export class VoidLogger {
    log(entry: unknown): void;
  }
  export const DuckDBDataProtocol: { readonly BROWSER_FILEREADER: number };
}

declare module 'papaparse' {
  interface Chunk {
    readonly data: readonly (readonly unknown[])[];
  }
  const papa: {
    parse(
      file: File,
      options: {
        dynamicTyping: boolean;
        skipEmptyLines: boolean;
        chunk: (part: Chunk) => void;
        complete: () => void;
        error: (error: Error) => void;
      },
    ): void;
  };
  export default papa;
}

declare module 'udsv' {
  interface Schema {
    readonly cols: readonly unknown[];
  }
  export function inferSchema(text: string): Schema;
  export function initParser(schema: Schema): { typedCols(text: string): unknown[][] };
}
