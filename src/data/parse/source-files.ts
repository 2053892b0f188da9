import { LeadbenchError } from '../../util/errors';
import { isZip } from './file-kind';
import type { ByteSource } from './types';
import { openZipFiles, type ZipFiles } from './zip-files';

/**
 * The files of text in a source: itself, or those in it where it is a zip by its first bytes (not its
 * name). Throws what `openZipFiles` does.
 */
async function sourceFiles(source: ByteSource): Promise<ZipFiles> {
  // What cannot be read here cannot be streamed either, which then tells.
  const head = await source.slice(0, 4).catch(() => new Uint8Array(0));
  return isZip(head) ? openZipFiles(source) : { sources: [source], ignored: [] };
}

/** The one file of text in a source. Throws as `openZipFiles`, and ZIP_SEVERAL {name, files}. */
export async function soleFile(source: ByteSource): Promise<ByteSource> {
  const { sources } = await sourceFiles(source);
  if (sources.length === 1) return sources[0];
  throw new LeadbenchError('ZIP_SEVERAL', { name: source.name, files: sources.length });
}
