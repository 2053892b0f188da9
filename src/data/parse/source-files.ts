import { isGzip, isZip } from './file-kind';
import type { ByteSource } from './types';
import { openZipFiles } from './zip-files';

/** A file of text, and whether it is gzipped. */
export interface TextFile {
  readonly source: ByteSource;
  readonly gzipped: boolean;
}

/** Files of text, and the names of those in a zip that are not read. */
export interface TextFiles {
  readonly files: readonly TextFile[];
  readonly ignored: readonly string[];
}

/**
 * The files of text in sources, in order: each itself, or the data files in it where it is a zip by its
 * first bytes (not its name). Throws what `openZipFiles` does.
 */
export async function textFiles(sources: readonly ByteSource[]): Promise<TextFiles> {
  const files: TextFile[] = [];
  const ignored: string[] = [];
  for (const source of sources) {
    // What cannot be read here cannot be streamed either, which then tells.
    const head = await source.slice(0, 4).catch(() => new Uint8Array(0));
    if (!isZip(head)) files.push({ source, gzipped: isGzip(head) });
    else {
      const zip = await openZipFiles(source);
      files.push(...zip.sources.map((one) => ({ source: one, gzipped: false })));
      ignored.push(...zip.ignored.map((name) => `${source.name}/${name}`));
    }
  }
  return { files, ignored };
}
