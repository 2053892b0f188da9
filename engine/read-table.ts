import { appendSources } from '../src/data/parse/append-sources';
import type { ByteSource, ParseOptions, ParseResult } from '../src/data/parse/types';
import { loadKernels } from '../src/kernels/wasm';
import type { Args } from './args';
import { consoleControl } from './console-control';
import { nodeAssets } from './node-files';
import { openThreads, readThreads } from './threads';

/** A smaller file is read before threads are there. */
const WORTH_THREADS = 4 << 20;

/** Reads one source as the page does; see `readTables`. */
export function readTable(args: Args, source: ByteSource): Promise<ParseResult> {
  return readTables(args, [source], {});
}

/** Reads sources into one table as the page does, on `--threads`. Fails as `appendSources` does. */
export async function readTables(
  args: Args,
  sources: readonly ByteSource[],
  options: ParseOptions,
): Promise<ParseResult> {
  const bytes = sources.reduce((sum, { size }) => sum + size, 0);
  const threads = openThreads(bytes < WORTH_THREADS ? 1 : readThreads(args));
  try {
    const kernels = await loadKernels(nodeAssets, threads);
    return await appendSources(sources, options, consoleControl(), kernels);
  } finally {
    threads.close();
  }
}
