import { cellKind } from './cell-kind';
import { sampleRecords, type Sample, type SampleDialect } from './sample-records';

/** In order of preference where two explain a sample equally well. */
const DELIMITERS = [',', ';', '\t', '|', '^', '~', '\x1f'];
const QUOTES = ['"', "'"];
/** By so much the rarer single quotes must explain a sample better where double ones occur too. */
const CLEARLY = 0.1;
/** Records whose cells are looked at for a delimiter's score. */
const SCORED_RECORDS = 40;

/** The marks of a dialect, the sample read by them, and how many fields most records have. */
export interface DelimiterGuess {
  readonly dialect: SampleDialect;
  readonly sample: Sample;
  readonly width: number;
}

/** What is known already: the analyst's choice, or a first line `sep=;`. */
export interface KnownMarks {
  readonly delimiter?: string | undefined;
  readonly quote?: string | undefined;
}

/**
 * Delimiter, quote and escape of decoded bytes: the pair under which most records have the same
 * number of fields and fewest cells still hold another delimiter. Cost: O(bytes x candidates).
 */
export function sniffDelimiter(
  bytes: Uint8Array,
  known: KnownMarks,
  complete: boolean,
): DelimiterGuess {
  const delimiters =
    known.delimiter === undefined ? DELIMITERS.filter((d) => occurs(bytes, d)) : [known.delimiter];
  let best: (DelimiterGuess & { score: number }) | null = null;
  for (const delimiter of delimiters) {
    const guess = guessQuote(bytes, { ...known, delimiter }, complete);
    if (best === null || guess.score > best.score + 1e-9) best = guess;
  }
  return best ?? guessQuote(bytes, { ...known, delimiter: ',' }, complete);
}

function guessQuote(
  bytes: Uint8Array,
  known: { readonly delimiter: string; readonly quote?: string | undefined },
  complete: boolean,
): DelimiterGuess & { score: number } {
  const { delimiter } = known;
  const quotes =
    known.quote === undefined ? QUOTES.filter((q) => q === '"' || occurs(bytes, q)) : [known.quote];
  const guesses = quotes.map((quote) => {
    const dialect = { delimiter, quote, escape: escapeOf(bytes, delimiter, quote) };
    const sample = sampleRecords(bytes, dialect, complete);
    return { dialect, sample, ...scoreOf(sample) };
  });
  const [double, single] = guesses;
  if (single === undefined || single.sample.quoted < 2) return double;
  if (single.score > double.score + CLEARLY) return single;
  const clean = double.sample.quoted === 0 && single.sample.broken === 0;
  return clean && single.score >= double.score ? single : double;
}

function occurs(bytes: Uint8Array, character: string): boolean {
  return bytes.includes(character.charCodeAt(0));
}

/** A backslash where it stands before quotes that do not end a field and quotes are never doubled. */
function escapeOf(bytes: Uint8Array, delimiter: string, quote: string): string {
  if (quote === '' || !occurs(bytes, '\\')) return quote;
  const [q, d] = [quote.charCodeAt(0), delimiter.charCodeAt(0)];
  let escapes = 0;
  for (let i = 0; i + 2 < bytes.length; i++) {
    if (bytes[i] !== 92 || bytes[i + 1] !== q) continue;
    const after = bytes[i + 2];
    if (after !== d && after !== q && after !== 10 && after !== 13) escapes++;
  }
  return escapes > 0 ? '\\' : quote;
}

function scoreOf(sample: Sample): { readonly score: number; readonly width: number } {
  const widths = new Map<number, number>();
  for (const { cells } of sample.records) {
    widths.set(cells.length, (widths.get(cells.length) ?? 0) + 1);
  }
  let [width, most] = [1, 0];
  for (const [count, records] of widths) {
    if (records > most || (records === most && count > width)) [width, most] = [count, records];
  }
  const share = most / Math.max(1, sample.records.length + sample.broken);
  return { width, score: share * (0.3 + 0.7 * cleanShare(sample)) * (1 - 1 / width) };
}

function cleanShare(sample: Sample): number {
  let [clean, all] = [0, 0];
  for (const { cells, quoted } of sample.records.slice(0, SCORED_RECORDS)) {
    cells.slice(0, 500).forEach((cell, i) => {
      all++;
      if (quoted[i] || !/[,;\t|]/.test(cell) || cellKind(cell) !== 'text') clean++;
    });
  }
  return all === 0 ? 0 : clean / all;
}
