import { parseArgs } from 'node:util';
import { LeadbenchError } from '../src/util/errors';

/** Options of one job: a name and whether it takes a value. */
export type OptionNames = Readonly<Record<string, 'value' | 'flag'>>;

/** What a job was called with. */
export interface Args {
  readonly files: readonly string[];
  /** The option's text, or null where it was not given. */
  text(name: string): string | null;
  /** The option as a number; throws OPTION_NOT_A_NUMBER. */
  number(name: string, fallback: number): number;
  /** The option as names parted by commas. */
  names(name: string): readonly string[];
  flag(name: string): boolean;
}

/** Options every job takes. */
const COMMON: OptionNames = { seed: 'value', threads: 'value', lang: 'value' };

function optionError(error: unknown, argv: readonly string[]): LeadbenchError {
  const message = error instanceof Error ? error.message : String(error);
  const option = /--?[\w-]+/.exec(message)?.[0] ?? argv.join(' ');
  return new LeadbenchError('OPTION_UNKNOWN', { option });
}

/** Reads the words after the job's name. Throws OPTION_UNKNOWN for what the job does not take. */
export function readArgs(argv: readonly string[], names: OptionNames): Args {
  const options = Object.fromEntries(
    Object.entries({ ...COMMON, ...names }).map(([name, kind]) => [
      name,
      { type: kind === 'flag' ? ('boolean' as const) : ('string' as const) },
    ]),
  );
  let parsed: ReturnType<typeof parseArgs>;
  try {
    parsed = parseArgs({ args: [...argv], options, allowPositionals: true });
  } catch (error) {
    throw optionError(error, argv);
  }
  const values = new Map(Object.entries(parsed.values));
  const text = (name: string): string | null => {
    const value = values.get(name);
    return typeof value === 'string' ? value : null;
  };
  return {
    files: parsed.positionals,
    text,
    number: (name, fallback) => {
      const given = text(name);
      if (given === null) return fallback;
      const value = Number(given);
      if (given.trim() === '' || !Number.isFinite(value)) {
        throw new LeadbenchError('OPTION_NOT_A_NUMBER', { option: `--${name}`, value: given });
      }
      return value;
    },
    names: (name) => (text(name) ?? '').split(',').filter((part) => part !== ''),
    flag: (name) => values.get(name) === true,
  };
}

/** The option's text; throws OPTION_MISSING where it was not given. */
export function required(args: Args, name: string): string {
  const value = args.text(name);
  if (value === null) throw new LeadbenchError('OPTION_MISSING', { option: `--${name}` });
  return value;
}

/** The files a job reads, one or more; throws FILE_ARGUMENT where there is none. */
export function someFiles(args: Args): readonly string[] {
  if (args.files.length === 0) throw new LeadbenchError('FILE_ARGUMENT', { count: 0 });
  return args.files;
}

/** The one file a job reads; throws FILE_ARGUMENT where there is none or more than one. */
export function oneFile(args: Args): string {
  if (args.files.length !== 1)
    throw new LeadbenchError('FILE_ARGUMENT', { count: args.files.length });
  return args.files[0];
}
