/** How a file is written, for `readStrictly`. */
export interface StrictDialect {
  readonly delimiter: string;
  /** Spaces at the start of a field are no part of it. */
  readonly skipBlanks: boolean;
}

/**
 * A second reader to compare with, character by character and for good files only: RFC 4180 with LF or
 * CRLF; blank lines are left out.
 */
export function readStrictly(text: string, { delimiter, skipBlanks }: StrictDialect): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let [cell, quoted, inside] = ['', false, false];
  const endCell = () => {
    record.push(cell);
    [cell, quoted] = ['', false];
  };
  const endRecord = () => {
    const blank = record.length === 0 && !quoted && cell.trim() === '';
    endCell();
    if (!blank) records.push(record);
    record = [];
  };
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (inside) {
      if (c !== '"') cell += c;
      else if (text[i + 1] === '"') cell += text[++i];
      else inside = false;
    } else if (c === '"' && cell === '') [inside, quoted] = [true, true];
    else if (c === delimiter) endCell();
    else if (c === '\n') endRecord();
    else if (c === ' ' && cell === '' && skipBlanks) continue;
    else if (c !== '\r') cell += c;
  }
  if (cell !== '' || record.length > 0) endRecord();
  return records;
}
