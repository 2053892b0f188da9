import { cellKind } from './cell-kind';
import { sampleRecords, type Sample, type SampleDialect } from './sample-records';
import { namesOneColumn } from './lone-name';
import { escapeCandidates } from './sniff-escape';
import { BY_WORDS, sniffHeader } from './sniff-header';

/** In order of preference where two explain a sample equally well. */
const USUAL = [',', ';', '\t', '|', ' ', '^', '~', '\x1f', '\x01'];
const QUOTES = ['"', "'"];
/** By so much the rarer single quotes must explain a sample better where double ones occur too. */
const CLEARLY = 0.1;
/** Records whose cells are looked at for a delimiter's score. */
const SCORED_RECORDS = 40;
/** Where the usual delimiters score less, every other sign is tried. */
const POOR = 0.3;
/** Spaces and rare signs stand in texts too: they need regular records of several fields. */
const REGULAR = { share: 0.9, width: 3 };
/** So many fields behind a delimiter begin with a space where that belongs to the delimiter. */
const SPACED = 0.95;

/** The marks of a dialect, the sample read by them, and how many fields most records have. */
export interface DelimiterGuess {
  readonly dialect: SampleDialect;
  readonly sample: Sample;
  readonly width: number;
  /** How well they explain the sample, 0 to 1, and how well the best of the other delimiters does. */
  readonly score: number;
  readonly rival: number;
}

/** What is known already: the analyst's choice, or a first line `sep=;`. */
export interface KnownMarks {
  readonly delimiter?: string | undefined;
  readonly quote?: string | undefined;
  readonly escape?: string | undefined;
  readonly skipBlanks?: boolean | undefined;
}

type Scored = Omit<DelimiterGuess, 'rival'> & { readonly share: number };

/**
 * Delimiter, quote and escape of decoded bytes: those under which most records have the same number of
 * fields, most quotes stand at fields' borders and fewest cells still hold another delimiter.
 * Cost: O(bytes x candidates).
 */
export function sniffDelimiter(
  bytes: Uint8Array,
  known: KnownMarks,
  complete: boolean,
): DelimiterGuess {
  const guess = (delimiter: string) => guessQuote(bytes, { ...known, delimiter }, complete);
  if (known.delimiter !== undefined) return { ...guess(known.delimiter), rival: 0 };
  const usual = best(withoutSpaces(USUAL.filter((d) => occurs(bytes, d)).map(guess)));
  if (usual !== null && usual.score >= POOR) return usual;
  const found = best(otherSigns(bytes).map(guess));
  if (found !== null && found.score > (usual?.score ?? 0) + POOR) return found;
  return usual ?? { ...guess(','), rival: 0 };
}

/**
 * The guesses, without spaces where another delimiter names columns: values of several words have their
 * spaces too, as `1,13 Maret 2024`, and the names above them do not.
 */
function withoutSpaces(guesses: readonly Scored[]): readonly Scored[] {
  const spaces = guesses.find(({ dialect }) => dialect.delimiter === ' ');
  if (spaces === undefined) return guesses;
  const others = guesses.filter((guess) => guess !== spaces);
  return others.some((other) => namesColumns(other, spaces)) ? others : guesses;
}

/**
 * Whether the first record is a header by a delimiter: over numbers or dates, or at least where it has
 * another number of fields than its records by `spaces`.
 */
function namesColumns({ sample, width, share }: Scored, spaces: Scored): boolean {
  const [first] = sample.records;
  if (width < 2 || share < REGULAR.share || first.cells.length !== width) return false;
  const { rows, confidence } = sniffHeader(sample.records, width);
  const fitsSpaces = spaces.sample.records.at(0)?.cells.length === spaces.width;
  return rows > 0 && (confidence > BY_WORDS || !fitsSpaces);
}

/** The first of the best guesses; signs that are no usual delimiter have to be regular. */
function best(guesses: readonly Scored[]): DelimiterGuess | null {
  let [first, rival]: [Scored | null, number] = [null, 0];
  for (const guess of guesses) {
    if (!isLikely(guess)) continue;
    if (first === null || guess.score > first.score + 1e-9) {
      rival = first?.score ?? 0;
      first = guess;
    } else rival = Math.max(rival, guess.score);
  }
  return first === null ? null : { ...first, rival };
}

function isLikely({ dialect, sample, share, width }: Scored): boolean {
  if (USUAL.includes(dialect.delimiter) && dialect.delimiter !== ' ') return true;
  const regular = share >= REGULAR.share && width >= REGULAR.width;
  if (dialect.delimiter !== ' ') return regular;
  if (standsAround(sample) || namesOneColumn(sample.records, width)) return false;
  const typed = sample.records[1]?.cells.some((cell) => cellKind(cell) !== 'text') ?? false;
  return sample.quoted >= sample.records.length || (regular && typed);
}

/** Whether the spaces stand around another delimiter: most records have one as a cell of its own. */
function standsAround({ records }: Sample): boolean {
  const around = records.filter(({ cells, quoted }) =>
    cells.some((cell, i) => !quoted[i] && /^[,;\t|]$/.test(cell)),
  );
  return around.length > records.length / 2;
}

/** ASCII signs and control characters that are on the first line and no usual delimiter. */
function otherSigns(bytes: Uint8Array): string[] {
  const end = bytes.findIndex((byte) => byte === 10 || byte === 13);
  const line = bytes.subarray(0, end < 0 ? bytes.length : end);
  const signs = new Set<string>();
  for (const byte of line) {
    const sign = String.fromCharCode(byte);
    if (byte > 0 && byte < 128 && !/[\w\s"'.\\-]/.test(sign)) signs.add(sign);
  }
  return [...signs].filter((sign) => !USUAL.includes(sign));
}

function guessQuote(
  bytes: Uint8Array,
  known: KnownMarks & { readonly delimiter: string },
  complete: boolean,
): Scored {
  const quotes =
    known.quote === undefined ? QUOTES.filter((q) => q === '"' || occurs(bytes, q)) : [known.quote];
  const [double, single] = quotes.map((quote) => guessEscape(bytes, { ...known, quote }, complete));
  if (single === undefined || single.sample.quoted < 2) return double;
  if (single.score > double.score + CLEARLY) return single;
  const clean = double.sample.quoted === 0 && single.sample.broken === 0;
  return clean && single.score >= double.score ? single : double;
}

function guessEscape(
  bytes: Uint8Array,
  known: KnownMarks & { readonly delimiter: string; readonly quote: string },
  complete: boolean,
): Scored {
  const { delimiter, quote } = known;
  const escapes =
    known.escape === undefined ? escapeCandidates(bytes, delimiter, quote) : [known.escape];
  const guesses = escapes.map((escape) => {
    const marks = { delimiter, quote, escape, skipBlanks: known.skipBlanks ?? delimiter === ' ' };
    const guess = scored(marks, sampleRecords(bytes, marks, complete));
    const { later, spaced } = guess.sample;
    if (known.skipBlanks !== undefined || later === 0 || spaced < later * SPACED) return guess;
    const skipping = { ...marks, skipBlanks: true };
    return scored(skipping, sampleRecords(bytes, skipping, complete));
  });
  // Of two that do as well the later one is the rarer escape, and there is a reason that it is asked.
  return guesses.reduce((one, other) =>
    other.score >= one.score && other.sample.broken <= one.sample.broken ? other : one,
  );
}

function occurs(bytes: Uint8Array, character: string): boolean {
  return bytes.includes(character.charCodeAt(0));
}

function scored(dialect: SampleDialect, sample: Sample): Scored {
  const widths = new Map<number, number>();
  for (const { cells } of sample.records) {
    widths.set(cells.length, (widths.get(cells.length) ?? 0) + 1);
  }
  let [width, most] = [1, 0];
  for (const [count, records] of widths) {
    if (records > most || (records === most && count > width)) [width, most] = [count, records];
  }
  const share = most / Math.max(1, sample.records.length + sample.broken);
  const fields = share * (0.3 + 0.7 * cleanShare(sample)) * (1 - 1 / width);
  return { dialect, sample, width, share, score: fields * quoteShare(sample) };
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

/** Half to one: how many of the quotes in the sample enclose fields. */
function quoteShare({ quoted, quotes, records }: Sample): number {
  const pairs = quotes / 2;
  return pairs * 2 < records.length ? 1 : Math.min(1, 0.5 + quoted / pairs);
}
