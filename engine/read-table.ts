import { parseDelimited } from '../src/data/parse/parse-delimited';
import type { ByteSource, ParseOptions, ParseResult } from '../src/data/parse/types';
import { loadKernels } from '../src/kernels/wasm';
import { consoleControl } from './console-control';
import { nodeAssets } from './node-files';

/** Reads a delimited file as the page does. Fails as `parseDelimited` does. */
export async function readTable(
  source: ByteSource,
  options: ParseOptions = {},
): Promise<ParseResult> {
  return parseDelimited(source, options, consoleControl(), await loadKernels(nodeAssets));
}
