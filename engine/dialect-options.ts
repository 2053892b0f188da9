import type { Encoding, ParseOptions } from '../src/data/parse/types';
import { LeadbenchError } from '../src/util/errors';
import type { Args, OptionNames } from './args';

/** Options that say how a file is written. */
export const dialectOptions: OptionNames = {
  sheet: 'value',
  delimiter: 'value',
  quote: 'value',
  escape: 'value',
  widths: 'value',
  encoding: 'value',
  header: 'value',
  'header-rows': 'value',
  'skip-rows': 'value',
  'skip-blanks': 'value',
  decimal: 'value',
  thousands: 'value',
  'date-order': 'value',
  plain: 'flag',
};

const ENCODINGS: readonly Encoding[] = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'];

/** One of the values an option may have, undefined where it was not given; throws OPTION_VALUE. */
function oneOf<T extends string>(args: Args, name: string, values: readonly T[]): T | undefined {
  const value = args.text(name);
  if (value === null) return undefined;
  const known = values.find((each) => each === value.toLowerCase());
  if (known === undefined) throw new LeadbenchError('OPTION_VALUE', { option: `--${name}`, value });
  return known;
}

/** A character that may be written `\\t` or `\\0`; undefined where it was not given. */
function mark(args: Args, name: string): string | undefined {
  const value = args.text(name);
  return value === null ? undefined : value.replace(/^\\t$/, '\t').replace(/^\\0$/, '\0');
}

function rows(args: Args, name: string): number | undefined {
  return args.text(name) === null ? undefined : args.number(name, 0);
}

/** The reader's options from the command line; throws OPTION_VALUE, OPTION_NOT_A_NUMBER. */
export function readParseOptions(args: Args): ParseOptions {
  if (args.text('sheet') !== null)
    throw new LeadbenchError('OPTION_NOT_BUILT', { option: '--sheet' });
  const header = oneOf(args, 'header', ['yes', 'no']);
  const skipBlanks = oneOf(args, 'skip-blanks', ['yes', 'no']);
  return withoutUndefined({
    delimiter: mark(args, 'delimiter'),
    quote: mark(args, 'quote'),
    escape: mark(args, 'escape'),
    widths: args.text('widths') === null ? undefined : args.names('widths').map(Number),
    encoding: oneOf(args, 'encoding', ENCODINGS),
    header: header && header === 'yes',
    headerRows: rows(args, 'header-rows'),
    skipRows: rows(args, 'skip-rows'),
    skipBlanks: skipBlanks && skipBlanks === 'yes',
    decimal: oneOf(args, 'decimal', ['.', ',']),
    thousands: oneOf(args, 'thousands', ['.', ',']),
    dateOrder: oneOf(args, 'date-order', ['day', 'month']),
    plain: args.flag('plain') || undefined,
  });
}

/** The entries that have a value. */
function withoutUndefined(options: {
  readonly [K in keyof ParseOptions]: ParseOptions[K] | undefined;
}): ParseOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
