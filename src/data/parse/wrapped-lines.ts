import { lineEnd } from './line-end';

const [LF, CR, QUOTE] = [10, 13, 34];
/** So many of the lines have to be wrapped. */
const NEARLY_ALL = 0.9;

/**
 * The text of a file whose lines stand in quotes as wholes, as spreadsheets make it of a file whose
 * delimiter they did not know: without these quotes, and with those inside made one. Null for any other
 * file: where fewer than nine lines in ten begin and end with a quote and have no single one inside.
 * Cost: O(bytes).
 */
export function unwrapLines(text: Uint8Array): Uint8Array | null {
  const lines: Uint8Array[] = [];
  let wrapped = 0;
  for (let start = 0; start < text.length;) {
    const end = lineEnd(text, { start, end: text.length, final: true });
    const line = unwrap(text.subarray(start, end));
    if (line !== null) wrapped++;
    lines.push(line ?? text.subarray(start, end));
    start = end;
  }
  return wrapped > 0 && wrapped >= lines.length * NEARLY_ALL ? joinAll(lines) : null;
}

/** What is inside the quotes around a line, its end included; null where it is not one quoted field. */
function unwrap(line: Uint8Array): Uint8Array | null {
  let last = line.length - 1;
  while (last > 0 && (line[last] === LF || line[last] === CR)) last--;
  if (last < 1 || line[0] !== QUOTE || line[last] !== QUOTE) return null;
  const inside = new Uint8Array(line.length);
  let length = 0;
  for (let i = 1; i < last; i++) {
    if (line[i] === QUOTE && line[++i] !== QUOTE) return null;
    inside[length++] = line[i];
  }
  inside.set(line.subarray(last + 1), length);
  return inside.subarray(0, length + line.length - last - 1);
}

function joinAll(lines: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(lines.reduce((sum, line) => sum + line.length, 0));
  let at = 0;
  for (const line of lines) {
    all.set(line, at);
    at += line.length;
  }
  return all;
}
