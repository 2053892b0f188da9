import type { Reject } from '../data/parse/types';

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

/** Rejected or repaired lines as CSV: line, byte offset, reason, text as read (never a formula: it is quoted after an apostrophe). */
export function linesCsv(found: readonly Reject[]): string {
  const lines = found.map(
    ({ line, offset, code, text }) =>
      `${String(line)},${String(offset)},${code},${quoted(`'${text}`)}`,
  );
  return `\uFEFF${['line,offset,code,text', ...lines].join('\r\n')}\r\n`;
}
