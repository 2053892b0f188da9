const [LF, CR, BACKSLASH, DOUBLE] = [10, 13, 92, 34];

/** How the quotes inside quoted cells are written, by how often each way occurs. */
interface InnerQuotes {
  readonly bare: number;
  readonly doubled: number;
  readonly backslash: number;
  readonly nul: number;
}

/**
 * The escapes that a dialect may have, the quote itself (quotes are doubled) first. Another character
 * only where it stands before most of the quotes inside cells, or, for single quotes, where every
 * double quote is a doubled one. Cost: O(bytes).
 */
export function escapeCandidates(bytes: Uint8Array, delimiter: string, quote: string): string[] {
  if (quote === '') return [''];
  const inner = countInner(bytes, delimiter.charCodeAt(0), quote.charCodeAt(0));
  const candidates = [quote];
  if (inner.backslash > inner.bare) candidates.push('\\');
  if (inner.nul > inner.bare) candidates.push('\0');
  if (quote === "'" && allDoubled(bytes)) candidates.push('"');
  return candidates;
}

/** Quotes that neither open nor close a field. */
function countInner(bytes: Uint8Array, delimiter: number, quote: number): InnerQuotes {
  const counts = { bare: 0, doubled: 0, backslash: 0, nul: 0 };
  const isBorder = (c: number | undefined) =>
    c === undefined || c === delimiter || c === LF || c === CR;
  for (let i = bytes.indexOf(quote); i >= 0; i = bytes.indexOf(quote, i + 1)) {
    if (isBorder(bytes[i - 1])) continue;
    if (bytes[i - 1] === 0) counts.nul++;
    else if (bytes[i - 1] === BACKSLASH) counts.backslash++;
    else if (bytes[i + 1] === quote) {
      counts.doubled++;
      i++;
    } else if (!isBorder(bytes[i + 1])) counts.bare++;
  }
  return counts;
}

function allDoubled(bytes: Uint8Array): boolean {
  let pairs = 0;
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] !== DOUBLE) continue;
    if (bytes[i + 1] !== DOUBLE) return false;
    pairs++;
    i++;
  }
  return pairs > 0;
}
