import { parseDelimited } from '../src/data/parse/parse-delimited';
import type { ByteSource, ParseOptions, ParseResult } from '../src/data/parse/types';
import { loadKernels } from '../src/kernels/wasm';
import type { Args } from './args';
import { consoleControl } from './console-control';
import { nodeAssets } from './node-files';
import { openThreads, readThreads } from './threads';

/** A smaller file is read before threads are there. */
const WORTH_THREADS = 4 << 20;

/** Reads a delimited file as the page does, on `--threads`. Fails as `parseDelimited` does. */
export async function readTable(
  args: Args,
  source: ByteSource,
  options: ParseOptions = {},
): Promise<ParseResult> {
  const threads = openThreads(source.size < WORTH_THREADS ? 1 : readThreads(args));
  try {
    const kernels = await loadKernels(nodeAssets, threads);
    return await parseDelimited(source, options, consoleControl(), kernels);
  } finally {
    threads.close();
  }
}
