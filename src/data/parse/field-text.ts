import { decodeUtf8 } from '../table/utf8';
import { ESCAPED, type ScannedRecord } from './record-scanner';
import { Scratch, type Marks } from './unescape';

const scratch = new Scratch();

/** The text of field `i` of the record a scanner found, quotes and escapes undone. */
export function fieldText(
  bytes: Uint8Array,
  record: ScannedRecord,
  i: number,
  marks: Marks,
): string {
  const [from, to] = [record.starts[i], record.ends[i]];
  if (record.flags[i] !== ESCAPED) return decodeUtf8(bytes, from, to);
  scratch.unescape(bytes, [from, to], marks);
  return decodeUtf8(scratch.bytes, 0, scratch.length);
}

/** The texts of all fields of a record. */
export function fieldTexts(bytes: Uint8Array, record: ScannedRecord, marks: Marks): string[] {
  return Array.from({ length: record.count }, (_, i) => fieldText(bytes, record, i, marks));
}

/** A dialect's quote and escape as character codes. */
export function marksOf({ quote, escape }: { quote: string; escape: string }): Marks {
  return { quote: codeOf(quote), escape: codeOf(escape) };
}

function codeOf(mark: string): number {
  return mark === '' ? -1 : mark.charCodeAt(0);
}
