import { trimTail } from '../../util/trim-tail';
import { decodeUtf8 } from '../table/utf8';
import type { Reject } from './types';

/** So much of a rejected line is kept to show it. */
const SHOWN = 200;
/** Texts together, in characters: beyond this a reject still has line, offset and code. */
const MAX_TEXT = 1 << 25;

/** The lines that became no row, in file order, with the first 200 characters of each. */
export class RejectList {
  readonly items: Reject[] = [];
  #characters = 0;

  /** Adds the line `bytes[from]` to `bytes[to]`. */
  add(
    what: Omit<Reject, 'text'>,
    bytes: Uint8Array,
    [from, to]: readonly [from: number, to: number],
  ): void {
    let text = '';
    if (this.#characters < MAX_TEXT) {
      text = decodeUtf8(bytes, from, Math.min(to, from + 4 * SHOWN));
      text = trimTail(text.slice(0, SHOWN), '\r\n');
      this.#characters += text.length;
    }
    this.items.push({ ...what, text });
  }
}
