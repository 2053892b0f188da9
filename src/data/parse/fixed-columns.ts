import { cellKind } from './cell-kind';
import { charactersOf, isBlank, isRuler, wordsOf } from './fixed-layout';

/** Longer lines are no print of columns. */
const MOST_CHARACTERS = 4096;
/** Lines that show blank columns. */
const LEAST_LINES = 5;
/** So many lines on top of a block may say something else than columns. */
const MOST_LEAD = 3;
/** So many lines of a block may have text across a border. */
const FEW = 0.05;
/** Numbers and dates are no longer. */
const MOST_TYPED = 40;
/** So many cells of a column stand at one side where it is aligned to that. */
const NEARLY_ALL = 0.9;
const TIME = /^\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?$/;
/** What follows a comma in a number: `1.234,50`, `1,234.50`, a minus behind it too. */
const BEHIND_COMMA = /^(?:\d{1,2}|\d{3}(?:,\d{3})*(?:\.\d+)?)[-)]?(?:\s|$)/;
/** A sign that stands at one place in all lines parts the fields, and blanks only pad them. */
const DELIMITERS = [',', ';', '|', '^', '~'];

/** A line of text, its number from 0, and whether a blank one stands before it. */
export interface PrintedLine {
  readonly text: string;
  readonly line: number;
  readonly afterBlank: boolean;
}

/** Where columns stand: positions from `start` to `end` hold text in some line. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * The widths of columns that blanks common to all lines part, or a line of dashes shows; null where there
 * are none. Taken are the lines of the longest block without a blank line, but for up to three on top of
 * it, and few with text across a border. A gap of one blank parts columns only where both have names over them, or where nothing has and one
 * of them holds numbers or dates, but not a date and its time: texts of several words may have their
 * blanks at one place by chance. A border stands
 * before the left ends of the column behind it, or behind the right ends of the column before it, where
 * these are ragged. Cost: O(characters).
 */
export function printedColumns(lines: readonly PrintedLine[]): number[] | null {
  const ruler = lines.find(({ text }) => isRuler(text));
  if (ruler !== undefined) return rulerWidths(ruler.text);
  const block = longestBlock(lines).map(({ text }) => charactersOf(text.trimEnd()));
  if (block.some((line) => line.length > MOST_CHARACTERS || line.includes('\t'))) return null;
  for (let lead = 0; lead <= MOST_LEAD && block.length - lead >= LEAST_LINES; lead++) {
    const body = block.slice(lead);
    const clean = withoutStrange(body);
    const spans = mergedSpans(spansOf(clean, 0), clean);
    if (spans.length > 1 && !hasDelimiter(clean))
      return widthsOf(bordersOf(spans, clean.slice(1)), clean);
  }
  return null;
}

function rulerWidths(text: string): number[] {
  const starts = wordsOf(charactersOf(text.trimEnd())).map(({ start }) => start);
  return widthsOf([0, ...starts.slice(1)], [charactersOf(text.trimEnd())]);
}

/** The longest run of lines without a blank one between them, the first of two. */
export function longestBlock<T extends { readonly afterBlank: boolean }>(
  lines: readonly T[],
): readonly T[] {
  let longest: readonly T[] = [];
  for (let start = 0; start < lines.length;) {
    let end = start + 1;
    while (end < lines.length && !lines[end].afterBlank) end++;
    if (end - start > longest.length) longest = lines.slice(start, end);
    start = end;
  }
  return longest;
}

/**
 * The lines without those few that have text across a border of all others: a cell that is too long. A
 * column that few lines fill keeps them, since blanks are around its text.
 */
function withoutStrange(lines: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const few = Math.floor(lines.length * FEW);
  if (few === 0) return lines;
  const starts = spansOf(lines, few)
    .slice(1)
    .map(({ start }) => start);
  const clean = lines.filter((line) =>
    starts.every((at) => at >= line.length || isBlank(line[at - 1]) || isBlank(line[at])),
  );
  return clean.length < lines.length - few ? lines : clean;
}

/** Runs of positions at which more lines than `few` have text. */
function spansOf(lines: readonly (readonly string[])[], few: number): Span[] {
  const length = Math.max(...lines.map((line) => line.length));
  const filled = new Uint8Array(length + 1);
  for (const line of lines) {
    for (let at = 0; at < line.length; at++) if (!isBlank(line[at])) filled[at]++;
  }
  const spans: Span[] = [];
  for (let at = 0; at < length;) {
    if (filled[at] <= few) {
      at++;
      continue;
    }
    const end = filled.findIndex((count, i) => i > at && count <= few);
    spans.push({ start: at, end });
    at = end;
  }
  return spans;
}

/** The spans, with those put together that one blank alone parts and nothing tells apart. */
function mergedSpans(spans: readonly Span[], lines: readonly (readonly string[])[]): Span[] {
  const cells = spans.map((span) => cellsIn(span, lines));
  const named = areNamed(cells);
  const merged: Span[] = [];
  spans.forEach((span, i) => {
    const before = merged.at(-1);
    const wide = before === undefined || span.start - before.end > 1;
    if (wide || areApart(tellingCells(before, lines, named), cells[i], named)) merged.push(span);
    else merged[merged.length - 1] = { start: before.start, end: span.end };
  });
  return merged;
}

/** The cells of a column as far as `areApart` asks: of its name, or of numbers and dates, which are short. */
function tellingCells(
  span: Span,
  lines: readonly (readonly string[])[],
  named: boolean,
): readonly string[] {
  if (named) return cellsIn(span, lines.slice(0, 1));
  return span.end - span.start > MOST_TYPED ? [] : cellsIn(span, lines);
}

/** Whether the first line names columns: words over numbers or dates, and no number or date itself. */
function areNamed(columns: readonly (readonly string[])[]): boolean {
  const isName = ([first]: readonly string[]) => first !== '' && cellKind(first) === 'text';
  if (!columns.every((cells) => cells[0] === '' || isName(cells))) return false;
  return columns.some((cells) => isTyped(cells) && isName(cells));
}

/** Whether neighbours with one blank between them are two columns. */
function areApart(left: readonly string[], right: readonly string[], named: boolean): boolean {
  if (named) return left[0] !== '' && right[0] !== '';
  const isTime = right.every((cell) => cell === '' || TIME.test(cell));
  return !isTime && (isTyped(left) || isTyped(right));
}

function cellsIn({ start, end }: Span, lines: readonly (readonly string[])[]): string[] {
  return lines.map((line) => line.slice(start, end).join('').trim());
}

/** Whether nearly all cells below the first line are numbers or dates. */
function isTyped([, ...cells]: readonly string[]): boolean {
  const kinds = cells.map(cellKind).filter((kind) => kind !== 'empty');
  const typed = kinds.filter((kind) => kind !== 'text').length;
  return typed > 0 && typed >= kinds.length * NEARLY_ALL;
}

/** Whether a sign that parts fields stands at one place in all lines below the first, and not in numbers. */
function hasDelimiter([, ...lines]: readonly (readonly string[])[]): boolean {
  const [first] = lines;
  return first.some(
    (sign, at) =>
      DELIMITERS.includes(sign) &&
      lines.every((line) => line[at] === sign) &&
      !(sign === ',' && lines.every((line) => isInNumber(line, at))),
  );
}

/** Whether the comma at `at` is one of a number: before its decimals, or between thousands. */
function isInNumber(line: readonly string[], at: number): boolean {
  const before = line[at - 1] ?? '';
  return /\d/.test(before) && BEHIND_COMMA.test(line.slice(at + 1, at + MOST_TYPED).join(''));
}

/** The position at which each column begins, the blanks before it given to one of the two. */
function bordersOf(spans: readonly Span[], lines: readonly (readonly string[])[]): number[] {
  return spans.map((span, i) => {
    if (i === 0) return 0;
    const before = spans[i - 1];
    const first = before.end + 1;
    if (isFlush(span, lines, 'start') || !isFlush(span, lines, 'end')) return span.start;
    if (isFlush(before, lines, 'end')) return first;
    return first + ((span.start - first) >> 1);
  });
}

/** Whether nearly all cells of a column begin, or end, where it does. */
function isFlush(
  span: Span,
  lines: readonly (readonly string[])[],
  side: 'start' | 'end',
): boolean {
  const filled = cellsIn(span, lines).filter((cell) => cell !== '').length;
  const at = side === 'start' ? span.start : span.end - 1;
  const flush = lines.filter((line) => at < line.length && !isBlank(line[at])).length;
  return flush >= filled * NEARLY_ALL;
}

/** Widths from borders; the last column is as wide as the longest line needs. */
function widthsOf(borders: readonly number[], lines: readonly (readonly string[])[]): number[] {
  const end = Math.max(...lines.map((line) => line.length));
  return borders.map((start, i) => (borders[i + 1] ?? end) - start);
}
