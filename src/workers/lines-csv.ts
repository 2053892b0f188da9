import type { Reject } from '../data/parse/types';

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

/**
 * Rejected or repaired lines as CSV: line, byte offset, reason, text as read (never a formula: it is quoted after an
 * apostrophe), and in front of them the file where they are of several.
 */
export function linesCsv(found: readonly Reject[]): string {
  // A list that an earlier version kept names no file.
  const several = new Set(found.map(({ file }) => file)).size > 1;
  const lines = found.map(({ line, offset, code, text, file }) => {
    const cells = [String(line), String(offset), code, quoted(`'${text}`)];
    return (several ? [quoted(`'${file}`), ...cells] : cells).join(',');
  });
  const header = several ? 'file,line,offset,code,text' : 'line,offset,code,text';
  return `\uFEFF${[header, ...lines].join('\r\n')}\r\n`;
}
