/** What makes a spreadsheet read a text cell as a formula: = + - @, a tab or a carriage return in front. */
const STARTS = new Set(['=', '+', '-', '@', '\t', '\r']);

/**
 * Text with an apostrophe in front where a spreadsheet could take it for a formula; else as it is.
 * For text cells and column names only: a number column may hold negative numbers. Source: OWASP,
 * "CSV Injection".
 */
export function formulaSafe(text: string): string {
  return STARTS.has(text.charAt(0)) ? `'${text}` : text;
}
