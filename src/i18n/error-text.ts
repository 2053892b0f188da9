import type { ErrorParams } from '../util/errors';
import type { BenchMessages } from './messages';

/** What happened, and what was kept or can be done. */
export interface ErrorText {
  readonly what: string;
  readonly next: string;
}

/** What `errorText` needs of an error; every LeadbenchError has it. */
export interface CodedError {
  readonly code: string;
  readonly params: ErrorParams;
}

type Entry = ErrorText | ((params: ErrorParams) => ErrorText);

function isEntry(value: unknown): value is Entry {
  return (
    typeof value === 'function' || (typeof value === 'object' && value !== null && 'what' in value)
  );
}

/**
 * The sentence for an error code. A code without a sentence gets the fallback, so that the panel, which
 * shows the code in any case, still says something. Missing parameters show as an en dash. Where `inFile`
 * says in which of several files it happened, its name stands first.
 */
export function errorText(messages: Pick<BenchMessages, 'errors'>, error: CodedError): ErrorText {
  const table: Readonly<Record<string, unknown>> = messages.errors;
  const entry = Object.hasOwn(table, error.code) ? table[error.code] : undefined;
  if (!isEntry(entry)) return messages.errors.fallback;
  const text = typeof entry === 'function' ? entry(error.params) : entry;
  const { inFile } = error.params;
  if (typeof inFile !== 'string' || text.what.includes(inFile)) return text;
  return { ...text, what: `${inFile}: ${text.what}` };
}
