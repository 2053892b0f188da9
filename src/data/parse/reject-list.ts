import { trimTail } from '../../util/trim-tail';
import { decodeUtf8 } from '../table/utf8';
import type { ListedLine } from './types';

/** So much of a line is kept to show it. */
const SHOWN = 200;
/** Lines that are kept; beyond these only their number by code is. */
export const MOST_LISTED = 5000;

/** Lines with a reason, in file order: the first 5,000 with 200 characters each, the count of all. */
export class RejectList {
  readonly items: ListedLine[] = [];
  readonly counts: Record<string, number> = {};

  /** Adds the line `bytes[from]` to `bytes[to]`. */
  add(
    what: Omit<ListedLine, 'text'>,
    bytes: Uint8Array,
    [from, to]: readonly [from: number, to: number],
  ): void {
    this.counts[what.code] = (this.counts[what.code] ?? 0) + 1;
    if (this.items.length >= MOST_LISTED) return;
    const text = decodeUtf8(bytes, from, Math.min(to, from + 4 * SHOWN));
    this.items.push({ ...what, text: trimTail(text.slice(0, SHOWN), '\r\n') });
  }
}
