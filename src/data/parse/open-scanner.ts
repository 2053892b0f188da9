import { FixedScanner } from './fixed-scanner';
import { RecordScanner, type FieldScanner } from './record-scanner';
import type { Sniffed } from './sniff';

/** What finds the fields of a file that is written so; `ahead`, to tell what stands behind a table. */
export function openScanner({ dialect, layout }: Sniffed, ahead = false): FieldScanner {
  const { delimiter, quote, escape, skipBlanks } = dialect;
  if (layout !== null) return new FixedScanner(layout, ahead);
  return new RecordScanner(delimiter, quote, escape, { skipBlanks });
}
