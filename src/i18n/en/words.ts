import { FORMATS } from '../format';

/** Figures and dates of this language. */
export const f = FORMATS.en;

/** What a message may be given. */
export type Value = string | number;
/** A value as text; numbers keep the digits they have. */
export const n = (value: Value): string => (typeof value === 'number' ? f.plain(value) : value);
/** A number with the noun it counts. */
export const count = (value: number, one: string, many: string): string =>
  `${f.int(value)} ${value === 1 ? one : many}`;

/** An error's parameters. */
export type Params = Readonly<Record<string, Value>>;

/** A value that may be absent. */
export function say(value: Value | undefined, otherwise = f.plain(null)): string {
  return value === undefined ? otherwise : n(value);
}

/** Power with the three decimals its lines have. */
export function three(value: Value | undefined): string {
  return typeof value === 'number' ? f.num(value, 3) : say(value);
}

/** A column type in words. */
export function typeName(value: Value | undefined): string {
  const names: Readonly<Record<string, string>> = {
    number: 'numbers',
    boolean: 'yes or no',
    timestamp: 'dates',
    text: 'text',
  };
  return typeof value === 'string' && Object.hasOwn(names, value) ? names[value] : say(value);
}

/** Bytes in a unit one can read. */
export function size(value: Value | undefined): string {
  return typeof value === 'number' ? f.bytes(value) : say(value);
}
