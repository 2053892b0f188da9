import type { Reject } from '../data/parse/types';

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

/** Rejected lines as CSV: line, byte offset, reason, text as read (never a formula: it is quoted after an apostrophe). */
export function rejectsCsv(rejects: readonly Reject[]): string {
  const lines = rejects.map(
    ({ line, offset, code, text }) =>
      `${String(line)},${String(offset)},${code},${quoted(`'${text}`)}`,
  );
  return `\uFEFF${['line,offset,code,text', ...lines].join('\r\n')}\r\n`;
}
