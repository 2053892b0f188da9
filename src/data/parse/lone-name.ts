import { cellKind } from './cell-kind';
import type { SampleRecord } from './sample-records';
import { sniffHeader } from './sniff-header';

/**
 * Whether the first record is a single word right above records of `width` that have no header of their
 * own: it names one column, whose values are of several words (`13 Maret 2024`, `B 1234 XYZ`), and is no
 * title. Cost: O(sample).
 */
export function namesOneColumn(records: readonly SampleRecord[], width: number): boolean {
  const [first, ...body] = records;
  if (width < 2 || body.length === 0 || body[0].afterBlank) return false;
  const words = first.cells.filter((cell) => cell.trim() !== '');
  if (words.length !== 1 || /\s/.test(words[0].trim()) || cellKind(words[0]) !== 'text')
    return false;
  return sniffHeader(body, width).rows === 0;
}
