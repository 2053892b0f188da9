import { FORMATS } from '../format';

/** Figures and dates of this language. */
export const f = FORMATS.id;

/** What a message may be given. */
export type Value = string | number;
/** An error's parameters. */
export type Params = Readonly<Record<string, Value>>;

/** A value as text; numbers keep the digits they have. */
export const n = (value: Value): string => (typeof value === 'number' ? f.plain(value) : value);
/** A value that may be absent. */
export const say = (value: Value | undefined, otherwise = f.plain(null)): string =>
  value === undefined ? otherwise : n(value);
/** Power with the three decimals its lines have. */
export const three = (value: Value | undefined): string =>
  typeof value === 'number' ? f.num(value, 3) : say(value);
/** Names by code. */
export const TYPES: Readonly<Record<string, string>> = {
  number: 'angka',
  boolean: 'ya atau tidak',
  timestamp: 'tanggal',
  text: 'teks',
};
/** A column type in words. */
export const typeName = (value: Value | undefined): string =>
  typeof value === 'string' && Object.hasOwn(TYPES, value) ? TYPES[value] : say(value);
/** Bytes in a unit one can read. */
export const size = (value: Value | undefined): string =>
  typeof value === 'number' ? f.bytes(value) : say(value);
