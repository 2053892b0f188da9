import { plainBytes } from '../table/allocate';
import { decodeUtf8 } from '../table/utf8';

/** One file of a zip, as its central directory declares it and its own header confirms. */
export interface ZipEntry {
  readonly name: string;
  /** Unpacked bytes, declared. */
  readonly size: number;
  readonly crc: number;
  readonly deflated: boolean;
  /** Where its packed bytes begin and end in the file. */
  readonly start: number;
  readonly end: number;
}

/** One file as a zip's directory declares it; where its bytes begin, only its own header says. */
export interface ZipRecord {
  readonly name: string;
  readonly nameBytes: Uint8Array;
  readonly size: number;
  readonly packed: number;
  readonly crc: number;
  /** 0 stored, 8 deflated; others are not read. */
  readonly method: number;
  readonly encrypted: boolean;
  /** Where its own header begins. */
  readonly local: number;
}

/** Where the directory stands in a zip, and how many files it declares. */
export interface ZipDirectoryPlace {
  readonly start: number;
  readonly end: number;
  readonly count: number;
}

/** What makes a zip, or a file in it, unreadable here. */
export type ZipFaultKind = 'damaged' | 'encrypted' | 'zip64' | 'method';

const latin = new TextDecoder('windows-1252');

const END = 0x06054b50;
const END_SIZE = 22;
const CENTRAL = 0x02014b50;
const CENTRAL_SIZE = 46;
const LOCAL = 0x04034b50;
const LOCAL_SIZE = 30;
const MAX_COMMENT = 0xffff;
const ENCRYPTED = 1;
/** A number of 16 or 32 bits that says: look into the zip64 record. */
const [ELSEWHERE_16, ELSEWHERE_32] = [0xffff, 0xffffffff];

const END64 = 0x06064b50;
const END64_SIZE = 56;
const LOCATOR = 0x07064b50;
const LOCATOR_SIZE = 20;

/** So many of a zip's last bytes hold its end records, whatever its comment. */
export const ZIP_TAIL_BYTES = END64_SIZE + LOCATOR_SIZE + END_SIZE + MAX_COMMENT;

/** A zip that cannot be read; never shown as it is. */
export class ZipFault extends Error {
  readonly kind: ZipFaultKind;

  constructor(kind: ZipFaultKind, what: string) {
    super(what);
    this.kind = kind;
  }
}

function need(holds: boolean, what: string, kind: ZipFaultKind = 'damaged'): void {
  if (!holds) throw new ZipFault(kind, what);
}

/** Runs `read`; a record that would lie outside the bytes, which a DataView tells, is damage. */
function within<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof RangeError ? new ZipFault('damaged', 'cut off') : error;
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/**
 * The directory's place, from the last ZIP_TAIL_BYTES of a file of `size` bytes, or all of a shorter
 * one. Tools that write a zip into a pipe put an end record of zip64 before the usual one, which then says
 * the same; `streamed` says that this is taken. Throws ZipFault.
 */
export function findZipDirectory(
  tail: Uint8Array,
  size: number,
  streamed: boolean,
): ZipDirectoryPlace {
  return within(() => directoryPlace(viewOf(tail), size - tail.length, streamed));
}

/** `base` is where the view begins in the file. */
function directoryPlace(view: DataView, base: number, streamed: boolean): ZipDirectoryPlace {
  const at = findEnd(view);
  const end = base + (streamed ? endOfDirectory(view, at, base) : at);
  const count = view.getUint16(at + 10, true);
  const length = view.getUint32(at + 12, true);
  const start = view.getUint32(at + 16, true);
  const isHere = count !== ELSEWHERE_16 && start !== ELSEWHERE_32 && length !== ELSEWHERE_32;
  need(isHere, 'zip64', 'zip64');
  need(view.getUint16(at + 8, true) === count, 'several disks');
  need(start + length === end, 'directory size');
  return { start, end, count };
}

/** Where the directory ends that the end record at `at` closes: there, or at the zip64 record before it. */
function endOfDirectory(view: DataView, at: number, base: number): number {
  const locator = at - LOCATOR_SIZE;
  if (locator < 0 || view.getUint32(locator, true) !== LOCATOR) return at;
  const record = Number(view.getBigUint64(locator + 8, true)) - base;
  need(view.getUint32(record, true) === END64, 'no zip64 record');
  const length = 12 + Number(view.getBigUint64(record + 4, true));
  need(record + length === locator, 'zip64 record');
  return record;
}

/** The end record, which stands last, before a comment of at most 65,535 bytes. */
function findEnd(view: DataView): number {
  const last = view.byteLength - END_SIZE;
  for (let at = last; at >= Math.max(0, last - MAX_COMMENT); at--) {
    if (
      view.getUint32(at, true) === END &&
      at + END_SIZE + view.getUint16(at + 20, true) === view.byteLength
    )
      return at;
  }
  throw new ZipFault('damaged', 'no end record');
}

/**
 * The records of a directory's bytes: all `count`, or `maxEntries` + 1 where there are more. Throws
 * ZipFault where one is none, two have one name, or they do not end where the directory does.
 */
export function readZipRecords(
  directory: Uint8Array,
  count: number,
  maxEntries: number,
): ZipRecord[] {
  const view = viewOf(directory);
  const records = new Map<string, ZipRecord>();
  let at = 0;
  for (let i = 0; i < Math.min(count, maxEntries + 1); i++) {
    const [record, next] = within(() => readRecord(directory, view, at));
    need(!records.has(record.name), 'two files of one name');
    records.set(record.name, record);
    at = next;
  }
  if (count <= maxEntries) need(at === directory.length, 'directory end');
  return [...records.values()];
}

/** The record at `at`, and where the next one is. */
function readRecord(bytes: Uint8Array, view: DataView, at: number): [ZipRecord, number] {
  need(view.getUint32(at, true) === CENTRAL, 'no central record');
  const nameEnd = at + CENTRAL_SIZE + view.getUint16(at + 28, true);
  const record = {
    name: nameOf(bytes, at + CENTRAL_SIZE, nameEnd),
    nameBytes: bytes.subarray(at + CENTRAL_SIZE, nameEnd),
    size: view.getUint32(at + 24, true),
    packed: view.getUint32(at + 20, true),
    crc: view.getUint32(at + 16, true),
    method: view.getUint16(at + 10, true),
    encrypted: (view.getUint16(at + 8, true) & ENCRYPTED) !== 0,
    local: view.getUint32(at + 42, true),
  };
  return [record, nameEnd + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)];
}

/**
 * A name as UTF-8, which most tools write, else by Windows-1252: older ones write the code page of their
 * computer, which the zip does not tell; names that differ stay different, though letters may be wrong.
 */
function nameOf(bytes: Uint8Array, start: number, end: number): string {
  const name = decodeUtf8(bytes, start, end);
  return name.includes('\ufffd') ? latin.decode(plainBytes(bytes, start, end)) : name;
}

/** Bytes of a file's own header that `placeZipEntry` looks at. */
export function localHeaderBytes(record: ZipRecord): number {
  return LOCAL_SIZE + record.nameBytes.length;
}

/**
 * A file of the directory, checked against its own header, of which `header` holds the first
 * `localHeaderBytes`. Throws ZipFault where it is encrypted, packed in another way, larger than this
 * format says, or the two do not agree.
 */
export function placeZipEntry(record: ZipRecord, header: Uint8Array): ZipEntry {
  const { name, nameBytes, size, packed, crc, method, encrypted, local } = record;
  need(!encrypted, 'encrypted', 'encrypted');
  need(![size, packed, local].includes(ELSEWHERE_32), 'zip64', 'zip64');
  need(method === 8 || method === 0, 'method', 'method');
  need(method === 8 || packed === size, 'stored size');
  need(header.length === localHeaderBytes(record), 'cut off');
  const view = viewOf(header);
  need(view.getUint32(0, true) === LOCAL, 'no local header');
  need(view.getUint16(26, true) === nameBytes.length, 'two names');
  need(sameBytes(header.subarray(LOCAL_SIZE, localHeaderBytes(record)), nameBytes), 'two names');
  const start = local + localHeaderBytes(record) + view.getUint16(28, true);
  return { name, size, crc, deflated: method === 8, start, end: start + packed };
}

/** Throws ZipFault unless every file has bytes of its own, before the directory. Cost: O(n log n). */
export function checkZipEntriesApart(entries: readonly ZipEntry[], directory: number): void {
  let last = 0;
  for (const { start, end } of [...entries].sort((a, b) => a.start - b.start)) {
    need(start >= last && end <= directory, 'shared bytes');
    last = end;
  }
}

/** A path below the zip's own folder, in plain words: nothing that climbs, roots, hides or aliases. */
function isPlainPath(name: string): boolean {
  if (name === '' || name.includes('\\') || name.includes(':')) return false;
  for (let i = 0; i < name.length; i++) if (name.charCodeAt(i) < 32) return false;
  return name.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

/**
 * The files a zip declares, in the order of its directory; nothing is unpacked. Null where the
 * directory is not one this page writes or a common tool would: broken, encrypted, of several disks or
 * zip64, two files of one name, files that share bytes (a zip of 42 KB can hold petabytes that way),
 * paths that leave the folder. `maxEntries` bounds the reading: with more, the list ends after
 * `maxEntries` + 1. Cost: O(entries). Source: PKWARE's APPNOTE 6.3, sections 4.3.7, 4.3.12, 4.3.16.
 */
export function readZipDirectory(bytes: Uint8Array, maxEntries: number): ZipEntry[] | null {
  try {
    return readEntries(bytes, maxEntries);
  } catch (error) {
    if (error instanceof ZipFault) return null;
    throw error;
  }
}

function readEntries(bytes: Uint8Array, maxEntries: number): ZipEntry[] {
  const tail = bytes.subarray(Math.max(0, bytes.length - ZIP_TAIL_BYTES));
  const { start, end, count } = findZipDirectory(tail, bytes.length, false);
  const entries = readZipRecords(bytes.subarray(start, end), count, maxEntries).map((record) => {
    need(isPlainPath(record.name), 'path');
    const { local } = record;
    return placeZipEntry(record, bytes.subarray(local, local + localHeaderBytes(record)));
  });
  checkZipEntriesApart(entries, start);
  return entries;
}
