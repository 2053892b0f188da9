import type { DelimitedReader } from './delimited-reader';
import { MOST_LISTED, type RejectList } from './reject-list';
import type { FileResult, LineCounts, OtherTable, Reject } from './types';

type Counts = Readonly<Record<string, number>>;

/** What a file came to, before it is held against the others. */
export type FileReading = Omit<FileResult, 'differences'>;

/** What the files of a table came to: each by itself, and their lines together. */
export class FileReadings {
  readonly files: FileReading[] = [];
  /** The first 5,000 of all files. */
  readonly rejects: Reject[] = [];
  readonly repairs: Reject[] = [];
  /** Bytes of text in all. */
  text = 0;
  #rejected: Counts = {};
  #repaired: Counts = {};

  /** Adds a file that has ended. */
  add({ source, parser, read }: DelimitedReader): void {
    const { name, size } = source;
    const { lines, rows, sniffed, encoding } = parser;
    const { dialect, locale, confidence } = sniffed;
    const otherTables = parser.otherTables;
    const bytes = size;
    const known = { name, bytes, rows, lines, encoding, dialect, locale, confidence, otherTables };
    this.files.push(known);
    this.text += read;
    this.#rejected = together(this.#rejected, parser.rejects.counts);
    this.#repaired = together(this.#repaired, parser.repairs.counts);
    list(parser.rejects, name, this.rejects);
    list(parser.repairs, name, this.repairs);
  }

  /** Lines of all files by the code they were rejected or repaired with. */
  get reasons(): { readonly rejected: Counts; readonly repaired: Counts } {
    return { rejected: this.#rejected, repaired: this.#repaired };
  }

  /** Lines of all files. */
  get lines(): LineCounts {
    const all = (count: keyof LineCounts) =>
      this.files.reduce((sum, { lines }) => sum + lines[count], 0);
    return {
      read: all('read'),
      kept: all('kept'),
      repaired: all('repaired'),
      rejected: all('rejected'),
      header: all('header'),
      blank: all('blank'),
      preamble: all('preamble'),
      footer: all('footer'),
      physical: all('physical'),
    };
  }

  /** Further tables in any file. */
  get otherTables(): readonly OtherTable[] {
    return this.files.flatMap(({ otherTables }) => otherTables);
  }
}

/** Both counts, key by key. */
function together(a: Counts, b: Counts): Record<string, number> {
  const sum: Record<string, number> = { ...a };
  for (const [key, count] of Object.entries(b)) sum[key] = (sum[key] ?? 0) + count;
  return sum;
}

function list({ items }: RejectList, file: string, all: Reject[]): void {
  const room = Math.max(0, MOST_LISTED - all.length);
  for (const item of items.slice(0, room)) all.push({ ...item, file });
}
