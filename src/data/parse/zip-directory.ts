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

const END = 0x06054b50;
const END_SIZE = 22;
const CENTRAL = 0x02014b50;
const CENTRAL_SIZE = 46;
const LOCAL = 0x04034b50;
const LOCAL_SIZE = 30;
const MAX_COMMENT = 0xffff;
const ENCRYPTED = 1;

/** What makes a zip unreadable here; never shown as it is. */
class ZipFault extends Error {}

function need(holds: boolean, what: string): void {
  if (!holds) throw new ZipFault(what);
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
  throw new ZipFault('no end record');
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

/** The entry whose central record is at `at`, checked against its own header, and where the next one is. */
function readEntry(bytes: Uint8Array, view: DataView, at: number): [ZipEntry, number] {
  need(view.getUint32(at, true) === CENTRAL, 'no central record');
  const method = view.getUint16(at + 10, true);
  const packed = view.getUint32(at + 20, true);
  const size = view.getUint32(at + 24, true);
  const nameEnd = at + CENTRAL_SIZE + view.getUint16(at + 28, true);
  const nameBytes = bytes.subarray(at + CENTRAL_SIZE, nameEnd);
  const local = view.getUint32(at + 42, true);
  need((view.getUint16(at + 8, true) & ENCRYPTED) === 0, 'encrypted');
  need(method === 8 || (method === 0 && packed === size), 'method');
  need(view.getUint32(local, true) === LOCAL, 'no local header');
  const localName = local + LOCAL_SIZE;
  const localEnd = localName + view.getUint16(local + 26, true);
  need(sameBytes(bytes.subarray(localName, localEnd), nameBytes), 'two names');
  const start = localEnd + view.getUint16(local + 28, true);
  const name = decodeUtf8(bytes, at + CENTRAL_SIZE, nameEnd);
  need(isPlainPath(name), 'path');
  const crc = view.getUint32(at + 16, true);
  const entry = { name, size, crc, deflated: method === 8, start, end: start + packed };
  return [entry, nameEnd + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)];
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
    // A DataView says so where a record would lie outside the file.
    if (error instanceof ZipFault || error instanceof RangeError) return null;
    throw error;
  }
}

function readEntries(bytes: Uint8Array, maxEntries: number): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  const count = view.getUint16(end + 10, true);
  const directory = view.getUint32(end + 16, true);
  need(view.getUint16(end + 8, true) === count && count !== 0xffff, 'several disks or zip64');
  need(directory + view.getUint32(end + 12, true) === end, 'directory size');
  const entries = new Map<string, ZipEntry>();
  let at = directory;
  for (let i = 0; i < Math.min(count, maxEntries + 1); i++) {
    const [entry, next] = readEntry(bytes, view, at);
    need(!entries.has(entry.name), 'two files of one name');
    entries.set(entry.name, entry);
    at = next;
  }
  const list = [...entries.values()];
  if (count <= maxEntries) need(at === end, 'directory end');
  checkApart(list, directory);
  return list;
}

/** Every file has bytes of its own, before the directory. */
function checkApart(entries: readonly ZipEntry[], directory: number): void {
  let last = 0;
  for (const { start, end } of [...entries].sort((a, b) => a.start - b.start)) {
    need(start >= last && end <= directory, 'shared bytes');
    last = end;
  }
}
