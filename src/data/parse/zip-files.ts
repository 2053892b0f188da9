import { LeadbenchError } from '../../util/errors';
import { zipKind } from './file-kind';
import type { ByteSource } from './types';
import {
  checkZipEntriesApart,
  findZipDirectory,
  localHeaderBytes,
  placeZipEntry,
  readZipRecords,
  ZIP_TAIL_BYTES,
  ZipFault,
  type ZipEntry,
  type ZipRecord,
} from './zip-directory';
import { readExactly, UnpackingZip, zipEntrySource } from './zip-entry-source';

/** Files that a zip may hold, those that are not read included, and bytes of its directory. */
export const MOST_ZIP_FILES = 1000;
const MOST_DIRECTORY = 8 << 20;
/** What a zip with a table inside begins with, as far as names go. */
const HEAD = 4096;

const DATA = /\.(?:csv|tsv|tab|psv|txt|text|dat|data|asc|prn)$/i;
/** A name without an ending. */
const BARE = /^[^.]+$/;
const PACKED = /\.(?:gz|tgz|zip|bz2|xz|zst|7z|rar)$/i;
/** Words about the data, or about the zip. */
const NOTES = /^(?:read[ _-]?me|licen[cs]e|copying|notice|mimetype)(?:$|[. _-])/i;
/** What file managers add. */
const ADDED = /^(?:\..*|thumbs\.db|desktop\.ini)$/i;

/** The data files in a zip as sources, in the order of its directory, and the names of those left alone. */
export interface ZipFiles {
  readonly sources: readonly ByteSource[];
  readonly ignored: readonly string[];
}

/**
 * Opens a zip by its directory, which stands at its end; nothing is unpacked. Data files are those named
 * as such (.csv, .tsv, .txt and the like) or without an ending, but for readmes and licences. Folders and
 * what file managers add (`__MACOSX/`, names that begin with a point) are not spoken of, others are
 * listed as ignored.
 *
 * Throws LeadbenchError: BINARY_FILE {name, kind} for a workbook; ZIP_DAMAGED {name}; ZIP_ENCRYPTED,
 * ZIP_METHOD_UNSUPPORTED {name, file}; ZIP64_UNSUPPORTED {name}; ZIP_TOO_MANY {name, files, limit};
 * ZIP_NO_DATA {name}; ZIP_NESTED {name, file} where only compressed files are inside; FILE_UNREADABLE.
 * Cost: O(files), a read each of the tail and of each data file's header.
 */
export async function openZipFiles(source: ByteSource): Promise<ZipFiles> {
  const { name, size } = source;
  const kind = zipKind(await readExactly(source, 0, Math.min(size, HEAD)));
  const { records, start } = await readDirectory(source).catch((error: unknown) => {
    throw kind === 'ZIP' ? error : new LeadbenchError('BINARY_FILE', { name, kind });
  });
  checkNoWorkbook(name, records, kind);
  const shown = records.filter((record) => !isAddedOrFolder(record.name));
  const data = shown.filter((record) => isData(record.name));
  if (data.length === 0) throw noData(name, shown);
  const entries: ZipEntry[] = [];
  for (const record of data) entries.push(await placed(source, record));
  orExplain({ name }, () => {
    checkZipEntriesApart(entries, start);
  });
  const zip = new UnpackingZip(source);
  return {
    sources: entries.map((entry) => zipEntrySource(zip, entry)),
    ignored: shown.filter((record) => !data.includes(record)).map((record) => record.name),
  };
}

async function readDirectory(source: ByteSource) {
  const { name, size } = source;
  const from = Math.max(0, size - ZIP_TAIL_BYTES);
  const tail = await readExactly(source, from, size);
  const { start, end, count } = orExplain({ name }, () => findZipDirectory(tail, size, true));
  if (count > MOST_ZIP_FILES) {
    throw new LeadbenchError('ZIP_TOO_MANY', { name, files: count, limit: MOST_ZIP_FILES });
  }
  if (end - start > MOST_DIRECTORY) throw new LeadbenchError('ZIP_DAMAGED', { name });
  const directory =
    start >= from ? tail.subarray(start - from, end - from) : await readExactly(source, start, end);
  const records = orExplain({ name }, () => readZipRecords(directory, count, MOST_ZIP_FILES));
  return { start, records };
}

/** A file with its place, which its own header tells. */
async function placed(source: ByteSource, record: ZipRecord): Promise<ZipEntry> {
  const { local, name: file } = record;
  const end = Math.min(source.size, local + localHeaderBytes(record));
  const header = await readExactly(source, Math.min(local, end), end);
  return orExplain({ name: source.name, file }, () => placeZipEntry(record, header));
}

/** What `read` gives; a fault of the zip as an error that says what to do. */
function orExplain<T>(where: { readonly name: string; readonly file?: string }, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ZipFault)) throw error;
    if (error.kind === 'encrypted') throw new LeadbenchError('ZIP_ENCRYPTED', where);
    if (error.kind === 'method') throw new LeadbenchError('ZIP_METHOD_UNSUPPORTED', where);
    if (error.kind === 'zip64') throw new LeadbenchError('ZIP64_UNSUPPORTED', { name: where.name });
    throw new LeadbenchError('ZIP_DAMAGED', { name: where.name });
  }
}

function checkNoWorkbook(name: string, records: readonly ZipRecord[], kind: string): void {
  const has = (path: string) => records.some((record) => record.name === path);
  const isXlsx =
    has('[Content_Types].xml') || records.some((record) => record.name.startsWith('xl/'));
  if (isXlsx) throw new LeadbenchError('BINARY_FILE', { name, kind: 'XLSX' });
  if (kind === 'ODS' && has('mimetype')) throw new LeadbenchError('BINARY_FILE', { name, kind });
}

function isAddedOrFolder(path: string): boolean {
  if (/[/\\]$/.test(path) || path.startsWith('__MACOSX/')) return true;
  return ADDED.test(baseName(path));
}

function isData(path: string): boolean {
  const base = baseName(path);
  return (DATA.test(base) || BARE.test(base)) && !NOTES.test(base);
}

/** The part of a path behind its folders; old tools of Windows part them by backslashes. */
function baseName(path: string): string {
  return path.slice(1 + Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')));
}

function noData(name: string, shown: readonly ZipRecord[]): LeadbenchError {
  const packed = shown.find((record) => PACKED.test(record.name));
  if (packed === undefined) return new LeadbenchError('ZIP_NO_DATA', { name });
  return new LeadbenchError('ZIP_NESTED', { name, file: packed.name });
}
