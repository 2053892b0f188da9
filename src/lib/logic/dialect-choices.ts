import type { Encoding, ParseOptions } from '../../data/parse/types';

/** Encodings a file may be read with. */
export const ENCODINGS: readonly Encoding[] = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'];

/** What a person may say of how a file is written. */
export type DialectChoice =
  | 'delimiter'
  | 'widths'
  | 'quote'
  | 'escape'
  | 'encoding'
  | 'headerRows'
  | 'skipBlanks'
  | 'decimal'
  | 'thousands'
  | 'dateOrder'
  | 'skipRows';

/** '' stands for what is found column by column, and sets nothing. */
function markOption<K extends 'decimal' | 'thousands'>(key: K, value: string): ParseOptions {
  return value === '.' || value === ',' ? { [key]: value } : {};
}

function optionOf(key: DialectChoice, value: string): ParseOptions {
  switch (key) {
    case 'delimiter':
    case 'quote':
    case 'escape':
      return { [key]: value };
    case 'widths': {
      const widths = value
        .split(/[ ,;]+/)
        .filter(Boolean)
        .map(Number);
      return widths.length > 0 ? { widths } : {};
    }
    case 'encoding': {
      const encoding = ENCODINGS.find((each) => each === value);
      return encoding === undefined ? {} : { encoding };
    }
    case 'headerRows':
    case 'skipRows':
      return { [key]: Number(value) };
    case 'skipBlanks':
      return { skipBlanks: value === 'yes' };
    case 'decimal':
    case 'thousands':
      return markOption(key, value);
    case 'dateOrder':
      return value === 'day' || value === 'month' ? { dateOrder: value } : {};
  }
}

/** The options with one thing said, as the value of its control; what '' says of a locale is not said any more. */
export function withChoice(options: ParseOptions, key: DialectChoice, value: string): ParseOptions {
  const others = Object.entries(options).filter(([name]) => name !== key);
  return { ...Object.fromEntries(others), ...optionOf(key, value) };
}
