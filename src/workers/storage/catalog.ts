import type { FileRef } from './snapshot';

/** What is kept of one data set. The first three hold rows or follow from them; the others never do. */
export const ROW_PARTS = ['rows', 'test', 'scored'] as const;
export const PARTS = [...ROW_PARTS, 'project', 'work'] as const;
export type PartName = (typeof PARTS)[number];
export type PartRefs = Readonly<Partial<Record<PartName, FileRef>>>;

/** One data set on this device. */
export interface Copy {
  readonly id: number;
  /** Of the file the rows came from, or of the project. */
  readonly name: string;
  readonly rows: number;
  readonly demo: boolean;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
  readonly parts: PartRefs;
}

/** Everything that is kept: what a slot holds. Immutable; each change is the next one. */
export interface Catalog {
  readonly sequence: number;
  /** The number of the next file or copy; never used twice. */
  readonly next: number;
  /** The copy that was open; null where none was. */
  readonly open: number | null;
  readonly copies: readonly Copy[];
}

export const EMPTY_CATALOG: Catalog = { sequence: 0, next: 1, open: null, copies: [] };

/** How long rows are kept: days after the last save, 0 = never. `now` in milliseconds since 1970. */
export interface Expiry {
  readonly days: number;
  readonly now: number;
}

const DAY = 86_400_000;

/** The parts of a copy without those that hold rows. */
export function withoutRows(parts: PartRefs): PartRefs {
  return Object.fromEntries(
    Object.entries(parts).filter(([name]) => !ROW_PARTS.some((part) => part === name)),
  );
}

/** The catalog without expired rows; a copy that held nothing else goes whole. The same object where nothing expired. */
export function expire(catalog: Catalog, { days, now }: Expiry): Catalog {
  const isOver = ({ savedAt }: Copy): boolean => days === 0 || now - savedAt > days * DAY;
  const expires = (copy: Copy): boolean =>
    isOver(copy) && ROW_PARTS.some((name) => copy.parts[name] !== undefined);
  if (!catalog.copies.some(expires)) return catalog;
  const copies = catalog.copies
    .map((copy) => (expires(copy) ? { ...copy, parts: withoutRows(copy.parts) } : copy))
    .filter((copy) => copy.parts.project !== undefined || copy.parts.rows !== undefined);
  return keepOpen({ ...catalog, copies });
}

/** The catalog without one copy. */
export function without(catalog: Catalog, id: number): Catalog {
  return keepOpen({ ...catalog, copies: catalog.copies.filter((copy) => copy.id !== id) });
}

function keepOpen(catalog: Catalog): Catalog {
  const isThere = catalog.copies.some(({ id }) => id === catalog.open);
  return isThere ? catalog : { ...catalog, open: null };
}

/** Every file a catalog names. */
export function filesOf({ copies }: Catalog): FileRef[] {
  return copies.flatMap(({ parts }) => Object.values(parts));
}

/** Bytes of a copy on this device. */
export function copyBytes({ parts }: Copy): number {
  return Object.values(parts).reduce((sum, { bytes }) => sum + bytes, 0);
}
