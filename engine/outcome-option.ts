import type { Outcome } from '../src/domain/leads/types';

/** Reads `COL` or `COL=VALUE`. */
export function readOutcome(text: string): Outcome {
  const at = text.indexOf('=');
  return at < 0
    ? { column: text, value: null }
    : { column: text.slice(0, at), value: text.slice(at + 1) };
}
