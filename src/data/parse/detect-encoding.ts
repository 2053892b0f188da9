import { plainUntil } from './decoder';
import type { Encoding } from './types';
import { utf8SequenceLength } from './utf8-sequence';

/** What the first bytes say; `mark` is the length of the byte order mark to skip. */
export interface EncodingGuess {
  /** 'ascii' where every byte so far is ASCII, so that UTF-8 and Windows-1252 are both still possible. */
  readonly encoding: Encoding | 'ascii';
  readonly mark: number;
  /** 0 to 1: Windows-1252 stays below 1, since other one-byte encodings look the same. */
  readonly confidence: number;
}

/** A file whose bad bytes are rarer than one in this many good characters is damaged UTF-8. */
const GOOD_TO_BAD = 10;

/**
 * The encoding of a file from its head: by byte order mark; UTF-16 without one where nearly every
 * second byte is NUL; else UTF-8 if it holds valid UTF-8, Windows-1252 if not. Cost: O(head).
 */
export function detectEncoding(head: Uint8Array): EncodingGuess {
  const marked = byteOrderMark(head);
  if (marked !== null) return marked;
  const wide = unmarkedWide(head);
  if (wide !== null) return { encoding: wide, mark: 0, confidence: 0.95 };
  let [good, bad] = [0, 0];
  for (let at = 0; at < head.length;) {
    const length = utf8SequenceLength(head, at, head.length);
    if (length < 0) break;
    if (length === 0) bad++;
    else if (length > 1) good++;
    at = plainUntil(head, at + Math.max(1, length));
  }
  const all = good + bad;
  if (all === 0) return { encoding: 'ascii', mark: 0, confidence: 1 };
  return bad * GOOD_TO_BAD > good
    ? { encoding: 'windows-1252', mark: 0, confidence: (0.8 * bad) / all }
    : { encoding: 'utf-8', mark: 0, confidence: good / all };
}

/** The encoding and length of a byte order mark at the start, or null. */
export function byteOrderMark(head: Uint8Array): EncodingGuess | null {
  const [a, b, c] = [head[0], head[1], head[2]];
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: 'utf-8', mark: 3, confidence: 1 };
  if (a === 0xff && b === 0xfe) return { encoding: 'utf-16le', mark: 2, confidence: 1 };
  if (a === 0xfe && b === 0xff) return { encoding: 'utf-16be', mark: 2, confidence: 1 };
  return null;
}

function unmarkedWide(head: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (head.length < 8) return null;
  const nuls = [0, 0];
  for (let i = 0; i < head.length; i++) if (head[i] === 0) nuls[i & 1]++;
  const half = head.length / 2;
  if (nuls[1] > half * 0.8 && nuls[0] < half * 0.05) return 'utf-16le';
  if (nuls[0] > half * 0.8 && nuls[1] < half * 0.05) return 'utf-16be';
  return null;
}
