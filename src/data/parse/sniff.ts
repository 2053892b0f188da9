import { LeadbenchError } from '../../util/errors';
import { ByteWindow } from './byte-window';
import { makeDecoder } from './decoder';
import { byteOrderMark, detectEncoding } from './detect-encoding';
import type { SampleRecord } from './sample-records';
import { sniffDelimiter, type DelimiterGuess } from './sniff-delimiter';
import { sniffHeader } from './sniff-header';
import type { Dialect, Encoding, ParseOptions } from './types';

/** So much of a file is looked at to learn how it is written. */
export const HEAD_BYTES = 1 << 18;
const MOST_PREAMBLE = 20;

/** How a file is written, as far as its head tells. */
export interface Sniffed {
  readonly encoding: Encoding;
  readonly dialect: Dialect;
  /** As `encoding`, or 'ascii' where the head holds nothing that would tell UTF-8 from Windows-1252. */
  readonly charset: Encoding | 'ascii';
  /** Length of the byte order mark. */
  readonly mark: number;
  /** Fields of most records. */
  readonly width: number;
}

/**
 * Learns encoding and dialect from the first bytes of a file (gunzipped); what `options` sets is
 * taken as it is. `complete` says that the bytes are the whole file. Lines before the table that
 * hold at most one value are preamble, and so is Excel's first line `sep=;`. Cost: O(head), some
 * tens of milliseconds. Throws LeadbenchError DELIMITER_INVALID {delimiter} and QUOTE_INVALID
 * {quote}: each must be one ASCII character, and the two different; the quote may be ''.
 */
export function sniff(
  head: Uint8Array,
  options: ParseOptions = {},
  complete = head.length < HEAD_BYTES,
): Sniffed {
  checkMarks(options);
  const { charset, mark } = sniffCharset(head, options);
  const text = decodedHead(head.subarray(mark), charset);
  const separator = separatorLine(text);
  const delimiter = options.delimiter ?? separator?.delimiter;
  const body = separator === null ? text : text.subarray(separator.length);
  const guess = sniffDelimiter(body, { delimiter, quote: options.quote }, complete);
  const records = withoutPreamble(guess);
  const lines = (separator === null ? 0 : 1) + preambleLines(guess, records);
  return {
    encoding: charset === 'ascii' ? 'utf-8' : charset,
    charset,
    mark,
    width: guess.width,
    dialect: {
      ...guess.dialect,
      header: options.header ?? sniffHeader(records),
      skipRows: lines,
    },
  };
}

function sniffCharset(head: Uint8Array, options: ParseOptions) {
  const guess = detectEncoding(head);
  if (options.encoding === undefined) return { charset: guess.encoding, mark: guess.mark };
  const marked = byteOrderMark(head);
  const mark = marked?.encoding === options.encoding ? marked.mark : 0;
  return { charset: options.encoding, mark };
}

function decodedHead(head: Uint8Array, charset: Encoding | 'ascii'): Uint8Array {
  const window = new ByteWindow();
  const decoder = makeDecoder(charset, window);
  decoder.push(head);
  decoder.end();
  return window.bytes.subarray(window.start, window.end);
}

/** Excel's own first line, such as `sep=;`. */
function separatorLine(text: Uint8Array): { delimiter: string; length: number } | null {
  const start = String.fromCharCode(...text.subarray(0, 8));
  const match = /^sep=([ -~\t])(\r\n|\n|\r)/i.exec(start);
  return match === null ? null : { delimiter: match[1], length: match[0].length };
}

function withoutPreamble({ sample, width, dialect }: DelimiterGuess): readonly SampleRecord[] {
  const { records } = sample;
  let lead = 0;
  while (lead < MOST_PREAMBLE && lead < records.length) {
    const { cells, quoted } = records[lead];
    const wrapped = quoted[0] && cells[0].includes(dialect.delimiter);
    const filled = cells.filter((cell) => cell.trim() !== '').length;
    const alone = cells.length === 1 ? width > 1 && !wrapped : width > 2 && filled <= 1;
    if (!alone) break;
    lead++;
  }
  const found = lead > 0 && lead < MOST_PREAMBLE && records[lead]?.cells.length === width;
  return found ? records.slice(lead) : records;
}

function preambleLines(guess: DelimiterGuess, kept: readonly SampleRecord[]): number {
  return kept.length === guess.sample.records.length ? 0 : kept[0].line;
}

function checkMarks({ delimiter, quote }: ParseOptions): void {
  if (delimiter !== undefined && !/^[\x01-\x09\x0b\x0c\x0e-\x7f]$/.test(delimiter)) {
    throw new LeadbenchError('DELIMITER_INVALID', { delimiter });
  }
  if (quote !== undefined && quote !== '' && !/^[!-~]$/.test(quote)) {
    throw new LeadbenchError('QUOTE_INVALID', { quote });
  }
  if (quote !== undefined && quote === delimiter)
    throw new LeadbenchError('QUOTE_INVALID', { quote });
}
