import type { DelimiterGuess } from './sniff-delimiter';
import type { Confidence, ParseOptions } from './types';

/** What the other finders say for themselves. */
type Told = Omit<Confidence, 'delimiter' | 'quote' | 'escape' | 'skipRows' | 'skipBlanks'>;

/**
 * How sure each finding is. Delimiter: its score under that and its best rival's. Quote and escape: the
 * share of records that they explain, 0.5 where nothing is quoted. Lines before the table: the share of
 * records behind them that have the table's width. What the analyst set is sure.
 */
export function sniffConfidence(
  options: ParseOptions,
  told: Told,
  guess: DelimiterGuess & { readonly preamble: number },
): Confidence {
  const { sample, score, rival, width, preamble, dialect } = guess;
  const records = sample.records.slice(preamble);
  const inWidth = records.filter(({ cells }) => cells.length === width).length;
  const explained =
    sample.quoted === 0 ? 0.5 : 1 - sample.broken / (records.length + sample.broken);
  const unspaced = sample.later === 0 ? 0.5 : 1 - sample.spaced / sample.later;
  const found: Confidence = {
    ...told,
    delimiter: score === 0 ? 0.5 : score / (score + rival),
    quote: explained,
    escape: explained,
    skipRows: records.length === 0 ? 0.5 : inWidth / records.length,
    skipBlanks: dialect.skipBlanks ? 0.95 : unspaced,
  };
  return withChoices(found, options);
}

function withChoices(found: Confidence, options: ParseOptions): Confidence {
  const chosen = {
    ...options,
    delimiter: options.widths ?? options.delimiter,
    header: options.headerRows ?? options.header,
    skipRows: options.plain === true ? true : options.skipRows,
  };
  const sure = Object.entries(chosen).filter(([key, value]) => value !== undefined && key in found);
  return { ...found, ...Object.fromEntries(sure.map(([key]) => [key, 1])) };
}
