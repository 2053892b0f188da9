import type { Kernels } from '../../kernels/wasm';
import type { JobControl } from '../../util/progress';
import { appendSources } from './append-sources';
import type { ByteSource, ParseOptions, ParseResult } from './types';

/** Reads one source into a typed table: `appendSources` of it alone, with its errors and cost. */
export function parseDelimited(
  source: ByteSource,
  options: ParseOptions,
  control: JobControl,
  kernels: Kernels | null = null,
): Promise<ParseResult> {
  return appendSources([source], options, control, kernels);
}
