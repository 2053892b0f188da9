/** Where the columns of a file of fixed positions stand. All lists have an entry a column. */
export interface FixedLayout {
  /** Characters from a column's first to the next one's; the last column goes to the end of its line. */
  readonly widths: readonly number[];
  /** Whether a blank stands before the column, so that text across its border is damage. */
  readonly gapped: readonly boolean[];
  /** Whether a line may end before the column: trailing blanks are often taken away. */
  readonly optional: readonly boolean[];
  /** Cells of a line of dashes under the names; null where there is none. */
  readonly ruler: readonly string[] | null;
}

/** The position of each column's first character. */
export function columnStarts(widths: readonly number[]): number[] {
  let at = 0;
  return widths.map((width) => {
    const start = at;
    at += width;
    return start;
  });
}

/** A run of characters without a blank, by position from 0. */
export interface Word {
  readonly start: number;
  readonly end: number;
}

/** The characters of a line, of which a pair of surrogates is one. */
export function charactersOf(line: string): readonly string[] {
  return [...line];
}

/** The words of a line. Cost: O(characters). */
export function wordsOf(characters: readonly string[]): Word[] {
  const words: Word[] = [];
  let start = -1;
  for (let at = 0; at <= characters.length; at++) {
    const blank = at === characters.length || isBlank(characters[at]);
    if (!blank && start < 0) start = at;
    if (blank && start >= 0) {
      words.push({ start, end: at });
      start = -1;
    }
  }
  return words;
}

/** Space and tab. */
export function isBlank(character: string): boolean {
  return character === ' ' || character === '\t';
}

/**
 * The cells of a line whose word `i` belongs to column `columnOf[i]`: from the first word of each to the
 * last, with what is between them as it is written; '' for a column without any. Columns may not go
 * back from word to word.
 */
export function cellsByWord(
  characters: readonly string[],
  words: readonly Word[],
  { columnOf, width }: { readonly columnOf: readonly number[]; readonly width: number },
): string[] {
  const cells = new Array<string>(width).fill('');
  for (let first = 0, last = 0; first < words.length; first = last + 1) {
    last = first;
    while (last + 1 < words.length && columnOf[last + 1] === columnOf[first]) last++;
    cells[columnOf[first]] = characters.slice(words[first].start, words[last].end).join('');
  }
  return cells;
}

/**
 * The names that a line of a header gives to columns: each word belongs to the column that most of it
 * stands over, the first of two. A line of dashes gives none. Cost: O(words x columns).
 */
export function namesOver(line: string, widths: readonly number[]): string[] {
  const characters = charactersOf(line);
  const words = wordsOf(characters);
  const starts = columnStarts(widths);
  if (isRuler(line)) return widths.map(() => '');
  const over = ({ start, end }: Word, i: number) =>
    Math.min(end, starts[i + 1] ?? Infinity) - Math.max(start, starts[i]);
  const columnOf = words.map((word) =>
    widths.reduce((best, _, i) => (over(word, i) > over(word, best) ? i : best), 0),
  );
  return cellsByWord(characters, words, { columnOf, width: widths.length });
}

/** Whether a line is two or more runs of dashes or equal signs and nothing else. */
export function isRuler(line: string): boolean {
  return /^\s*(?:-+|=+)(?:[ \t]+(?:-+|=+))+\s*$/.test(line) && /-{3}|={3}/.test(line);
}
